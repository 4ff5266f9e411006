"""How a period runs: from what starts it to the day on which it ends. Pure: the calendar is handed in.

The day of the event is not counted (民事诉讼法 85 条, 刑事诉讼法 105 条, 民法典 201 条); months go to the
corresponding day (民法典 202 条); a last day on a rest day moves on (民法典 203 条, 民诉法 85 条, 刑诉法 105
条). A working-day period never ends on a rest day; hours are never shifted.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from common import clock
from common.when import When
from deadlines.calendar import WorkingCalendar
from deadlines.statute import Stated, Statute, Unit


class Kind(StrEnum):
    """What moved a day, or why it stayed."""

    NO_SUCH_DAY = "no_such_day"
    EARLIER_KEPT = "earlier_kept"
    REST = "rest"
    MAKE_UP = "make_up"
    LEFT_OUT = "left_out"
    COUNTED = "counted"


class NoDay(StrEnum):
    """Why no day comes out."""

    PARTIAL = "partial"
    NOT_IN_FORCE = "not_in_force"
    NOT_STATED = "not_stated"
    AT_ONCE = "at_once"
    NO_MINUTE = "no_minute"


@dataclass(frozen=True)
class Step:
    """One fact of the count, over the days `day`–`until`."""

    kind: Kind
    day: date
    until: date
    reason: str = ""


@dataclass(frozen=True)
class Computation:
    """`due_on`: last day, ends 24:00 local. `due_at`: that moment (UTC); for hours the minute.

    `strict_on`: the day without the shift, only for rules whose text has no clause about rest days.
    `cut`: the longer period that the document states; the law's own was counted in its place.
    """

    statute: Statute
    start: When
    length: int | None
    unit: Unit
    stated: bool = False
    cut: Stated | None = None
    given_back: int = 0
    no_day: NoDay | None = None
    nominal: date | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    strict_on: date | None = None
    provisional: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def explanation(self) -> str:
        """One Chinese sentence: start, length, article, each shift."""
        from deadlines.explain import sentence

        return sentence(self)


def compute(
    statute: Statute,
    starts_at: When | datetime | date,
    *,
    stated: Stated | None = None,
    given_back: int = 0,
    calendar: WorkingCalendar,
) -> Computation:
    """When the period ends. `starts_at` is aware; a day, month or year counts as such in Asia/Shanghai.

    `given_back`: days of a pause that are not counted (working days where the period counts those).
    Raises ValueError where the document states a period that the rule does not leave to it, or where a period
    in hours is paused.
    """
    start = When.of(starts_at)
    length, unit = _length(statute, stated)
    is_its_own = stated is not None and statute.is_left_to_document
    no_day = _why_no_day(statute, start, length, unit, is_its_own=is_its_own)
    if given_back and unit is Unit.HOURS:
        raise ValueError(f"{statute.code}：按小时计算的期间不能中止")
    facts: dict[str, Any] = {"statute": statute, "start": start, "length": length, "unit": unit}
    facts |= {"stated": stated is not None, "given_back": given_back}
    if no_day:
        return Computation(**facts, no_day=no_day)
    return _within_the_law(_counted(Computation(**facts), calendar), calendar)


def _counted(asked: Computation, calendar: WorkingCalendar) -> Computation:
    return replace(asked, **_counter(asked.statute, asked.unit)(asked, calendar))


def _within_the_law(counted: Computation, calendar: WorkingCalendar) -> Computation:
    """A document that states a longer period than the law gives does not lengthen it."""
    longest = counted.statute.longest
    if not counted.stated or longest is None:
        return counted
    asked: dict[str, Any] = {"length": longest.length, "unit": longest.unit, "stated": False}
    lawful = _counted(replace(counted, **asked, nominal=None, strict_on=None, steps=()), calendar)
    cut = Stated(counted.length, counted.unit)
    return replace(lawful, cut=cut) if lawful.due_on < counted.due_on else counted


def unit_of(statute: Statute, stated: Stated | None = None) -> Unit:
    """In what the period counts. Raises ValueError where the document may not state a period."""
    return _length(statute, stated)[1]


def _length(statute: Statute, stated: Stated | None) -> tuple[int | None, Unit]:
    if stated is None:
        return statute.length, statute.unit
    if not statute.stated:
        raise ValueError(f"{statute.code}：不能由文书载明{stated}")
    return stated.length, stated.unit


def _why_no_day(
    statute: Statute, start: When, length: int | None, unit: Unit, *, is_its_own: bool
) -> NoDay | None:
    """`is_its_own`: the paper itself set the period; it runs whether or not an article was in force then."""
    if statute.unit is Unit.NONE:
        return NoDay.AT_ONCE
    if start.day is None:
        return NoDay.PARTIAL
    if statute.since and start.day < statute.since and not is_its_own:
        return NoDay.NOT_IN_FORCE
    if unit is Unit.HOURS and start.precision != "instant":
        return NoDay.NO_MINUTE
    return NoDay.NOT_STATED if length is None else None


def _counter(statute: Statute, unit: Unit) -> Callable[..., dict]:
    if statute.backwards:
        return _backwards
    return {Unit.HOURS: _hours, Unit.WORKING_DAYS: _working_days}.get(unit, _calendar_period)


def _hours(asked: Computation, calendar: WorkingCalendar) -> dict:
    """On from the minute, never shifted."""
    due_at = asked.start.start + timedelta(hours=asked.length)
    last = clock.local(due_at - timedelta(microseconds=1)).date()
    return {"due_at": due_at, "due_on": last, "nominal": last}


def _working_days(asked: Computation, calendar: WorkingCalendar) -> dict:
    due = calendar.add_working_days(asked.start.day, asked.length + asked.given_back)
    days = list(_each(asked.start.day + timedelta(days=1), due))
    left_out = [day for day in days if day.weekday() < 5 and not calendar.is_working(day)]
    counted = [day for day in days if calendar.is_make_up(day)]
    steps = (
        _runs(Kind.LEFT_OUT, left_out, calendar.why_rest),
        _runs(Kind.COUNTED, counted, lambda _: "调休上班"),
    )
    return _ended(due, due, calendar, days, (*steps[0], *steps[1]))


def _calendar_period(asked: Computation, calendar: WorkingCalendar) -> dict:
    day = corresponding(asked.start.day, asked.length, asked.unit)
    nominal = day + timedelta(days=asked.given_back)
    due = calendar.next_working_day(nominal)
    passed = list(_each(nominal, due - timedelta(days=1)))
    steps = [
        *_month_steps(asked, day),
        *_runs(Kind.REST, passed, calendar.why_rest),
        *_make_up(due, calendar),
    ]
    strict = {"strict_on": nominal} if asked.statute.strict else {}
    return _ended(nominal, due, calendar, _each(nominal, due), tuple(steps)) | strict


def _backwards(asked: Computation, calendar: WorkingCalendar) -> dict:
    nominal = asked.start.day - timedelta(days=asked.length)
    due = calendar.previous_working_day(nominal)
    passed = list(_each(due + timedelta(days=1), nominal))
    steps = (*_runs(Kind.REST, passed, calendar.why_rest), *_make_up(due, calendar))
    return _ended(nominal, due, calendar, _each(due, nominal), steps)


def _make_up(due: date, calendar: WorkingCalendar) -> list[Step]:
    """A weekend day that is worked is a last day, whether it was counted to or shifted to."""
    return [Step(Kind.MAKE_UP, due, due)] if calendar.is_make_up(due) else []


def _ended(
    nominal: date, due: date, calendar: WorkingCalendar, looked_at: Iterator[date] | list[date], steps: tuple
) -> dict:
    return {
        "nominal": nominal,
        "due_on": due,
        "due_at": clock.end_of(due),
        "provisional": any(calendar.is_provisional(day) for day in looked_at),
        "steps": steps,
    }


def corresponding(day: date, length: int, unit: Unit) -> date:
    """The last day of a period in days, months or years, not moved on from a rest day."""
    if unit is Unit.DAYS:
        return day + timedelta(days=length)
    return add_months(day, length * 12 if unit is Unit.YEARS else length)


def add_months(day: date, months: int) -> date:
    """The corresponding day of a later month; where there is none, that month's last day (民法典 202 条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_steps(asked: Computation, day: date) -> Iterator[Step]:
    if asked.unit not in (Unit.MONTHS, Unit.YEARS):
        return
    if day.day != asked.start.day.day:
        yield Step(Kind.NO_SUCH_DAY, day, day, f"{asked.start.day.day}日")
    last = day.replace(day=monthrange(day.year, day.month)[1])
    if asked.statute.to_earlier_day and _is_last_of_month(asked.start.day) and day != last:
        yield Step(Kind.EARLIER_KEPT, day, last)


def _is_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _runs(kind: Kind, days: list[date], reason: Callable[[date], str]) -> tuple[Step, ...]:
    """Neighbouring days with one reason as one step."""
    runs = groupby(enumerate(days), key=lambda at: (at[1] - timedelta(days=at[0]), reason(at[1])))
    grouped = [(why, [day for _, day in run]) for (_, why), run in runs]
    return tuple(Step(kind, run[0], run[-1], why) for why, run in grouped)
