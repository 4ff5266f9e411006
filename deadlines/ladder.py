"""The ladder of reminders: which rungs a deadline has and at which moment each is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from django.db import connection

from common import clock
from deadlines.calendar import WorkingCalendar
from deadlines.days import calendar_in_use
from deadlines.models import Deadline, Ladder
from notices import services as notices
from notices.conf import working_hours

REMINDER = "deadline_reminder"
MOVED = "deadline_moved"
VERBS = (REMINDER, MOVED)

BEFORE = (-15, -7, -3, -1)
TARGET_RUNGS = (0, 1)
HOUR_RUNGS = (-12, -2, 0, 24)
WEEK = 7
ANYTHING_DUE = f"SELECT 1 FROM {Ladder._meta.db_table} WHERE next_at <= %s LIMIT 1"


@dataclass(frozen=True)
class Rung:
    """`offset`: days from the governing day; for a period in hours, hours from its minute. `at`: UTC."""

    offset: int
    at: datetime


def rungs(deadline: Deadline, calendar: WorkingCalendar) -> Iterator[Rung]:
    """All rungs in their order; without end for what the law demands, each week after the first day late."""
    if deadline.in_hours:
        return (Rung(offset, deadline.due_at + timedelta(hours=offset)) for offset in _hour_offsets(deadline))
    return (Rung(offset, _moment(deadline, offset, calendar)) for offset in _day_offsets(deadline))


def governing_day(deadline: Deadline) -> date:
    """Reminders go by the strict day where the rule's text has no clause about rest days."""
    return deadline.strict_on or deadline.due_on


def _day_offsets(deadline: Deadline) -> Iterator[int]:
    if deadline.is_target:
        yield from TARGET_RUNGS
        return
    began = deadline.starts_on or clock.local(deadline.entered_at).date()
    span = (governing_day(deadline) - began).days
    yield from (offset for offset in BEFORE if -offset < span)
    yield 0
    yield from count(1, WEEK)


def _hour_offsets(deadline: Deadline) -> Iterator[int]:
    yield from HOUR_RUNGS
    yield from count(HOUR_RUNGS[-1] + 24 * WEEK, 24 * WEEK)


def _moment(deadline: Deadline, offset: int, calendar: WorkingCalendar) -> datetime:
    """The beginning of the working day: before a rest day while there is time, after it once it is too late."""
    day = governing_day(deadline) + timedelta(days=offset)
    day = calendar.next_working_day(day) if offset > 0 else calendar.previous_working_day(day)
    begins = working_hours()[0]
    return clock.at(day, begins.hour, begins.minute)


def around(
    deadline: Deadline, now: datetime, calendar: WorkingCalendar
) -> tuple[list[Rung], datetime | None]:
    """The rungs that have passed, and the moment of the first still to come (None at the ladder's end)."""
    done: list[Rung] = []
    for rung in rungs(deadline, calendar):
        if rung.at > now:
            return done, rung.at
        done.append(rung)
    return done, None


def passed(deadline: Deadline, now: datetime, calendar: WorkingCalendar) -> list[Rung]:
    return around(deadline, now, calendar)[0]


def next_after(deadline: Deadline, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The moment of the first rung still to come; None where the ladder is at its end."""
    return around(deadline, now, calendar)[1]


def anything_is_due(now: datetime) -> bool:
    """One look into the index, asked each minute: plain SQL, since there is nothing else to it."""
    with connection.cursor() as cursor:
        cursor.execute(ANYTHING_DUE, [connection.ops.adapt_datetimefield_value(now)])
        return cursor.fetchone() is not None


def is_working_hour(now: datetime) -> bool:
    start, end = working_hours()
    return start <= clock.local(now).time() < end


def is_working_time(now: datetime, calendar: WorkingCalendar) -> bool:
    return is_working_hour(now) and calendar.is_working(clock.local(now).date())


def place(deadline: Deadline) -> None:
    """Put `deadline` on its ladder. Quiet, paused and undated ones have none."""
    if (
        deadline.quiet
        or deadline.rests
        or deadline.is_right
        or not deadline.is_open
        or deadline.due_at is None
    ):
        return
    since = clock.now()
    next_at = next_after(deadline, since - timedelta(microseconds=1), calendar_in_use(deadline))
    if next_at:
        Ladder.objects.update_or_create(
            deadline=deadline,
            defaults={"since": since, "next_at": next_at, "at_any_hour": deadline.in_hours},
        )


def remove(deadline: Deadline, why: str) -> None:
    """`deadline` has ended: no further rung, and what was told and not yet read or mailed is withdrawn."""
    Ladder.objects.filter(deadline=deadline).delete()
    notices.withdraw(verbs=VERBS, about=deadline.pk, reason=why)
