"""Reading the docx that the portal writes: paragraphs, tables, running heads, as plain data for paper.typ.

Lengths in points. Only what our own papers use: exact lines, indents, borders, merged cells, fields of page
numbers, one section.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from documents.rendering import fonts

ALIGN = {"start": "left", "end": "right", "both": "justify", "distribute": "justify"}
SIDES = ("top", "bottom", "left", "right", "insideH", "insideV")
SIDE_NAMES = {"start": "left", "end": "right"}
#: Where a paragraph names no line height: how much taller a line is than its characters.
PLAIN_LINE = 1.3
#: Left and right of the text of a cell, where the table says nothing.
CELL_MARGIN = 5.4
VERTICAL = {"center": 0.5, "bottom": 1}


def read(content: bytes) -> dict[str, Any]:
    """The paper as data for paper.typ."""
    document = docx.Document(io.BytesIO(content))
    return _Reader(document).paper()


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self._chains: dict[tuple[str | None, WD_STYLE_TYPE], list] = {}

    def paper(self) -> dict[str, Any]:
        section, properties = self.document.sections[0], self.document.core_properties
        return {
            "title": properties.title,
            "author": properties.author,
            "page": {
                "width": _points(section.page_width),
                "height": _points(section.page_height),
                "top": _points(section.top_margin),
                "bottom": _points(section.bottom_margin),
                "left": _points(section.left_margin),
                "right": _points(section.right_margin),
                "head": _points(section.header_distance),
                "foot": _points(section.footer_distance),
            },
            **self._running(section),
            "body": self._blocks(self.document.iter_inner_content()),
        }

    def _running(self, section) -> dict[str, Any]:
        """Heads and feet: of the first page where it has its own, of odd and of even pages."""
        has_own_first = section.different_first_page_header_footer
        has_even = self.document.settings.odd_and_even_pages_header_footer
        heads = {
            "odd": section.header,
            "even": section.even_page_header if has_even else section.header,
            "first": section.first_page_header if has_own_first else section.header,
        }
        feet = {
            "odd": section.footer,
            "even": section.even_page_footer if has_even else section.footer,
            "first": section.first_page_footer if has_own_first else section.footer,
        }
        return {
            "heads": {name: self._written(part) for name, part in heads.items()},
            "feet": {name: self._written(part) for name, part in feet.items()},
        }

    def _written(self, part) -> list[dict[str, Any]]:
        """The blocks of a head or foot; an empty one takes no room."""
        blocks = self._blocks(part.iter_inner_content())
        return blocks if any(block.get("runs") or block.get("borders") for block in blocks) else []

    def _blocks(self, content: Iterable) -> list[dict[str, Any]]:
        return [self._table(each) if isinstance(each, Table) else self._paragraph(each) for each in content]

    def _styles(self, paragraph: Paragraph) -> list:
        """The style of the paragraph and those it is based on, nearest first."""
        return self._chain(paragraph._p.style, WD_STYLE_TYPE.PARAGRAPH)

    def _chain(self, name: str | None, kind: WD_STYLE_TYPE) -> list:
        """Looked up once: python-docx goes through all styles each time it is asked."""
        if (name, kind) not in self._chains:
            chain, style = [], self.document.part.get_style(name, kind)
            while style is not None:
                chain.append(style)
                style = style.base_style
            self._chains[name, kind] = chain
        return self._chains[name, kind]

    # --- Paragraphs --------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> dict[str, Any]:
        runs = list(self._runs(paragraph))
        largest = max((run["size"] for run in runs), default=self._size(paragraph))
        return {
            "kind": "paragraph",
            "runs": runs,
            "align": self._align(paragraph),
            "line": self._line(paragraph, largest),
            "left": self._format(paragraph, "left_indent", 0),
            "right": self._format(paragraph, "right_indent", 0),
            "first": self._format(paragraph, "first_line_indent", 0),
            "before": self._format(paragraph, "space_before", 0),
            "after": self._format(paragraph, "space_after", 0),
            "keep": bool(self._format(paragraph, "keep_with_next", False)),
            "new_page": bool(self._format(paragraph, "page_break_before", False))
            or bool(paragraph._p.xpath('.//w:br[@w:type="page"]')),
            "right_tab": any(stop.alignment == WD_TAB_ALIGNMENT.RIGHT for stop in _tabs(paragraph)),
            "borders": _borders(paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")),
        }

    def _format(self, paragraph: Paragraph, name: str, default: Any) -> Any:
        """A property of the paragraph, else of its style and those it is based on."""
        value = getattr(paragraph.paragraph_format, name)
        for style in self._styles(paragraph) if value is None else ():
            value = getattr(style.paragraph_format, name)
            if value is not None:
                break
        if value is None:
            return default
        return _points(value) if isinstance(value, Length) else value

    def _align(self, paragraph: Paragraph) -> str:
        """Body text of an official paper is justified wherever nothing else is said."""
        properties = paragraph._p.pPr
        jc = properties.find(qn("w:jc")) if properties is not None else None
        value = jc.get(qn("w:val")) if jc is not None else "justify"
        return ALIGN.get(value, value)

    def _line(self, paragraph: Paragraph, largest: float) -> float:
        spacing = self._format(paragraph, "line_spacing", None)
        rule = self._format(paragraph, "line_spacing_rule", None)
        if rule == WD_LINE_SPACING.EXACTLY:
            return spacing
        if rule == WD_LINE_SPACING.AT_LEAST:
            return max(spacing, largest * PLAIN_LINE)
        return largest * PLAIN_LINE * (spacing or 1)

    def _runs(self, paragraph: Paragraph) -> Iterator[dict[str, Any]]:
        """Each stretch of one look; a field of the page number stands as `field`, not as its last result."""
        field: str | None = None
        for run in paragraph.runs:
            look = self._look(paragraph, run)
            for part in run._r:
                tag = part.tag.rpartition("}")[2]
                if tag == "fldChar":
                    kind = part.get(qn("w:fldCharType"))
                    field = "" if kind == "begin" else field
                    if kind == "end":
                        yield look | {"field": field}
                        field = None
                elif tag == "instrText":
                    field = (part.text or "").split()[0]
                elif field is None and (text := _text(part, tag)):
                    yield look | {"text": text}

    def _look(self, paragraph: Paragraph, run: Run) -> dict[str, Any]:
        layers = list(self._layers(paragraph, run))
        names = next((found for layer in layers if (found := layer.find(qn("w:rFonts"))) is not None), None)
        chinese = (names.get(qn("w:eastAsia")) if names is not None else None) or "宋体"
        western = (names.get(qn("w:ascii")) if names is not None else None) or chinese
        bold = _value(layers, "b", "0") not in ("0", "false")
        return {
            "size": int(_value(layers, "sz", "24")) / 2,
            "latin": fonts.latin(western),
            "chinese": fonts.chain(chinese),
            "weight": 700 if bold or chinese == fonts.BOLD_INSTEAD else 400,
            "tracking": int(_value(layers, "spacing", "0")) / 20,
            "colour": _colour(_value(layers, "color", "auto")),
            "underlined": _value(layers, "u", "none") != "none",
        }

    def _layers(self, paragraph: Paragraph, run: Run) -> Iterator[Any]:
        """Properties of the run, of its style and of the paragraph's, nearest first."""
        if run._r.rPr is not None:
            yield run._r.rPr
        for style in (*self._chain(run._r.style, WD_STYLE_TYPE.CHARACTER), *self._styles(paragraph)):
            if (properties := style.element.find(qn("w:rPr"))) is not None:
                yield properties
        yield from self.document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")

    def _size(self, paragraph: Paragraph) -> float:
        sizes = (style.font.size for style in self._styles(paragraph))
        return next((size.pt for size in sizes if size is not None), 12)

    # --- Tables ------------------------------------------------------------------------------

    def _table(self, table: Table) -> dict[str, Any]:
        columns = [_twips(column, "w") for column in table._tbl.tblGrid.gridCol_lst]
        properties = table._tbl.tblPr
        place = properties.find(qn("w:tblpPr"))
        jc = properties.find(qn("w:jc"))
        return {
            "kind": "table",
            "columns": self._widths(table, columns),
            "align": ALIGN.get(jc.get(qn("w:val")), jc.get(qn("w:val"))) if jc is not None else "left",
            "at_foot": place is not None and place.get(qn("w:tblpYSpec")) == "bottom",
            "margin": CELL_MARGIN,
            "borders": self._table_borders(table),
            "rows": [self._row(table, number, row) for number, row in enumerate(table.rows)],
        }

    def _widths(self, table: Table, columns: list[float]) -> list[float]:
        """The widths that the cells name, which count in Word; of the grid where no cell stands alone."""
        widths = list(columns)
        for row in table._tbl.tr_lst:
            for tc in row.tc_lst:
                if tc.grid_span == 1 and tc.width is not None:
                    widths[tc.grid_offset] = _points(tc.width)
        return widths

    def _table_borders(self, table: Table) -> dict[str, Any]:
        found: dict[str, Any] = {}
        style = table.style
        layers = [table._tbl.tblPr]
        while style is not None:
            layers.append(style.element.find(qn("w:tblPr")))
            style = style.base_style
        for layer in layers:
            if layer is not None:
                found = _borders(layer.find(qn("w:tblBorders"))) | found
        return found

    def _row(self, table: Table, number: int, row: _Row) -> dict[str, Any]:
        properties = row._tr.trPr
        return {
            "height": _points(row.height) if row.height is not None else 0,
            "whole": _says(properties, "cantSplit"),
            "head": _says(properties, "tblHeader"),
            "cells": [self._cell(table, number, tc) for tc in row._tr.tc_lst if tc.vMerge != "continue"],
        }

    def _cell(self, table: Table, number: int, tc) -> dict[str, Any]:
        properties = tc.tcPr
        align = properties.find(qn("w:vAlign")) if properties is not None else None
        borders = properties.find(qn("w:tcBorders")) if properties is not None else None
        return {
            "column": tc.grid_offset,
            "columns": tc.grid_span,
            "rows": _rows_spanned(table, number, tc),
            "vertical": VERTICAL.get(align.get(qn("w:val")), 0) if align is not None else 0,
            "borders": _borders(borders),
            "blocks": self._blocks(_Cell(tc, table).iter_inner_content()),
        }


