"""The calendar strip of a 期限说明: every day from what starts the period to its last, and how it was counted."""

from datetime import date, timedelta

from common.when import When
from deadlines import statutes
from deadlines.calendar import WorkingCalendar
from deadlines.compute import Computation, compute
from deadlines.kept_rule import restored
from deadlines.models import Deadline
from deadlines.statute import Unit

LONGEST = 200
Cell = dict[str, object]


def strip(deadline: Deadline, calendar: WorkingCalendar) -> list[Cell]:
    """For components/calendar_strip.html; nothing where it would be longer than it helps."""
    first, due = deadline.starts_on, deadline.due_on
    if not first or not due or deadline.is_fixed or not 0 < (due - first).days <= LONGEST:
        return []
    ruled = _as_ruled(deadline, calendar)
    days = (first + timedelta(days=number) for number in range(1, (due - first).days))
    counted = [{"day": day, **_counted(day, ruled, calendar)} for day in days]
    start = {"day": first, "kind": "start", "word": "当日不计"}
    return [start, *counted, {"day": due, "kind": "due", "word": "最后一日，24时届满"}]


def _as_ruled(deadline: Deadline, calendar: WorkingCalendar) -> Computation | None:
    """The count by the rule under which it began; None where a decision has given another day."""
    starts = When(deadline.starts_at, deadline.starts_precision)
    stated, given_back = deadline.stated, deadline.given_back
    try:
        began_under = deadline.kept_rule
        statute = restored(began_under) if began_under else statutes.get(deadline.rule, starts.day)
        computed = compute(statute, starts, stated=stated, given_back=given_back, calendar=calendar)
    except (statutes.UnknownRule, ValueError):
        return None
    return computed if computed.due_on == deadline.due_on else None


def _counted(day: date, ruled: Computation | None, calendar: WorkingCalendar) -> Cell:
    if calendar.is_working(day):
        makeup = day.weekday() >= 5
        return {"kind": "makeup", "word": "调休上班"} if makeup else {"kind": "count", "word": ""}
    if ruled and ruled.unit is Unit.WORKING_DAYS:
        return {"kind": "skipped", "word": "休息日，不计入"}
    if ruled and ruled.nominal <= day:
        return {"kind": "skipped", "word": "休息日，顺延"}
    return {"kind": "rest", "word": "休息日，计入"}
