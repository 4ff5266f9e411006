"""Which days are worked in China: the State Council's notices, and for a year without one what law fixes.

Pure: the days come in as a mapping, nothing here reads a database or the clock.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from common.dates import WEEKDAYS
from deadlines.holidays import statutory_holidays

SHIPPED = Path(__file__).parent / "data" / "days.csv"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day that differs from its weekday: `rest`, or `work` on a weekend."""

    date: date
    status: str
    occasion: str = ""
    notice: str = ""


class WorkingCalendar:
    """Working days from announced days; years that are not announced are computed and provisional."""

    def __init__(self, days: Mapping[date, Day], announced: Collection[int]) -> None:
        self._days = days
        self._announced = frozenset(announced)

    def is_announced(self, year: int) -> bool:
        return year in self._announced

    def is_provisional(self, day: date) -> bool:
        """Whether a notice still to come may change `day`; the next year's may reach into late December."""
        reached = day.month == 12 and day.day >= 28
        return day.year not in self._announced or (reached and day.year + 1 not in self._announced)

    def entry(self, day: date) -> Day | None:
        """What is special about `day`, or None where its weekday decides."""
        if day in self._days or self.is_announced(day.year):
            return self._days.get(day)
        occasion = statutory_holidays(day.year).get(day)
        return Day(day, "rest", occasion) if occasion else None

    def is_working(self, day: date) -> bool:
        entry = self.entry(day)
        return entry.status == "work" if entry else day.weekday() < 5

    def is_make_up(self, day: date) -> bool:
        """A weekend day that the State Council made a working day 调休上班."""
        return day.weekday() >= 5 and self.is_working(day)

    def why_rest(self, day: date) -> str:
        """Why `day` is a rest day, as people call it: the holiday's name or the weekday."""
        entry = self.entry(day)
        return entry.occasion if entry and entry.occasion else weekday(day)

    def next_working_day(self, day: date) -> date:
        """`day` itself where it is worked, else the first working day after it."""
        return next(each for each in days_from(day) if self.is_working(each))

    def previous_working_day(self, day: date) -> date:
        """`day` itself where it is worked, else the last working day before it."""
        return next(each for each in days_from(day, -ONE_DAY) if self.is_working(each))

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself is not counted."""
        for _ in range(count):
            day = self.next_working_day(day + ONE_DAY)
        return day

    def working_days(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; 0 where `end` is earlier."""
        return sum(self.is_working(start + ONE_DAY * n) for n in range(1, (end - start).days + 1))


def days_from(day: date, step: timedelta = ONE_DAY) -> Iterator[date]:
    while True:
        yield day
        day += step


def weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


def read_days(lines: Iterable[str]) -> list[Day]:
    """Days of a CSV with the columns date, status, occasion, notice.

    Raises KeyError where a column is missing, ValueError where a date or status cannot be read.
    """
    rows = [
        Day(date.fromisoformat(row["date"]), row["status"], row["occasion"], row["notice"])
        for row in csv.DictReader(lines)
    ]
    wrong = next((row for row in rows if row.status not in ("rest", "work")), None)
    if wrong:
        raise ValueError(f"{wrong.date}：状态应为 rest 或 work，实为 {wrong.status}")
    return rows


def shipped_days() -> list[Day]:
    """The days of 2015–2026 after the notices of the State Council's office, as shipped."""
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        return read_days(lines)


def calendar_of(days: Iterable[Day], announced: Collection[int]) -> WorkingCalendar:
    return WorkingCalendar({day.date: day for day in days}, announced)


def shipped_calendar() -> WorkingCalendar:
    days = shipped_days()
    return calendar_of(days, {day.date.year for day in days})
