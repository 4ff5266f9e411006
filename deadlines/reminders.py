"""The sweep: each rung exactly once, whatever crashes, is late or runs twice."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from common import clock
from deadlines import ladder, people, wording
from deadlines.days import Calendars, calendars
from deadlines.ladder import Rung
from deadlines.models import Deadline, Ladder, Reminder
from deadlines.people import Directory
from notices import services as notices
from notices.models import Notice
from organisations.models import Membership

logger = logging.getLogger(__name__)
BATCH = 500
#: The same few stand in many rows.
SHARED = ("deadline__debtor", "deadline__matter__lead", "deadline__matter__handler__user")


def sweep() -> int:
    """Take every ladder whose next rung is due, a batch in one transaction. How many reminders were sent.

    Outside working hours only periods in hours are looked at; the others wait for the morning of a day that is
    worked where their matter lies.
    """
    now = clock.now()
    if not ladder.anything_is_due(now):
        return 0
    known = calendars()
    waiting = Ladder.objects.filter(next_at__lte=now).order_by("next_at", "id")
    if not _is_working_time_anywhere(now, known):
        waiting = waiting.filter(at_any_hour=True)
    sent, last = 0, None
    while batch := list(_after(waiting, last)[:BATCH]):
        sent += _take(batch, now, known)
        last = batch[-1]
    return sent


def _is_working_time_anywhere(now: datetime, known: Calendars) -> bool:
    today = clock.local(now).date()
    return ladder.is_working_hour(now) and (known.of(None).is_working(today) or known.differ_on(today))


def _after(waiting: QuerySet[Ladder], last: Ladder | None) -> QuerySet[Ladder]:
    if last is None:
        return waiting
    return waiting.filter(next_at__gte=last.next_at).exclude(next_at=last.next_at, id__lte=last.pk)


def _take(rows: list[Ladder], now: datetime, known: Calendars) -> int:
    """Together, and where that fails one by one: a deadline that cannot be taken stops no other.

    It stays due for the next sweep.
    """
    try:
        with transaction.atomic():
            return _take_rungs(_awake(_held(rows, now), now, known), now, known)
    except DatabaseError as error:
        if len(rows) > 1:
            return sum(_take([row], now, known) for row in rows)
        logger.error("deadline %s is left for the next sweep: %s", rows[0].deadline_id, error)
        return 0


def _held(read: list[Ladder], now: datetime) -> list[Ladder]:
    """Those still due, looked at again under the lock of their deadline, which whoever closes it holds too.

    What somebody holds is left for the next sweep: who never waits for many locks never waits in a circle.
    """
    due = Ladder.objects.filter(pk__in=[row.pk for row in read], next_at__lte=now)
    due = due.filter(deadline__status="open", deadline__quiet=False, deadline__rests=False).order_by(
        "deadline"
    )
    rows = due.select_related("deadline__matter").prefetch_related(*SHARED)
    return list(rows.select_for_update(of=("self", "deadline"), skip_locked=True))


def _awake(rows: list[Ladder], now: datetime, known: Calendars) -> list[Ladder]:
    """Without those whose place rests today."""
    return [row for row in rows if row.at_any_hour or ladder.is_working_time(now, known.of(row.deadline))]


def _take_rungs(rows: list[Ladder], now: datetime, known: Calendars) -> int:
    """Record what is due of each and tell whom it concerns; every ladder moves on."""
    deadlines = [row.deadline for row in rows]
    recorded, directory = _recorded(deadlines), people.Directory(deadlines)
    made: list[Reminder] = []
    moves: dict[datetime | None, list[int]] = defaultdict(list)
    for row in rows:
        passed, next_at = ladder.around(row.deadline, now, known.of(row.deadline))
        due = [rung for rung in passed if rung.offset not in recorded[row.deadline_id]]
        made += _reminders(row, due, directory, recorded[row.deadline_id])
        moves[next_at].append(row.pk)
    notices.tell_all([(each.notice, not each.deadline.in_hours) for each in made if each.notice])
    Reminder.objects.bulk_create(made)
    _move_on(moves)
    return sum(each.notice is not None for each in made)


def _recorded(deadlines: list[Deadline]) -> dict[int, dict[int, str]]:
    """By deadline, the rungs that were dealt with, and whether anybody was told."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Reminder.objects.filter(deadline__in=[each.pk for each in deadlines]).order_by()
    for deadline, rung, status in rows.values_list("deadline", "rung", "status"):
        found[deadline][rung] = status
    return found


def _move_on(moves: dict[datetime | None, list[int]]) -> None:
    """Every ladder to its next rung; what has none is at its end."""
    for next_at, keys in moves.items():
        rows = Ladder.objects.filter(pk__in=keys)
        rows.update(next_at=next_at) if next_at else rows.delete()


def _reminders(
    row: Ladder, due: list[Rung], directory: Directory, recorded: dict[int, str]
) -> Iterator[Reminder]:
    """Only the latest rung is told, and none from before the deadline was entered; the others are skipped."""
    told = due[-1] if due and due[-1].at >= row.since else None
    reached = directory.recipients(row.deadline, told.offset) if told else []
    for rung in due:
        if rung is not told or not reached:
            yield _reminder(row.deadline, rung, Reminder.Status.SKIPPED)
    # An extended deadline is a row of its own, and so begins again.
    number = sum(status == Reminder.Status.SENT for status in recorded.values()) + 1
    for person in reached:
        notice = _notice(row.deadline, told, person, number)
        yield _reminder(row.deadline, told, Reminder.Status.SENT, recipient=person.user, notice=notice)


def _reminder(deadline: Deadline, rung: Rung, status: str, **told) -> Reminder:
    return Reminder(deadline=deadline, rung=rung.offset, status=status, due_moment=rung.at, **told)


def _notice(deadline: Deadline, rung: Rung, person: Membership, number: int) -> Notice:
    said = wording.reminder(deadline, person, number)
    return notices.prepared(
        recipient=person.user,
        organisation=person.organisation,
        matter=deadline.matter,
        verb=ladder.REMINDER,
        text=said.text,
        link=said.link,
        next_step=said.next_step,
        due=deadline.due_on,
        about=deadline.pk,
        unique=f"deadline:{deadline.pk}:{rung.offset}",
    )


def ground_stands(notice: Notice) -> bool:
    """Whether what a reminder asks for is still owed; asked again just before a mail leaves."""
    return Deadline.objects.open().filter(pk=notice.about, quiet=False, rests=False).exists()
