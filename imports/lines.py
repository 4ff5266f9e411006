"""The rows of a sheet as they are shown, whatever file they come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from common.cells import Unclear, is_empty, text_of


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, what its cells show, and which of them are read from a merged neighbour."""

    number: int
    values: tuple[object, ...]
    filled: frozenset[int] = frozenset()

    def value(self, place: int) -> object:
        return self.values[place] if place < len(self.values) else None

    def text(self, place: int) -> str:
        return text_of(self.value(place))

    def said(self) -> list[str]:
        """What its own cells say, merged neighbours left out."""
        texts = (self.text(place) for place in range(len(self.values)) if place not in self.filled)
        return [text for text in texts if text]


@dataclass(frozen=True)
class Sheet:
    """`merged`: the ranges of several cells that are one, as Excel writes them (A1:C1); `is_cut`: more stands below."""

    title: str
    lines: Sequence[Line]
    merged: Sequence[str] = ()
    is_hidden: bool = False
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(line.said() for line in self.lines)


def address(place: int, number: int) -> str:
    """The first column is place 0: `C7`."""
    return f"{get_column_letter(place + 1)}{number}"


def says_something(value: object) -> bool:
    """Whether a cell holds more than a mark for nothing."""
    text = text_of(value)
    return bool(text) and (isinstance(value, Unclear) or not is_empty(text))
