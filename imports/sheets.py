"""A ledger that was uploaded: each row read, each bad cell told by its address, and whatever is not read named."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from imports import headings
from imports.books import DEEPEST, NOTHING_DONE, WIDEST, Book, UnreadableLedger, open_book
from imports.contract import Rows
from imports.facts import Facts
from imports.headings import SEARCHED, Headings
from imports.ledger import Ledger
from imports.lines import Line, Sheet
from imports.notes import Remark, beside, unread
from imports.rows import Problem, Row, remarks_of
from matters.parties import LEAD
from workflow.ledgers.column import SERIAL

__all__ = ["Ledger", "Problem", "Remark", "UnreadableLedger", "read"]

MOST_ROWS = 500
#: Rows that close a ledger or sum it up.
CLOSING = re.compile(
    r"合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|本页|填表|制表|填报|审核|复核|报送|统计|经办|联系|单位负责|(?:备注|附?注|说明)[:：]"
)


def read(file: BinaryIO, room: Rows, name: str = "台账.xlsx", own: str = "") -> Ledger:
    """Every row of the ledger, as `room` takes it. Raises UnreadableLedger.

    `own`: whose ledger it is, for one that has no column of houses that lead.
    """
    book = open_book(file, name)
    found = [(sheet, at) for sheet in book.sheets if (at := headings.find(sheet.lines, room.columns))]
    if not found:
        needed = "、".join(column.heading for column in room.columns if column.needed)
        raise UnreadableLedger(
            f"没有找到表头：前 {SEARCHED} 行中没有写有{needed}的表头。{NOTHING_DONE}，请下载台账模板，把内容贴入后再上传。"
        )
    return _Reading(book, *_only_one(found, room.name), room, own).ledger()


def _only_one(found: list[tuple[Sheet, Headings]], called: str) -> tuple[Sheet, Headings]:
    """The sheet that has rows below its headings. Raises UnreadableLedger for several."""
    filled = [(sheet, at) for sheet, at in found if any(_tells(line, at) for line in sheet.lines)]
    # An export has a list of matters and the ledgers of other kinds beside it.
    filled = [(sheet, at) for sheet, at in filled if sheet.title == called] or filled
    filled = [(sheet, at) for sheet, at in filled if at.has(LEAD)] or filled
    if len(filled) > 1:
        titles = "、".join(f"“{sheet.title}”" for sheet, _ in filled)
        raise UnreadableLedger(
            f"有几张工作表都是台账：{titles}。一次只导入一张，{NOTHING_DONE}，请合并为一张，或者分别另存为文件后上传。"
        )
    return (filled or found)[0]


def _tells(line: Line, at: Headings) -> bool:
    """Whether a line below the headings says something in a column that is read, beside its serial number."""
    if line.number <= at.last:
        return False
    places = {place for name, places in at.columns.items() if name != SERIAL for place in places}
    return any(line.text(place) for place in places - line.filled)


class _Reading:
    """One sheet while it is read."""

    def __init__(self, book: Book, sheet: Sheet, at: Headings, room: Rows, own: str) -> None:
        self.book, self.sheet, self.at, self.room, self.own = book, sheet, at, room, own
        self.passed: list[Line] = []

    def ledger(self) -> Ledger:
        """Raises UnreadableLedger for too many rows, and for none."""
        if not (self.at.has(LEAD) or self.own):
            raise UnreadableLedger(
                f"表头中没有“{self.room.heading(LEAD)}”一列，不能确定{self.room.led_by_whom}。"
                f"{NOTHING_DONE}，请补上这一列后再上传。"
            )
        lines = list(self._rows())
        self._check_number(lines)
        rows = [Row(line, self.at, self.book.epoch, self.room.columns) for line in lines]
        read = [self._facts(row) for row in rows]
        return Ledger(
            rows=[facts for facts in read if facts],
            problems=[problem for row in rows for problem in row.problems],
            lines={row.place: row.addresses() for row in rows},
            remarks=[
                *beside(self.book, self.sheet),
                *unread(self.sheet, self.at, lines, self.passed, self.room.columns),
                *remarks_of(rows),
            ],
        )

    def _facts(self, row: Row) -> Facts | None:
        """What the row says; None where a cell cannot be read."""
        row.check_order(self.room.sequence)
        return None if row.problems else self.room.facts(row, row.values.get(LEAD, self.own))

    def _check_number(self, lines: list[Line]) -> None:
        if self.sheet.is_cut:
            raise UnreadableLedger(
                f"第 {DEEPEST} 行以后还有内容。{NOTHING_DONE}，请删去空白行，或者分成几个文件，每个不超过 {MOST_ROWS} 行。"
            )
        if any(line.text(WIDEST) for line in self.sheet.lines):
            raise UnreadableLedger(
                f"第 {WIDEST} 列以后还有内容。{NOTHING_DONE}，请只保留台账的各列后再上传。"
            )
        if len(lines) > MOST_ROWS:
            raise UnreadableLedger(
                f"台账超过 {MOST_ROWS} 行。{NOTHING_DONE}，请分成几个文件，每个不超过 {MOST_ROWS} 行。"
            )
        if not lines:
            raise UnreadableLedger(f"表头下面没有内容。{NOTHING_DONE}，请填写后再上传。")

    def _rows(self) -> Iterator[Line]:
        """The lines that are rows of the ledger; what is none is passed over and remembered."""
        above = {
            self._plain(line) for line in self.sheet.lines if self.at.first <= line.number <= self.at.last
        }
        for line in self.sheet.lines:
            if line.number <= self.at.last or not line.said():
                continue
            if self._plain(line) in above or self._is_no_row(line):
                self.passed.append(line)
            elif _tells(line, self.at):
                yield line
            elif self._says_more_than_its_number(line):
                self.passed.append(line)

    def _plain(self, line: Line) -> tuple[str, ...]:
        return tuple(line.text(place) for place in range(len(line.values)))

    def _is_no_row(self, line: Line) -> bool:
        """A sum, a signature, a heading across the table, the numbers of the columns."""
        said = line.said()
        if CLOSING.match(said[0]) and not self._says_its_kind(line):
            return True
        if len(said) == 1 and len(line.filled) > 1:
            return all(line.text(place) == said[0] for place in line.filled)
        return len(said) > 2 and _counts(said)

    def _says_its_kind(self, line: Line) -> bool:
        """Whether it says in the column by which rows are known what only a row says."""
        places = self.at.columns.get(self.room.known_by, ())
        return any(self.room.says(line.value(place), self.book.epoch) for place in places)

    def _says_more_than_its_number(self, line: Line) -> bool:
        serial = set(self.at.columns.get(SERIAL, ()))
        return any(line.text(place) for place in range(len(line.values)) if place not in serial | line.filled)


def _counts(said: list[str]) -> bool:
    """1 2 3 4 under the headings."""
    return said == [str(number) for number in range(1, len(said) + 1)]
