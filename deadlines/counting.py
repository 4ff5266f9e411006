"""Giving a row its start and its last day, and ending it."""

from datetime import date
from math import ceil

from common import clock
from common.when import When
from deadlines import ladder, local
from deadlines.compute import Computation, compute
from deadlines.days import calendar_in_use
from deadlines.explain import fixed_day, without_start
from deadlines.models import Deadline
from deadlines.statute import Statute
from matters.models import Event

Status = Deadline.Status


def set_days(
    row: Deadline, *, starts: When | None, due_on: date | None = None, statute: Statute | None = None
) -> None:
    """Give `row` its start and its last day, with the sentence that explains it."""
    statute = statute or local.rule_for(row.rule, row, starts.day if starts else None)
    row.starts_at, row.starts_on = (starts.start, starts.day) if starts else (None, None)
    row.starts_precision = starts.precision if starts else "day"
    row.is_fixed = due_on is not None
    row.basis = basis_of(statute, row)
    if due_on is not None:
        row.due_on, row.due_at, row.strict_on, row.provisional = due_on, clock.end_of(due_on), None, False
        row.explanation = fixed_day(statute, due_on)
    elif starts is None:
        row.due_on = row.due_at = row.strict_on = None
        row.explanation = without_start(statute)
    else:
        take_over(row, recompute(row, statute, starts))


def recompute(row: Deadline, statute: Statute, starts: When) -> Computation:
    """What the rule says today; a running deadline keeps the rule under which it began."""
    return compute(
        statute,
        starts,
        stated=row.stated,
        given_back=row.given_back,
        calendar=calendar_in_use(),
    )


def take_over(row: Deadline, computed: Computation) -> None:
    row.due_on, row.due_at = computed.due_on, computed.due_at
    row.strict_on, row.provisional = computed.strict_on, computed.provisional
    row.explanation = computed.explanation
    if computed.cut:
        row.basis = Deadline.Basis.STATUTORY
    if row.starts_assumed:
        row.explanation = f"{row.explanation[:-1]}；收到日期未登记，以制发日期推定。"


def basis_of(statute: Statute, row: Deadline) -> str:
    if statute.is_target:
        return Deadline.Basis.TARGET
    stated = row.stated is not None or row.is_fixed or statute.length is None
    return Deadline.Basis.STATED if stated else Deadline.Basis.STATUTORY


def end(row: Deadline, status: str, event: Event | None, on: When | None) -> Deadline:
    """End `row`: its reminders stop, and notices that ask for it are withdrawn."""
    row.status, row.closing_event, row.closed_at = status, event, clock.now()
    if status == Status.CLOSED:
        row.closed_on = on.day if on else None
        row.late_days = late_days(row, on)
    row.save()
    ladder.remove(row, "已办理" if status == Status.CLOSED else "已变更或取消")
    return row


def late_days(row: Deadline, on: When | None) -> int | None:
    """Days after the last day; what is done before its 24:00 is in time. None where a day is not known."""
    if row.due_on is None or on is None or on.day is None:
        return None
    if row.in_hours and on.precision == "instant":
        return max(0, ceil((on.start - row.due_at).total_seconds() / 86400))
    if row.in_hours and on.day == row.due_on:
        return None  # before or after the minute is not known
    return max(0, (on.day - row.due_on).days)
