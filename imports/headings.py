"""The headings of a ledger: known by their names, over one row or several, as clerks write them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from common.names import tidy
from imports.lines import Line
from workflow.ledgers.column import SERIAL, Column

#: How far down the headings are looked for, and over how many rows they may stand.
SEARCHED, MOST_STACKED = 30, 3


@dataclass(frozen=True)
class Headings:
    """Where the headings end, and the columns by what they hold; `others`: the headings nobody reads."""

    first: int
    last: int
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.columns


class Known:
    """The headings of the columns of one ledger, under every name that they have; their own names go first."""

    def __init__(self, columns: Sequence[Column]) -> None:
        read = [column for column in columns if column.read or column.name == SERIAL]
        also = {_plain(called): column for column in read for called in column.called}
        self._names = also | {_plain(column.heading): column for column in read}
        self.needed = {column.name for column in columns if column.needed}

    def column(self, texts: list[str]) -> Column | None:
        """What stands below these headings; the lowest one always counts."""
        said = [text for text in dict.fromkeys(texts) if text]
        if not said:
            return None
        lowest = said[-1]
        ways = [lowest] if len(said) == 1 else [*_joined(said[:-1], lowest), lowest]
        return next((self._names[way] for way in ways if way in self._names), None)


def find(lines: Sequence[Line], columns: Sequence[Column]) -> Headings | None:
    """The rows that name most things, the fewest of them; None where no row has what the ledger needs."""
    known = Known(columns)
    candidates = [each for each in _candidates(lines, known) if known.needed <= each.columns.keys()]
    return max(candidates, key=_rank, default=None)


def _rank(found: Headings) -> tuple[int, int, int]:
    return len(found.columns), found.first - found.last, -found.first


def _candidates(lines: Sequence[Line], known: Known) -> Iterator[Headings]:
    searched = [line for line in lines if line.number <= SEARCHED]
    for at in range(len(searched)):
        for height in range(1, MOST_STACKED + 1):
            if len(stack := searched[at : at + height]) == height:
                yield _read(stack, known)


def _read(stack: Sequence[Line], known: Known) -> Headings:
    """The columns that these rows name, one above the other."""
    columns: dict[str, tuple[int, ...]] = {}
    others: dict[int, str] = {}
    above = ["" for _ in stack]
    for place in range(max(len(line.values) for line in stack)):
        texts = [_plain(line.text(place)) for line in stack]
        column = known.column(texts) or known.column(_under(above, texts))
        above = _under(above, texts)
        if column and (column.name not in columns or column.joins):
            columns[column.name] = (*columns.get(column.name, ()), place)
        elif any(texts):
            others[place] = "".join(dict.fromkeys(line.text(place) for line in stack))
    return Headings(stack[0].number, stack[-1].number, columns, others)


def _under(above: list[str], texts: list[str]) -> list[str]:
    """A column whose upper heading is empty stands under that of its left neighbour, where it has a lower one."""
    if not texts[-1] or any(texts[:-1]):
        return texts
    return [*above[:-1], texts[-1]]


def _joined(upper: list[str], lowest: str) -> Iterator[str]:
    """日期 over 送达, 送达 over 日期, 回复情况 over 时间."""
    for each in reversed(upper):
        short = each.removesuffix("情况").removesuffix("信息")
        yield from (f"{each}{lowest}", f"{lowest}{each}", f"{short}{lowest}", f"{lowest}{short}")


def _plain(text: str) -> str:
    """A heading without blanks, brackets, marks."""
    return re.sub(r"\s|\(.*?\)|[*:.]|\[.*?\]", "", unicodedata.normalize("NFKC", tidy(text)))
