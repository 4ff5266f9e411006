"""Tables as Excel files. What people typed stays text: no cell ever becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from common import clock

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What Excel or a CSV made from the file would take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32767
Value = str | int | date | datetime | None


Sheet = tuple[str, Sequence[str], Iterable[Sequence[Value]]]


def workbook(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    notes: Sequence[Sequence[str]] = (),
    more: Iterable[Sheet] = (),
) -> bytes:
    """Sheets with a fixed header row: the first, those of `more`, and `notes` (name, value) on a last one 说明.

    Moments are written as local time (Asia/Shanghai), days as days.
    """
    book = Workbook(write_only=True)
    for each in ((title, header, rows), *more):
        _add_table(book, *each)
    if notes:
        _add_notes(book, notes)
    return _saved(book)


def _add_table(book: Workbook, title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    lines = [list(row) for row in rows]
    for number in range(len(header)):
        width = max(_width(line[number]) for line in [header, *lines])
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(60, width + 3)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(lines) + 1}"
    sheet.append([_heading(sheet, text) for text in header])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])


def _add_notes(book: Workbook, notes: Sequence[Sequence[str]]) -> None:
    sheet = book.create_sheet("说明")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 80
    for line in notes:
        sheet.append([_cell(sheet, text) for text in line])


def _saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _heading(sheet, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E4EDF9")
    return cell


def _cell(sheet, value: Value) -> WriteOnlyCell:
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, datetime):
        value = clock.local(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _text(sheet, value: str) -> WriteOnlyCell:
    """Text as text: its type is set by hand, since openpyxl takes “=…” for a formula and “#N/A” for an error."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, "")
    cell.value, cell.data_type = clean, "s"
    cell.quotePrefix = clean.startswith(FORMULA_STARTS)
    cell.alignment = Alignment(vertical="top", wrap_text="\n" in clean)
    return cell


def _width(value: Value) -> int:
    """How wide a value is, a Chinese character counting as two."""
    if not isinstance(value, str):
        return 16 if isinstance(value, datetime) else 10
    return max((sum(1 if char.isascii() else 2 for char in line) for line in value.split("\n")), default=0)