def _rows_spanned(table: Table, number: int, tc) -> int:
    if tc.vMerge != "restart":
        return 1
    below = table._tbl.tr_lst[number + 1 :]
    spanned = 1
    for row in below:
        if not any(each.grid_offset == tc.grid_offset and each.vMerge == "continue" for each in row.tc_lst):
            break
        spanned += 1
    return spanned


def _borders(element) -> dict[str, dict[str, Any]]:
    """Thickness in points, kind and colour of each side that has a line."""
    found = {}
    for side in element if element is not None else ():
        name = side.tag.rpartition("}")[2]
        kind = side.get(qn("w:val"))
        if SIDE_NAMES.get(name, name) in SIDES:
            found[SIDE_NAMES.get(name, name)] = {
                "kind": kind,
                "thickness": 0 if kind in ("nil", "none") else int(side.get(qn("w:sz"), "4")) / 8,
                "colour": _colour(side.get(qn("w:color"), "auto")),
            }
    return found


def _tabs(paragraph: Paragraph) -> Iterable:
    return paragraph.paragraph_format.tab_stops


def _text(part, tag: str) -> str:
    if tag == "t":
        return part.text or ""
    if tag == "br":
        return "" if part.get(qn("w:type")) == "page" else "\n"
    return {"tab": "\t", "noBreakHyphen": "-"}.get(tag, "")


def _says(properties, tag: str) -> bool:
    return properties is not None and properties.find(qn(f"w:{tag}")) is not None


def _value(layers: list, tag: str, default: str) -> str:
    """The value of `tag` in the nearest layer that has it; a tag without a value says yes."""
    for layer in layers:
        if (found := layer.find(qn(f"w:{tag}"))) is not None:
            return found.get(qn("w:val"), "1")
    return default


def _colour(value: str) -> str:
    return "#000000" if value == "auto" else f"#{value}"


def _points(length: Length) -> float:
    return round(length.pt, 3)


def _twips(element, name: str) -> float:
    return int(element.get(qn(f"w:{name}"), "0")) / 20
