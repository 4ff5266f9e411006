"""The sweep: each rung exactly once, whatever crashes, is late or runs twice."""

import logging
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from common import clock
from deadlines import ladder, people, wording
from deadlines.calendar import WorkingCalendar
from deadlines.days import calendar_in_use
from deadlines.ladder import Rung
from deadlines.models import Deadline, Ladder, Reminder
from notices import services as notices
from notices.models import Notice
from organisations.models import Membership

logger = logging.getLogger(__name__)
BATCH = 200


def sweep() -> int:
    """Take every ladder whose next rung is due, in its own transaction. How many reminders were sent.

    Outside working hours only periods in hours are looked at; the others wait for the morning.
    """
    now, calendar = clock.now(), calendar_in_use()
    waiting = Ladder.objects.filter(next_at__lte=now).order_by("next_at", "id")
    if not ladder.is_working_time(now, calendar):
        waiting = waiting.filter(at_any_hour=True)
    sent, last = 0, None
    while batch := list(_after(waiting, last)[:BATCH]):
        sent += sum(_take(row, now, calendar) for row in batch)
        last = batch[-1]
    return sent


def _after(waiting: QuerySet[Ladder], last: Ladder | None) -> QuerySet[Ladder]:
    if last is None:
        return waiting
    return waiting.filter(next_at__gte=last.next_at).exclude(next_at=last.next_at, id__lte=last.pk)


def _take(row: Ladder, now: datetime, calendar: WorkingCalendar) -> int:
    """One deadline that cannot be taken stops no other; it stays due for the next sweep."""
    try:
        with transaction.atomic():
            return _take_rungs(row, now, calendar)
    except DatabaseError as error:
        logger.error("deadline %s is left for the next sweep: %s", row.deadline_id, error)
        return 0


def _take_rungs(row: Ladder, now: datetime, calendar: WorkingCalendar) -> int:
    """Looks at the ground again under the deadline's lock, which whoever closes it holds too."""
    deadline = Deadline.objects.select_for_update().get(pk=row.deadline_id)
    if not deadline.is_open or deadline.quiet or not _claim(row, deadline, now, calendar):
        return 0
    recorded = set(deadline.reminders.values_list("rung", flat=True))
    due = [rung for rung in ladder.passed(deadline, now, calendar) if rung.offset not in recorded]
    told = due[-1:] if due and due[-1].at >= row.since else []
    for rung in due:
        if rung not in told:
            _skip(deadline, rung)
    return sum(_send(deadline, rung) for rung in told)


def _claim(row: Ladder, deadline: Deadline, now: datetime, calendar: WorkingCalendar) -> bool:
    """Move the ladder on; False where another sweep has been quicker."""
    mine = Ladder.objects.filter(pk=row.pk, next_at=row.next_at)
    next_at = ladder.next_after(deadline, now, calendar)
    return bool(mine.update(next_at=next_at) if next_at else mine.delete()[0])


def _skip(deadline: Deadline, rung: Rung) -> None:
    Reminder.objects.create(
        deadline=deadline, rung=rung.offset, status=Reminder.Status.SKIPPED, due_moment=rung.at
    )


def _send(deadline: Deadline, rung: Rung) -> int:
    """Tell everyone whom this rung reaches; where that is nobody, it is recorded as skipped."""
    reached = people.recipients(deadline, rung.offset)
    if not reached:
        _skip(deadline, rung)
    number = _number(deadline)
    for person in reached:
        Reminder.objects.create(
            deadline=deadline,
            rung=rung.offset,
            recipient=person.user,
            status=Reminder.Status.SENT,
            notice=_tell(deadline, rung, person, number),
            due_moment=rung.at,
        )
    return len(reached)


def _number(deadline: Deadline) -> int:
    """Which reminder of this deadline it is; an extended deadline begins again."""
    sent = deadline.reminders.filter(status=Reminder.Status.SENT)
    return sent.order_by().values("rung").distinct().count() + 1


def _tell(deadline: Deadline, rung: Rung, person: Membership, number: int) -> Notice:
    said = wording.reminder(deadline, person, number)
    return notices.tell(
        recipient=person.user,
        organisation=person.organisation,
        matter=deadline.matter,
        verb=ladder.REMINDER,
        text=said.text,
        link=said.link,
        next_step=said.next_step,
        due=deadline.due_on,
        about=deadline.pk,
        bundle=not deadline.in_hours,
        unique=f"deadline:{deadline.pk}:{rung.offset}",
    )


def ground_stands(notice: Notice) -> bool:
    """Whether what a reminder asks for is still owed; asked again just before a mail leaves."""
    return Deadline.objects.open().filter(pk=notice.about, quiet=False).exists()
