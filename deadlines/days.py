"""The calendar in use in a place: the table of days, read once per process until somebody changes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db import connection
from django.db.models import Q

from deadlines.calendar import Day, WorkingCalendar, calendar_of, shipped_calendar
from deadlines.models import CalendarDay
from organisations.models import Jurisdiction

Stamp = tuple[int, datetime] | None


class Placed(Protocol):
    """A matter or a deadline: it carries the codes of its jurisdiction and of those above, "" for none."""

    county: str
    prefecture: str
    province: str


@dataclass(frozen=True)
class Place:
    county: str = ""
    prefecture: str = ""
    province: str = ""

    @classmethod
    def of(cls, where: Placed | Jurisdiction | None) -> "Place":
        """Where a matter, a deadline or a jurisdiction lies; nowhere for None."""
        if isinstance(where, Jurisdiction):
            return cls(**where.codes())
        return cls(where.county, where.prefecture, where.province) if where else cls()

    @property
    def codes(self) -> list[str]:
        """From the widest to the nearest, whose days go before."""
        return [code for code in (self.province, self.prefecture, self.county) if code]


_read: dict[str, tuple[Stamp, "Calendars"]] = {}


def calendar_in_use(where: Placed | Jurisdiction | None = None) -> WorkingCalendar:
    """The calendar of the database for the place `where`: everybody's days, and over them its own; without a
    migrated database, the days as shipped. Without a place, everybody's.

    One small query tells whether the days have changed since they were last read, in whichever process.
    """
    return calendars().of(where)


def calendars() -> "Calendars":
    """The calendars of all places as they stand now, for who needs many of them at once."""
    if not _has_table():
        return Calendars([])
    stamp = CalendarDay.history.order_by("-history_id").values_list("history_id", "history_date").first()
    kept = _read.get(connection.alias)
    if kept is None or kept[0] != stamp:
        _read[connection.alias] = kept = (stamp, _from_table())
    return kept[1]


def forget() -> None:
    """What was read is read again: days were changed for a trial and taken back."""
    _read.pop(connection.alias, None)


def _has_table() -> bool:
    return connection.alias in _read or CalendarDay._meta.db_table in connection.introspection.table_names()


class Calendars:
    """The calendar of each place, made when it is first asked for. `rows`: everybody's days and those of places."""

    def __init__(self, rows: Iterable[CalendarDay]) -> None:
        self._days: dict[str, list[Day]] = {}
        self._announced = set()
        for row in rows:
            self._days.setdefault(row.jurisdiction.code if row.jurisdiction_id else "", []).append(_day(row))
            if row.announces_year:
                self._announced.add(row.date.year)
        self._made: dict[tuple[str, ...], WorkingCalendar] = {}

    def of(self, where: Placed | Jurisdiction | None) -> WorkingCalendar:
        codes = ("", *(code for code in Place.of(where).codes if code in self._days))
        if codes not in self._made:
            self._made[codes] = self._make(codes)
        return self._made[codes]

    def _make(self, codes: tuple[str, ...]) -> WorkingCalendar:
        """The nearest place's day goes before a wider one's."""
        if not self._days:
            return shipped_calendar()
        return calendar_of((day for code in codes for day in self._days.get(code, [])), self._announced)

    def differ_on(self, day: date) -> bool:
        """Whether `day` is another sort of day somewhere than for everybody."""
        return any(each.date == day for code, days in self._days.items() if code for each in days)


def _from_table() -> Calendars:
    return Calendars(CalendarDay.objects.select_related("jurisdiction"))


def _day(row: CalendarDay) -> Day:
    """A place's own day is called by the place's name, so that an explanation says whose it is."""
    place = row.jurisdiction.short_name if row.jurisdiction_id else ""
    named = place if place not in row.occasion else ""
    return Day(row.date, row.status, f"{named}{row.occasion}", row.notice)


def lies_in(jurisdiction: Jurisdiction) -> Q:
    """The matters or deadlines that lie in `jurisdiction`."""
    level = jurisdiction.level
    return Q() if level == Jurisdiction.Level.COUNTRY else Q(**{level: jurisdiction.code})
