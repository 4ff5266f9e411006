"""One row of a ledger while it is read: what its cells say, which are bad, and what was taken for empty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common.cells import BadCell, Unclear, Unread, is_empty, text_of
from common.when import When
from imports.headings import Headings
from imports.lines import Line, address
from imports.notes import Remark
from workflow.ledgers.column import Column


@dataclass(frozen=True)
class Problem:
    """A bad cell: its address, what is wrong and what was expected."""

    cell: str
    text: str


class Row:
    """Problems are gathered, one for a cell. `values`: what each column says, by its name."""

    def __init__(self, line: Line, at: Headings, epoch: datetime, columns: Sequence[Column]) -> None:
        self.line, self.at, self.epoch, self.columns = line, at, epoch, columns
        self.problems: list[Problem] = []
        #: Column and word of each cell that was taken for empty; column and reason of each that is not read.
        self.empty: list[tuple[str, str]] = []
        self.unread: list[tuple[str, str]] = []
        self._check_broken()
        self.values: Mapping[str, Any] = {
            column.name: self._read(column) for column in columns if column.read and at.has(column.name)
        }

    @property
    def place(self) -> str:
        return f"第{self.line.number}行"

    def addresses(self) -> dict[str, str]:
        return {name: self.address(name) for name in self.at.columns}

    def address(self, name: str) -> str:
        places = self.at.columns.get(name)
        return address(places[0], self.line.number) if places else self.place

    def said(self, name: str) -> str:
        """The words of a cell as they stand there."""
        places = self.at.columns.get(name)
        return self.line.text(places[0]) if places else ""

    def tell(self, name: str, text: str) -> None:
        if not any(problem.cell == self.address(name) for problem in self.problems):
            self.problems.append(Problem(self.address(name), text))

    def _check_broken(self) -> None:
        for places in self.at.columns.values():
            for place in places:
                value = self.line.value(place)
                if isinstance(value, Unclear) and value.is_broken:
                    cell = address(place, self.line.number)
                    self.problems.append(Problem(cell, f"“{value.shown}”{value.reason}。"))

    def _read(self, column: Column) -> Any:
        value = self._value(column)
        try:
            said = column.read(value, self.epoch)
        except Unread as reason:
            self.unread.append((column.name, str(reason)))
            return ""
        except BadCell as problem:
            self.tell(column.name, str(problem))
            return ""
        if said in ("", ()):
            self._take_for_empty(column, text_of(value))
        return said

    def _value(self, column: Column) -> object:
        """What the column shows; several columns of one name one after the other, marks for nothing left out."""
        places = self.at.columns[column.name]
        if not column.joins:
            return self.line.value(places[0])
        texts = [self.line.text(place) for place in places]
        self.empty += [(column.name, text) for text in texts if is_empty(text)]
        return "；".join(dict.fromkeys(text for text in texts if text and not is_empty(text)))

    def _take_for_empty(self, column: Column, text: str) -> None:
        if text:
            self.empty.append((column.name, text))
        if column.needed or column.filled:
            self.tell(column.name, f"没有填写{column.heading}。应为{column.expected}。")

    def check_order(self, sequence: Sequence[tuple[str, str]]) -> None:
        """Each pair of days in its order; the later of two is the one that is told."""
        headings = {column.name: column.heading for column in self.columns}
        for earlier, later in sequence:
            first, last = self.values.get(earlier), self.values.get(later)
            if first and last and When.parse(last).before(When.parse(first)):
                before = f"{headings[earlier]}（{first}）"
                self.tell(later, f"{headings[later]}“{last}”早于{before}。应不早于该日，请核对。")


def remarks_of(rows: Sequence[Row]) -> Iterator[Remark]:
    """The cells that were taken for empty, each column and word told once; and those that are not read."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for each in dict.fromkeys(row.empty):
            found.setdefault(each, []).append(row)
    for (name, word), those in found.items():
        heading = next(column.heading for column in those[0].columns if column.name == name)
        places = "、".join(dict.fromkeys(row.address(name) for row in those))
        yield Remark(f"{heading}列", f"“{word}”按空白读入：{places}。")
    for row in rows:
        yield from (Remark(row.address(name), reason) for name, reason in row.unread)
