"""The calendar in use: the table of days, read once per process until somebody changes it."""

from datetime import datetime

from django.db import connection

from deadlines.calendar import Day, WorkingCalendar, calendar_of, shipped_calendar
from deadlines.models import CalendarDay

_read: dict[str, tuple[tuple[int, datetime] | None, WorkingCalendar]] = {}


def calendar_in_use() -> WorkingCalendar:
    """The calendar of the database; without a migrated one, the days as shipped.

    One small query tells whether the days have changed since they were last read, in whichever process.
    """
    if not _has_table():
        return shipped_calendar()
    stamp = CalendarDay.history.order_by("-history_id").values_list("history_id", "history_date").first()
    kept = _read.get(connection.alias)
    if kept is None or kept[0] != stamp:
        _read[connection.alias] = kept = (stamp, _from_table())
    return kept[1]


def _has_table() -> bool:
    return connection.alias in _read or CalendarDay._meta.db_table in connection.introspection.table_names()


def _from_table() -> WorkingCalendar:
    rows = list(CalendarDay.objects.all())
    days = (Day(row.date, row.status, row.occasion, row.notice) for row in rows)
    return calendar_of(days, {row.date.year for row in rows if row.announces_year})
