"""Official papers after GB/T 9704—2012, as docx: page, type area, fonts, and the parts every paper has.

Type area 156 × 225 mm, 22 lines of 28 characters of 三号 (16 pt). Lengths in mm or pt as named.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents import ooxml, package
from documents.parts import (
    CHARACTERS_A_LINE,
    attachment_lines,
    imprint_lines,
    note_line,
    signature_lines,
    title_lines,
)
from documents.wording import paragraphs, width

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LATIN, PAGE_FONT = "Times New Roman", "宋体"
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4 = 22, 16, 14, 12
LINE = 28.95
TITLE_LINE = 34
FORM_LINE = 24
LISTING_LINE = 19
# 28 × 16 pt is wider than 156 mm: a quarter of a point is taken from each character.
LETTER_SPACING = -5
TWIPS_A_CHARACTER = SIZE_3 * 20 + LETTER_SPACING
RED = RGBColor(0xFF, 0, 0)
LEFT, RIGHT, CENTRE, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def set_paper(front: dict[str, Any], write: Callable[["Sheet", Any], None], content: Any) -> bytes:
    """A paper of running text as docx: `write` gives its parts, as it does to a page that shows them."""
    sheet = Sheet(**front)
    write(sheet, content)
    return sheet.save()


class Sheet:
    """A paper being written from top to bottom. `save` gives the same bytes for the same content."""

    def __init__(
        self, *, title: str, author: str, day: date | None = None, has_page_numbers: bool = True
    ) -> None:
        self.document = docx.Document()
        self.author, self.day = author, day
        self._last: Paragraph | None = None
        package.describe(self.document, title=ooxml.clean(title), author=ooxml.clean(author), day=day)
        self._set_page()
        self._set_body_style()
        if has_page_numbers:
            self._set_page_numbers()

    def save(self) -> bytes:
        return package.to_bytes(self.document)

    # --- Parts of a paper --------------------------------------------------------------------

    def letterhead(self, *jointly_with: str) -> None:
        """信函格式 (GB/T 9704 10.1): the organisation's name in red, 30 mm from the edge, over a double line.

        Of a joint paper each name on a line of its own, the leading one first (7.2.4).
        """
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.header_distance = Mm(30)
        name = section.first_page_header.paragraphs[0]
        names = (self.author, *jointly_with)
        size = min(32, int(CHARACTERS_A_LINE * SIZE_3 / max(*map(width, names), 1)))
        for each in names[:-1]:
            self._write(name, each, font=TITLE, size=size, colour=RED, align=CENTRE, spacing=0)
            name = section.first_page_header.add_paragraph()
        self._write(name, names[-1], font=TITLE, size=size, colour=RED, spacing=0)
        self._double_line(name, "bottom", "thickThinSmallGap", size + 8)
        foot = section.first_page_footer.paragraphs[0]
        self._double_line(foot, "top", "thinThickSmallGap", SIZE_4)

    def title(self, *lines: str) -> None:
        for part in title_lines(*lines):
            written = self._paragraph(part, font=TITLE, size=SIZE_2, align=CENTRE, spacing=0)
            self._exact(written, TITLE_LINE)
            ooxml.leave_grid(written)
            written.paragraph_format.keep_with_next = True

    def number(self, text: str, blank: str = "") -> None:
        """文号, right-aligned; `blank` stands where the number is still to be given."""
        if text or blank:
            self._paragraph(text or blank, align=RIGHT)

    def gap(self, lines: int = 1) -> None:
        for _ in range(lines):
            self._paragraph("")

    def addressee(self, names: str) -> None:
        """主送机关: at the left edge, with a colon."""
        self._paragraph(f"{names}：", align=LEFT)

    def heading(self, text: str) -> None:
        self._paragraph(text, font=HEADING, indent=2).paragraph_format.keep_with_next = True

    def subheading(self, text: str) -> None:
        self._paragraph(text, font=SUBHEADING, indent=2).paragraph_format.keep_with_next = True

    def text(self, text: str) -> None:
        """Body text; each line typed becomes a paragraph."""
        for line in paragraphs(text):
            self._last = self._paragraph(line, align=JUSTIFY, indent=2)

    def flush(self, text: str) -> None:
        """A line at the left edge, such as the court after 此致, from which no page parts it."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True
        self._last = self._paragraph(text, align=LEFT)

    def attachments(self, names: Iterable[str]) -> None:
        """附件说明: one line under the body, numbered where there are several (7.3.4)."""
        lines = attachment_lines(names)
        if lines:
            self.gap()
        for position, line in enumerate(lines):
            number = width(f"{position + 1}．") if len(lines) > 1 else 0
            hanging = 3 + number
            written = self._paragraph(line, align=JUSTIFY)
            first = -hanging if position == 0 else -number
            ooxml.set_indent(written, twips_a_character=TWIPS_A_CHARACTER, left=2 + hanging)
            written.paragraph_format.first_line_indent = Pt(first * TWIPS_A_CHARACTER / 20)
            written.paragraph_format.keep_with_next = True
            self._last = written

    def signature(self, seal: str, *jointly_with: str) -> None:
        """署名, one name a line, over 成文日期, centred on each other, four from the right, room for the seal (7.3.5)."""
        *name, day, seal = signature_lines((self.author, *jointly_with), self.day, seal)
        middle = max(4 + width(day) / 2, *(width(line) / 2 for line in name))
        if self._last is not None:
            # The seal never stands on a page without a line of the text.
            self._last.paragraph_format.keep_with_next = True
        lines = ["", "", *name, day, seal]
        for line in lines:
            written = self._paragraph(line, align=RIGHT, right=max(0, middle - width(line) / 2))
            written.paragraph_format.keep_with_next = line != seal

    def note(self, text: str) -> None:
        """附注, such as the person to call: in brackets, two characters in."""
        if text:
            self._paragraph(note_line(text), align=LEFT, left=2)

    def copies(self, names: Iterable[str]) -> None:
        """版记: 抄送 between two lines, 四号, one character in on both sides (7.4)."""
        lines = imprint_lines(names, self.author, self.day)
        if not lines:
            return
        table = self.document.add_table(rows=2, cols=1)
        table.autofit = False
        table.columns[0].width = Mm(156)
        ooxml.stand_at_foot(table)
        ooxml.rule_between(table)
        self._imprint(table.cell(0, 0), lines[0], hanging=3)
        self._imprint(table.cell(1, 0), lines[1], hanging=0)
        # A floating table hangs on the paragraph after it.
        self._exact(self._paragraph("", size=1), 1)

    def form(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """A ruled form: label, value and the number of lines left for it."""
        table = self.document.add_table(rows=0, cols=2, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        table.columns[0].width, table.columns[1].width = Mm(44), Mm(112)
        for label, value, lines in rows:
            row = table.add_row()
            row.height, row.height_rule = Pt(FORM_LINE * lines), WD_ROW_HEIGHT_RULE.AT_LEAST
            row._tr.get_or_add_trPr().append(ooxml.element("cantSplit"))
            self._cell(row.cells[0], label, 44, CENTRE)
            self._cell(row.cells[1], value, 112, LEFT)

    def listing(self, columns: Iterable[tuple[str, float]], rows: Iterable[Iterable[str]]) -> None:
        """A ruled table of several columns (label, width in mm); the labels stand again on each page."""
        columns = list(columns)
        table = self.document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, (_, millimetres) in zip(table.columns, columns, strict=True):
            column.width = Mm(millimetres)
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(ooxml.element("tblHeader"))
        for cell, (label, millimetres) in zip(head.cells, columns, strict=True):
            self._cell(cell, label, millimetres, CENTRE, font=HEADING, size=SIZE_SMALL_4, line=LISTING_LINE)
        for row in rows:
            # Row by row: looking up cells through the table costs its whole length each time.
            added = table.add_row()
            added._tr.get_or_add_trPr().append(ooxml.element("cantSplit"))
            cells = added.cells
            for cell, text, (_, millimetres) in zip(cells, row, columns, strict=True):
                self._cell(cell, text, millimetres, LEFT, size=SIZE_SMALL_4, line=LISTING_LINE)

    def new_page(self) -> None:
        """What follows begins on a page of its own."""
        self._exact(self._paragraph("", size=1), 1)
        self.document.paragraphs[-1].paragraph_format.page_break_before = True

    def small(self, text: str) -> None:
        """A note in 四号 under a form."""
        self._exact(self._paragraph(text, size=SIZE_4, align=JUSTIFY), FORM_LINE)

    # --- How they are set --------------------------------------------------------------------

    def _paragraph(self, text: str, **setting: object) -> Paragraph:
        return self._write(self.document.add_paragraph(), text, **setting)

    def _write(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        font: str = BODY,
        size: float = SIZE_3,
        align: WD_ALIGN_PARAGRAPH | None = None,
        indent: float = 0,
        left: float = 0,
        right: float = 0,
        colour: RGBColor | None = None,
        spacing: int = LETTER_SPACING,
    ) -> Paragraph:
        run = paragraph.add_run(ooxml.clean(text))
        run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour
        ooxml.set_fonts(run._r.get_or_add_rPr(), font, LATIN)
        if spacing != LETTER_SPACING:
            ooxml.set_letter_spacing(run._r.rPr, spacing)
        paragraph.alignment = align
        sides = {"firstLine": indent, "left": left, "right": right}
        chosen = {side: count for side, count in sides.items() if count}
        if chosen:
            ooxml.set_indent(paragraph, twips_a_character=TWIPS_A_CHARACTER, **chosen)
        return paragraph

    def _exact(self, paragraph: Paragraph, points: float) -> None:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(points)

    def _double_line(self, paragraph: Paragraph, side: str, kind: str, line: float) -> None:
        """A red double line of 170 mm: seven more than the type area on either side."""
        paragraph.alignment = CENTRE
        ooxml.border(paragraph, side, kind, eighths=18, colour="FF0000")
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-7)
        self._exact(paragraph, line)

    def _imprint(self, cell: _Cell, text: str, *, hanging: int) -> None:
        cell.width = Mm(156)
        form = self._write(cell.paragraphs[0], text, size=SIZE_4, spacing=0).paragraph_format
        form.left_indent, form.right_indent = Pt(SIZE_4 * (1 + hanging)), Pt(SIZE_4)
        form.first_line_indent = Pt(-SIZE_4 * hanging)
        form.tab_stops.add_tab_stop(Mm(154) - Pt(SIZE_4 * 2), alignment=WD_TAB_ALIGNMENT.RIGHT)

    def _cell(
        self,
        cell: _Cell,
        text: str,
        millimetres: float,
        align: WD_ALIGN_PARAGRAPH,
        *,
        font: str = BODY,
        size: float = SIZE_4,
        line: float = FORM_LINE,
    ) -> None:
        cell.width = Mm(millimetres)
        cell.vertical_alignment = 1
        lines = text.splitlines() or [""]
        for position, part in enumerate(lines):
            paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
            self._exact(self._write(paragraph, part, font=font, size=size, align=align, spacing=0), line)

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(15), Mm(22)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)
        section._sectPr.append(ooxml.element("docGrid", type="lines", linePitch=round(LINE * 20)))

    def _set_body_style(self) -> None:
        style = self.document.styles["Normal"]
        style.font.size = Pt(SIZE_3)
        ooxml.set_fonts(style.element.get_or_add_rPr(), BODY, LATIN)
        ooxml.set_letter_spacing(style.element.rPr, LETTER_SPACING)
        ooxml.set_language(style.element.rPr)
        ooxml.set_plain_spacing(style.element.get_or_add_pPr())
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
        form.widow_control = False

    def _set_page_numbers(self) -> None:
        """— 1 — in 四号 宋体, one character from the outer edge: right on odd pages, left on even (7.5)."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
            paragraph = footer.paragraphs[0]
            side = "right" if align == RIGHT else "left"
            self._write(paragraph, "— ", font=PAGE_FONT, size=SIZE_4, align=align, spacing=0, **{side: 1})
            ooxml.page_number(paragraph.runs[0])
            self._write(paragraph, " —", font=PAGE_FONT, size=SIZE_4, align=align, spacing=0)
