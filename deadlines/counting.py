"""Ending a row, and by how much it was late."""

from math import ceil

from common import clock
from common.when import When
from deadlines import ladder
from deadlines.models import Deadline
from matters.models import Event

Status = Deadline.Status


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


def met_when(row: Deadline) -> When | None:
    """When a closed row was met: the minute where its event tells it, else the day."""
    if row.closed_on is None:
        return None
    event, day = row.closing_event, When.on(row.closed_on)
    happened = When(event.occurred_at, event.occurred_precision)
    return happened if happened.day == row.closed_on else day
