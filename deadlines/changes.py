"""Another day for something that is owed: always a new row that replaces the old one, which stays."""

from datetime import date, timedelta

from common.when import When
from deadlines import ladder, local
from deadlines.calendar import WorkingCalendar
from deadlines.compute import add_months
from deadlines.counting import Status, end, set_days
from deadlines.days import calendar_in_use
from deadlines.explain import extended, paused
from deadlines.models import Deadline
from deadlines.statute import Stated, Unit
from matters.models import Event

Change = Deadline.Change
KEPT = (
    "matter_id", "rule", "subject", "label", "act", "debtor_id", "creditor_id", "responsible_role", "basis",
    "citation", "starts_event_id", "starts_at", "starts_on", "starts_precision", "starts_assumed", "stated_length",
    "stated_unit", "given_back", "is_fixed", "due_on", "due_at", "strict_on", "original_on", "provisional", "explanation",
    "quiet", "audience_id", "county", "prefecture", "province",
)  # fmt: skip


def replace_deadline(
    deadline: Deadline,
    *,
    kind: str,
    reason: str,
    decided_by: str = "",
    event: Event | None,
    due_on: date | None = None,
    starts: When | None = None,
    stated: Stated | None = None,
) -> Deadline:
    """The new row. With `due_on` that day is decided; else the rule counts anew, from `starts` where given.

    An extension keeps the day that law or document gave beside it. Raises ValueError for an extension to a
    day that is not later.
    """
    new = _successor(deadline, kind, reason, decided_by)
    if starts and event:
        new.starts_event, new.starts_assumed = event, False
    new.stated = stated or deadline.stated
    if kind == Change.EXTENSION:
        _extend(new, deadline, due_on)
    else:
        _count_anew(new, deadline, starts or deadline.start, due_on)
    return _swap(deadline, new, event)


def recount_met(deadline: Deadline, *, reason: str, decided_by: str, event: Event, starts: When) -> Deadline:
    """A period that was met and whose start was entered wrong: the new row is met on the same day, and by how
    much it was late is counted anew."""
    met_on, met_by = deadline.closed_on, deadline.closing_event
    deadline.closed_on = deadline.late_days = None
    new = replace_deadline(
        deadline, kind=Change.CORRECTION, reason=reason, decided_by=decided_by, event=event, starts=starts
    )
    return end(new, Status.CLOSED, met_by, When.on(met_on) if met_on else None)


def _successor(old: Deadline, kind: str, reason: str, decided_by: str) -> Deadline:
    kept = {name: getattr(old, name) for name in KEPT}
    return Deadline(
        **kept, replaces=old, change_kind=kind, change_reason=reason[:500], decided_by=decided_by[:200]
    )


def _extend(new: Deadline, old: Deadline, due_on: date | None) -> None:
    if due_on is None or (old.due_on and due_on <= old.due_on):
        raise ValueError("延期后的届满日应当晚于现在的届满日")
    counted = old.explanation.rpartition("；")[2] if old.change_kind == Change.EXTENSION else old.explanation
    _decide(new, due_on, basis=old.basis, original_on=old.original_on or old.due_on, counted=counted)


def _count_anew(new: Deadline, old: Deadline, starts: When | None, due_on: date | None) -> None:
    """A day that a document names stays through a correction, and so does an extension that is still later."""
    extension = old.change_kind == Change.EXTENSION
    set_days(new, starts=starts, due_on=due_on or (old.due_on if old.is_fixed and not extension else None))
    new.original_on = new.due_on
    if extension and due_on is None and new.due_on and old.due_on > new.due_on:
        _decide(new, old.due_on, basis=new.basis, original_on=new.due_on, counted=new.explanation)


def _decide(new: Deadline, due_on: date, *, basis: str, original_on: date | None, counted: str) -> None:
    set_days(new, starts=new.start, due_on=due_on)
    new.basis, new.original_on = basis, original_on
    new.explanation = extended(new, counted)


def _swap(old: Deadline, new: Deadline, event: Event | None) -> Deadline:
    end(old, Status.REPLACED, event, None)
    new.save()
    ladder.place(new)
    return new


def extended_day(deadline: Deadline, *, months: int = 0, days: int = 0) -> date:
    """The last day after so many months and days more, moved on from a rest day."""
    day = add_months(deadline.due_on, months) + timedelta(days=days)
    return calendar_in_use().next_working_day(day)


def pause(deadline: Deadline, *, on: date, reason: str, decided_by: str, event: Event) -> Deadline:
    """Stop counting after `on` 中止: the row that stands until it is resumed has no day.

    Raises ValueError for a period in hours.
    """
    if local.rule_for(deadline.rule, deadline, deadline.starts_on).unit is Unit.HOURS:
        raise ValueError("按小时计算的期限不能中止")
    new = _successor(deadline, Change.PAUSE, reason, decided_by)
    new.status, new.paused_on = Status.PAUSED, on
    new.due_on = new.due_at = new.strict_on = None
    new.provisional = False
    new.explanation = paused(new, deadline)
    return _swap(deadline, new, event)


def resume(paused_row: Deadline, *, on: date, reason: str, decided_by: str, event: Event) -> Deadline:
    """Count on from `on` 恢复: the days after the pause began, up to and including `on`, are given back."""
    calendar, before = calendar_in_use(), paused_row.replaces
    new = _successor(paused_row, Change.RESUME, reason, decided_by)
    days = _given_back(paused_row, on, calendar)
    if paused_row.is_fixed:
        moved = calendar.next_working_day(before.due_on + timedelta(days=days))
        set_days(new, starts=paused_row.start, due_on=moved)
        new.basis = paused_row.basis
    else:
        new.given_back = paused_row.given_back + days
        set_days(new, starts=paused_row.start)
        new.original_on = new.due_on
    return _swap(paused_row, new, event)


def _given_back(paused_row: Deadline, on: date, calendar: WorkingCalendar) -> int:
    statute = local.rule_for(paused_row.rule, paused_row, paused_row.starts_on)
    unit = paused_row.stated.unit if paused_row.stated else statute.unit
    if unit is Unit.WORKING_DAYS and not paused_row.is_fixed:
        return calendar.working_days(paused_row.paused_on, on)
    return max(0, (on - paused_row.paused_on).days)
