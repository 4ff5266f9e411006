"""What a ledger holds beside what was read: told before anything is confirmed, so that nothing is left out in silence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from imports.books import Book
from imports.headings import Headings
from imports.lines import Line, Sheet, says_something
from workflow.ledgers.column import Column

#: How much of a text is quoted.
QUOTED = 30


@dataclass(frozen=True)
class Remark:
    """Where something stands that was not read, or was read otherwise than it is written; and what was done."""

    place: str
    text: str


def beside(book: Book, read: Sheet) -> Iterator[Remark]:
    """Other sheets, and what lies over the cells."""
    for sheet in book.sheets:
        if sheet is not read and not sheet.is_empty:
            hidden = "（隐藏）" if sheet.is_hidden else ""
            yield Remark(f"工作表“{sheet.title}”{hidden}", "没有读入。")
    if book.remarks:
        yield Remark("单元格以外", f"{'、'.join(book.remarks)}没有读入。")


def unread(
    sheet: Sheet, at: Headings, lines: Sequence[Line], passed: Sequence[Line], columns: Sequence[Column]
) -> Iterator[Remark]:
    """What stands above the headings, columns that nobody reads, rows that are none, cells that are one."""
    yield from _above(sheet, at)
    yield from _columns(at, lines)
    yield from _joined(at, columns)
    for line in passed:
        yield Remark(f"第{line.number}行", f"不是台账的一行，没有读入：{_quoted(line.said())}")
    yield from _merged(sheet, at, lines)


def _above(sheet: Sheet, at: Headings) -> Iterator[Remark]:
    said = [text for line in sheet.lines if line.number < at.first for text in line.said()]
    if said:
        yield Remark("表头以上", f"没有读入：{_quoted(said)}")


def _columns(at: Headings, lines: Sequence[Line]) -> Iterator[Remark]:
    """Columns with unknown headings, and those that say something without a heading."""
    known = {place for places in at.columns.values() for place in places}
    widest = max((len(line.values) for line in lines), default=0)
    for place in range(widest):
        count = sum(says_something(line.value(place)) for line in lines)
        if place in known or not (count or place in at.others):
            continue
        heading = f"“{at.others[place][:QUOTED]}”" if place in at.others else "没有表头"
        yield Remark(f"{get_column_letter(place + 1)}列", f"{heading}，没有读入，有内容的 {count} 行。")


def _joined(at: Headings, columns: Sequence[Column]) -> Iterator[Remark]:
    headings = {column.name: column.heading for column in columns}
    for name, places in at.columns.items():
        if len(places) > 1:
            letters = "、".join(get_column_letter(place + 1) for place in places)
            yield Remark(f"{letters}列", f"合并作为“{headings[name]}”读入。")


def _merged(sheet: Sheet, at: Headings, lines: Sequence[Line]) -> Iterator[Remark]:
    """Merged cells among the rows, in columns that are read."""
    known = {place + 1 for places in at.columns.values() for place in places}
    numbers = {line.number for line in lines}
    areas = []
    for area in sorted(sheet.merged, key=range_boundaries):
        left, top, right, bottom = range_boundaries(area)
        if numbers & set(range(top, bottom + 1)) and known & set(range(left, right + 1)):
            areas.append(area)
    if areas:
        yield Remark("合并的单元格", f"其中每一格都按合并后的内容读入：{'、'.join(areas)}。")


def _quoted(said: Sequence[str]) -> str:
    return "；".join(f"“{text[:QUOTED]}{'…' if len(text) > QUOTED else ''}”" for text in dict.fromkeys(said))
