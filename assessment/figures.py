"""The figures of the board: for each agency or area, kind, domain, month and year, from one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.measures import ISSUED, RATES, RateOf
from assessment.rollup import Dimension, Tally, rolled_up, together
from matters.queries import MatterQuerySet

ALL_YEARS = "all"


@dataclass(frozen=True)
class Rate:
    """A share with its numerator and denominator, never the percentage alone."""

    part: int
    whole: int

    @property
    def per_cent(self) -> int | None:
        """Rounded half up; None where nothing is counted."""
        return int(100 * self.part / self.whole + 0.5) if self.whole else None

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}（{self.per_cent}%）" if self.whole else "—"


@dataclass(frozen=True)
class Line:
    """What was counted for one `key`: what the dimension's column holds, as text; of an agency its primary key."""

    key: str
    tally: Tally

    def count(self, code: str) -> int:
        return self.tally.counts[code]

    @property
    def issued(self) -> int:
        return self.count(ISSUED)

    @property
    def median_days(self) -> float | None:
        return self.tally.median_days

    def rate(self, of: RateOf) -> Rate:
        return Rate(self.count(of.part), self.count(of.whole))

    @property
    def in_time(self) -> Rate:
        return self.rate(RATES[0])

    @property
    def by_first_day(self) -> Rate:
        return self.rate(RATES[1])


@dataclass(frozen=True)
class Figures:
    """Of the year that was asked for, except `years`, which has every year; `months` is empty for all years."""

    total: Line
    units: Sequence[Line]
    kinds: Sequence[Line]
    domains: Sequence[Line]
    months: Sequence[Line]
    years: Sequence[Line]


def figures(matters: MatterQuerySet, year: str, unit: str = "recipient") -> Figures:
    """Everything the board shows of `matters` issued in `year` (`all`: in any), in one query.

    `unit` is the column by which they are set side by side first: recipient, county, prefecture or province.
    """
    chosen = {} if year == ALL_YEARS else {"year": year}
    dimensions = [*(Dimension(name, chosen) for name in (unit, "kind", "domain")), Dimension("month")]
    units, kinds, domains, months = rolled_up(matters, dimensions)
    return Figures(
        total=Line("", together(kinds.values())),
        units=_most_first(units),
        kinds=_most_first(kinds),
        domains=_most_first(domains),
        months=_in_order({key: each for key, each in months.items() if chosen and key[:4] == year}),
        years=_in_order(_by_year(months)),
    )


def _by_year(months: dict[str, Tally]) -> dict[str, Tally]:
    years: dict[str, Tally] = {}
    for month, tally in months.items():
        years[month[:4]] = together([years.get(month[:4], Tally()), tally])
    return years


def _most_first(found: dict[str, Tally]) -> list[Line]:
    """Those with most overdue first, then most late, then most issued."""
    lines = (Line(key, tally) for key, tally in found.items())
    return sorted(
        lines, key=lambda line: (-line.count("overdue"), -line.count("late"), -line.issued, line.key)
    )


def _in_order(found: dict[str, Tally]) -> list[Line]:
    return [Line(key, found[key]) for key in sorted(found)]
