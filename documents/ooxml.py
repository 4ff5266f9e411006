"""The few things of WordprocessingML that python-docx has no name for."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def _tags(names: str) -> tuple[str, ...]:
    return tuple(f"w:{name}" for name in names.split())


# The schema wants properties in this order; Word calls a file damaged where they are not.
PARAGRAPH_ORDER = _tags(
    "framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
    "outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
AFTER_LETTER_SPACING = _tags("w kern position sz szCs highlight u effect bdr shd fitText vertAlign lang")
TABLE_ORDER = _tags(
    "tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders "
    "shd tblLayout tblCellMar tblLook"
)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, **attributes: object) -> OxmlElement:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return FORBIDDEN.sub("", text)


def set_fonts(properties: OxmlElement, east_asian: str, latin: str) -> None:
    """Fonts of a run or a style; the hint makes “ ” — … Chinese characters, not Latin ones."""
    fonts = properties.get_or_add_rFonts()
    for attribute, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", east_asian), ("cs", latin)):
        fonts.set(qn(f"w:{attribute}"), name)
    fonts.set(qn("w:hint"), "eastAsia")
    for themed in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{themed}"), None)


def set_letter_spacing(properties: OxmlElement, twentieths: int) -> None:
    properties.insert_element_before(element("spacing", val=twentieths), *AFTER_LETTER_SPACING)


def set_language(properties: OxmlElement) -> None:
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))


def set_plain_spacing(properties: OxmlElement) -> None:
    """No gap of its own between Chinese characters and figures, so that 28 stand on a line."""
    for tag in ("autoSpaceDE", "autoSpaceDN"):
        properties.insert_element_before(element(tag, val=0), *_after(tag))


def set_indent(paragraph: Paragraph, *, twips_a_character: float, **characters: float) -> None:
    """Indents in characters (`firstLine`, `left`, `right`), with twips for readers that know no characters."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, count in characters.items():
        indent.set(qn(f"w:{side}Chars"), str(round(count * 100)))
        indent.set(qn(f"w:{side}"), str(round(count * twips_a_character)))


def leave_grid(paragraph: Paragraph) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(element("snapToGrid", val=0), *_after("snapToGrid"))


def border(paragraph: Paragraph, side: str, kind: str, *, eighths: int, colour: str) -> None:
    """A line above (`top`) or under (`bottom`) a paragraph; `eighths` of a point thick."""
    borders = element("pBdr")
    borders.append(element(side, val=kind, sz=eighths, space=1, color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_after("pBdr"))


def stand_at_foot(table: Table) -> None:
    """Set the table at the bottom of the type area of its page, the text above it."""
    place = element("tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="margin")
    place.set(qn("w:tblpXSpec"), "left")
    place.set(qn("w:tblpYSpec"), "bottom")
    table._tbl.tblPr.insert_element_before(place, *TABLE_ORDER)


def rule_between(table: Table) -> None:
    """Thick lines above and under the table, a thin one between its rows (GB/T 9704 7.4.1)."""
    borders = element("tblBorders")
    for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 6)):
        borders.append(element(side, val="single", sz=eighths, space=0, color="auto"))
    table._tbl.tblPr.insert_element_before(borders, *TABLE_ORDER[TABLE_ORDER.index("w:shd") :])


def _after(tag: str) -> tuple[str, ...]:
    return PARAGRAPH_ORDER[PARAGRAPH_ORDER.index(f"w:{tag}") + 1 :]


def page_number(run: Run) -> None:
    """A field that shows the number of the page."""
    for part in (
        element("fldChar", fldCharType="begin"),
        element("instrText"),
        element("fldChar", fldCharType="separate"),
        element("t"),
        element("fldChar", fldCharType="end"),
    ):
        if part.tag == qn("w:instrText"):
            part.text = " PAGE "
        if part.tag == qn("w:t"):
            part.text = "1"
        run._r.append(part)
