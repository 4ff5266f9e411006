"""Stacked bars as plain figures for a template: percentages of the longest bar, computed here, drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

# A number fits inside its own segment only when the segment is this wide (per cent of the figure).
ROOM_FOR_NUMBER = 4.0


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


def _urls(bar: Bar) -> Sequence[str]:
    return bar.urls or [""] * len(bar.values)
