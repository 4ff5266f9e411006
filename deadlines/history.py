"""When an obligation ends, from everything that happened to it: start, length, grants, pauses, calendar.

Pure: no database, no clock, and no predecessor. The same facts give the same day, in whatever order they were
entered; `deadlines.chain` reads them from the rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from common import clock
from common.when import When
from deadlines.calendar import WorkingCalendar
from deadlines.compute import Computation, add_months, compute, unit_of
from deadlines.statute import Stated, Statute, Unit


@dataclass(frozen=True)
class Grant:
    """More time, decided on the day `on`: until the day `to`, or so much `more`."""

    on: date
    by: str = ""
    to: date | None = None
    more: Stated | None = None


@dataclass(frozen=True)
class Pause:
    """Counting stops after `since` and goes on after `until`; None where it still stands still."""

    since: date
    until: date | None = None
    by: str = ""

    def days_after(self, day: date | None) -> tuple[date, date]:
        """The part of the pause that lies after `day`, as the days after the first up to the second."""
        since = max(self.since, day) if day else self.since
        return since, max(since, self.until or since)


@dataclass(frozen=True)
class History:
    """The facts of one obligation. `statute`: as in force when it began. `fixed_on`: the day that the paper names."""

    statute: Statute
    start: When | None = None
    stated: Stated | None = None
    fixed_on: date | None = None
    grants: tuple[Grant, ...] = ()
    pauses: tuple[Pause, ...] = ()
    start_assumed: bool = False


@dataclass(frozen=True)
class Standing:
    """What follows from a history. `original_on`: the day of law or document, before grants (local days).

    `grants` in the order in which they were decided, each with the day that it came to; `grant` is the one that
    rules, None where the counted day is as late. `due_on` is None while `paused`.
    """

    history: History
    original_on: date | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    strict_on: date | None = None
    provisional: bool = False
    given_back: int = 0
    computed: Computation | None = None
    grant: Grant | None = None
    grants: tuple[tuple[Grant, date], ...] = ()
    paused: Pause | None = None
    stood_at: date | None = None  # where the day stood when counting stopped
    make_up: frozenset[date] = frozenset()  # of its last days those that are weekends and worked

    @property
    def explanation(self) -> str:
        """One Chinese sentence: how it was counted, who gave more time, what stands still."""
        from deadlines.explain import standing

        return standing(self)


def standing(history: History, calendar: WorkingCalendar) -> Standing:
    """The last day by the whole history. Raises ValueError where a period in hours is paused."""
    found = _granted(_counted(history, calendar), calendar)
    ends = {day for day in (found.original_on, found.due_on) if day and calendar.is_make_up(day)}
    found = replace(found, make_up=frozenset(ends))
    still = next((pause for pause in history.pauses if pause.until is None), None)
    if still is None:
        return found
    return replace(
        found,
        due_on=None,
        due_at=None,
        strict_on=None,
        provisional=False,
        paused=still,
        stood_at=found.due_on,
    )


def _counted(history: History, calendar: WorkingCalendar) -> Standing:
    """By law or document alone, with what the pauses give back."""
    if history.fixed_on:
        return _fixed(history, calendar)
    _refuse_paused_hours(history)
    if history.start is None:
        return Standing(history)
    back = given_back(history, calendar)
    computed = compute(
        history.statute, history.start, stated=history.stated, given_back=back, calendar=calendar
    )
    return Standing(
        history,
        original_on=computed.due_on,
        due_on=computed.due_on,
        due_at=computed.due_at,
        strict_on=computed.strict_on,
        provisional=computed.provisional,
        given_back=back,
        computed=computed,
    )


def _refuse_paused_hours(history: History) -> None:
    if history.pauses and unit_of(history.statute, history.stated) is Unit.HOURS:
        raise ValueError("按小时计算的期限不能中止")


def _fixed(history: History, calendar: WorkingCalendar) -> Standing:
    """The day that a paper names stays where it is; a pause alone moves it, and then to a working day."""
    days = sum(_calendar_days(pause, None) for pause in history.pauses)
    due = _moved(history.fixed_on, days, calendar)
    return Standing(history, original_on=due, due_on=due, due_at=clock.end_of(due), given_back=days)


def given_back(history: History, calendar: WorkingCalendar) -> int:
    """The days of the pauses that are not counted: working days where the period counts those."""
    start = history.start.day if history.start else None
    if unit_of(history.statute, history.stated) is not Unit.WORKING_DAYS:
        return sum(_calendar_days(pause, start) for pause in history.pauses)
    return sum(calendar.working_days(*pause.days_after(start)) for pause in history.pauses)


def _calendar_days(pause: Pause, after: date | None) -> int:
    since, until = pause.days_after(after)
    return (until - since).days


def _granted(counted: Standing, calendar: WorkingCalendar) -> Standing:
    """Each grant in the order of the decisions; one that comes to no later day changes nothing."""
    due, ruling, grants = counted.due_on, None, []
    for grant in sorted(counted.history.grants, key=_order):
        day = _day_of(grant, due, counted.history.pauses, calendar)
        grants.append((grant, day))
        if due is None or day > due:
            due, ruling = day, grant
    if ruling is None:
        return replace(counted, grants=tuple(grants))
    return replace(
        counted,
        due_on=due,
        due_at=clock.end_of(due),
        strict_on=None,
        provisional=bool(not ruling.to and calendar.is_provisional(due)),
        grant=ruling,
        grants=tuple(grants),
    )


def _order(grant: Grant) -> tuple:
    """By the day of the decision; what was decided on one day in an order of its own."""
    return grant.on, grant.to is not None, grant.to or date.min, str(grant.more), grant.by


def _day_of(grant: Grant, due: date | None, pauses: Iterable[Pause], calendar: WorkingCalendar) -> date:
    """A day granted moves with the pauses after the decision; a length granted counts from the last day so far."""
    if grant.to:
        return _moved(grant.to, sum(_calendar_days(pause, grant.on) for pause in pauses), calendar)
    return extended_day(due or grant.on, grant.more, calendar)


def extended_day(day: date, more: Stated, calendar: WorkingCalendar) -> date:
    """The last day after so much more, moved on from a rest day."""
    if more.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(day, more.length)
    in_months = more.unit is Unit.MONTHS
    later = add_months(day, more.length) if in_months else day + timedelta(days=more.length)
    return calendar.next_working_day(later)


def _moved(day: date, days: int, calendar: WorkingCalendar) -> date:
    return calendar.next_working_day(day + timedelta(days=days)) if days else day
