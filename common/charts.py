"""Stacked bars and columns as plain figures for a template: lengths computed here, drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

# A number fits inside its own segment only when the segment is this wide (per cent of the figure).
ROOM_FOR_NUMBER = 4.0
#: A number fits inside a piece of a column that is so high (pixels).
LINE_OF_NUMBER = 15
MONTHS = 12
#: What part of its place a column leaves free.
GAP = 0.3


@dataclass(frozen=True)
class Series:
    """One part of each bar: its word and the tone that colours it."""

    label: str
    tone: str


@dataclass(frozen=True)
class Bar:
    """One row: `values` in the order of the series; `urls` lead to what each value counts ("" for none)."""

    label: str
    values: Sequence[int]
    urls: Sequence[str] = ()
    url: str = ""

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True)
class Segment:
    """One rectangle, in per cent of the figure's width."""

    series: Series
    value: int
    x: float
    width: float
    url: str = ""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def shows_number(self) -> bool:
        return self.width >= ROOM_FOR_NUMBER


@dataclass(frozen=True)
class StackedChart:
    """A figure with the table under it. The longest bar fills the width; nothing is drawn for zero.

    `has_table` is False where a page puts its own, fuller table under the figure; `scale` is the value that
    fills the width where figures stand side by side.
    """

    title: str
    series: Sequence[Series]
    bars: Sequence[Bar]
    unit: str = "件"
    label: str = "单位"
    note: str = ""
    has_table: bool = True
    scale: int = 0

    def rows(self) -> list[tuple[Bar, list[Segment], list[tuple[int, str]]]]:
        """Each bar with its segments and its table cells (value, url)."""
        longest = max(self.scale, *(bar.total for bar in self.bars), 1)
        return [
            (bar, self._segments(bar, longest), list(zip(bar.values, _urls(bar), strict=True)))
            for bar in self.bars
        ]

    def _segments(self, bar: Bar, longest: int) -> list[Segment]:
        done, segments = 0, []
        for series, value, url in zip(self.series, bar.values, _urls(bar), strict=True):
            if value:
                x, width = round(100 * done / longest, 2), round(100 * value / longest, 2)
                segments.append(Segment(series, value, x, width, url))
            done += value
        return segments


@dataclass(frozen=True)
class Piece:
    """One rectangle of a column, in pixels from the top of the drawing."""

    series: Series
    value: int
    y: float
    height: float
    url: str = ""

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2 + 4, 1)

    @property
    def shows_number(self) -> bool:
        return self.height >= LINE_OF_NUMBER


@dataclass(frozen=True)
class Column:
    """One column: `x` and `width` in per cent of the drawing, `top` in pixels."""

    bar: Bar
    x: float
    width: float
    top: float
    pieces: Sequence[Piece]

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class ColumnChart(StackedChart):
    """The same turned upright, for what follows in time. The highest column fills the height."""

    height: int = 160
    #: Room above for the total and below for the label.
    above: int = 18
    below: int = 22

    @property
    def base(self) -> int:
        return self.above + self.height

    @property
    def whole_height(self) -> int:
        return self.base + self.below

    def columns(self) -> list[Column]:
        highest = max(self.scale, *(bar.total for bar in self.bars), 1)
        # Few columns do not grow broader than those of a year of months.
        place = 100 / max(len(self.bars), MONTHS)
        return [self._column(n * place, place, bar, highest) for n, bar in enumerate(self.bars)]

    def _column(self, x: float, place: float, bar: Bar, highest: int) -> Column:
        done, pieces = 0, []
        for series, value, url in zip(self.series, bar.values, _urls(bar), strict=True):
            done += value
            if value:
                y = self.base - self.height * done / highest
                pieces.append(Piece(series, value, round(y, 1), round(self.height * value / highest, 1), url))
        top = round(self.base - self.height * done / highest, 1)
        return Column(bar, round(x + place * GAP / 2, 2), round(place * (1 - GAP), 2), top, pieces)


def _urls(bar: Bar) -> Sequence[str]:
    return bar.urls or [""] * len(bar.values)
