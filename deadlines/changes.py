"""Another day for something that is owed: always a new row that replaces the old one, which stays.

Each change locks the obligation, adds its fact, and computes the day anew from the whole history.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from common.when import When
from deadlines import history, ladder
from deadlines.chain import history_of, last_end, locked_chain, settle, take_over
from deadlines.counting import Status, end, late_days, met_when
from deadlines.days import calendar_in_use
from deadlines.models import Deadline
from deadlines.statute import Stated
from matters.models import Event

Change = Deadline.Change
KEPT = (
    "matter_id", "rule", "subject", "label", "act", "debtor_id", "creditor_id", "responsible_role", "citation",
    "starts_event_id", "starts_at", "starts_on", "starts_precision", "starts_assumed", "stated_length",
    "stated_unit", "fixed_on", "follows", "quiet", "rests", "audience_id", "county", "prefecture", "province",
)  # fmt: skip


@transaction.atomic
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
    granted: Stated | None = None,
    decided_on: date | None = None,
) -> Deadline:
    """The new row: an extension to the day `due_on` or by the length `granted`, or the paper's or the rule's
    count anew, from `starts` where given. A period that has ended is recounted, and stays ended.

    `decided_on`: the local day of the decision. Raises ValueError for an extension to a day that is not later.
    """
    rows = locked_chain(deadline)
    new = successor(rows[-1], kind, reason, decided_by)
    new.decided_on = decided_on
    if kind == Change.EXTENSION:
        new.granted_to, new.granted, new.granted_by = due_on, granted, new.decided_by
    else:
        new.fixed_on = due_on or new.fixed_on
    if starts:
        _start_anew(new, starts, event)
    new.stated = stated or new.stated
    settle([*rows, new])
    if kind == Change.EXTENSION and not _is_later(new, rows[-1]):
        raise ValueError("延期后的届满日应当晚于现在的届满日")
    return swap(rows[-1], new, event)


def recount_met(deadline: Deadline, *, reason: str, decided_by: str, event: Event, starts: When) -> Deadline:
    """A period that was met and whose start was entered wrong: the new row is met on the same day, and by how
    much it was late is counted anew."""
    return replace_deadline(
        deadline, kind=Change.CORRECTION, reason=reason, decided_by=decided_by, event=event, starts=starts
    )


@transaction.atomic
def amend_grant(
    fact: Deadline,
    *,
    reason: str,
    decided_by: str,
    event: Event,
    due_on: date | None = None,
    granted: Stated | None = None,
    granted_by: str = "",
    decided_on: date | None = None,
) -> Deadline:
    """The extension that the row `fact` holds was entered wrong: what was granted in truth; nothing, if neither
    a day nor a length is given. Who gave it and when stay as they were where not said."""
    rows = locked_chain(fact)
    new = _amending(rows[-1], fact, reason, decided_by)
    new.granted_to, new.granted, new.granted_by = due_on, granted, granted_by or fact.granted_by
    new.decided_on = decided_on or fact.decided_on
    settle([*rows, new])
    return swap(rows[-1], new, event)


@transaction.atomic
def amend_pause(fact: Deadline, *, on: date, reason: str, decided_by: str, event: Event) -> Deadline:
    """The day of the pause or of the resumption that the row `fact` holds was entered wrong."""
    rows = locked_chain(fact)
    new = _amending(rows[-1], fact, reason, decided_by)
    if fact.change_kind == Change.PAUSE:
        new.paused_on = on
    else:
        new.resumed_on = on
    settle([*rows, new])
    return swap(rows[-1], new, event)


def successor(old: Deadline, kind: str, reason: str, decided_by: str) -> Deadline:
    kept = {name: getattr(old, name) for name in KEPT}
    return Deadline(**kept, replaces=old, change_kind=kind, change_reason=reason, decided_by=decided_by)


def _amending(old: Deadline, fact: Deadline, reason: str, decided_by: str) -> Deadline:
    new = successor(old, Change.CORRECTION, reason, decided_by)
    # A fact may be put right a second time: it stays the same fact.
    new.amends = fact.amends or fact
    return new


def _start_anew(new: Deadline, starts: When, event: Event | None) -> None:
    new.start = starts
    if event:
        new.starts_event, new.starts_assumed = event, False


def _is_later(new: Deadline, old: Deadline) -> bool:
    """Of a period that stands still too, an extension gives more time."""
    if new.due_on and old.due_on:
        return new.due_on > old.due_on
    return bool(new.granted_to or new.granted)


def swap(old: Deadline, new: Deadline, event: Event | None) -> Deadline:
    """`new` for `old`; what had ended has ended on the same day, and others that start at its end follow."""
    closed = met_when(old) if old.is_ended else None
    was = {name: getattr(old, name) for name in ("status", "closing_event", "closed_at")}
    ended = old.is_ended and not _runs_again(old, new)
    old.closed_on = old.late_days = None
    end(old, Status.REPLACED, event, None)
    if ended:
        _end_as_before(new, was, closed)
    new.save()
    if not ended:
        ladder.place(new)
    pull_along(new, event)
    return new


def _end_as_before(new: Deadline, was: dict, closed: When | None) -> None:
    for name, value in was.items():
        setattr(new, name, value)
    if new.status == Status.CLOSED:
        new.closed_on, new.late_days = (closed.day if closed else None), late_days(new, closed)


def _runs_again(old: Deadline, new: Deadline) -> bool:
    """It fell away by itself because its day was over, and by the right day it is not."""
    by_itself = old.status == Status.CANCELLED and old.closing_event.actor_id is None
    return bool(by_itself and old.has_ended_after_its_day() and new.due_on and not new.has_passed)


def followers(deadline: Deadline) -> list[Deadline]:
    """The periods that start at the end of `deadline`, as they stand."""
    rows = Deadline.objects.filter(matter_id=deadline.matter_id).exclude(follows="")
    found = rows.exclude(status=Status.REPLACED).order_by("id")
    return [row for row in found if deadline.rule in row.followed]


def pull_along(moved: Deadline, event: Event | None) -> None:
    """What starts at the end of `moved` starts at its new end."""
    for row in followers(moved):
        starts = last_end(row.matter_id, row.followed)
        if starts and starts.day != row.starts_on:
            replace_deadline(
                row,
                kind=moved.change_kind,
                reason=moved.change_reason,
                decided_by=moved.decided_by,
                event=event,
                starts=starts,
            )


def extended_day(deadline: Deadline, *, months: int = 0, days: int = 0) -> date:
    """The last day after so many months and days more, moved on from a rest day."""
    calendar = calendar_in_use(deadline)
    day = history.add_months(deadline.due_on, months)
    return history.extended_day(day, Stated(days), calendar) if days else calendar.next_working_day(day)


@transaction.atomic
def pause(deadline: Deadline, *, on: date, reason: str, decided_by: str, event: Event) -> Deadline:
    """Stop counting after `on` 中止: the row that stands until it is resumed has no day.

    Raises ValueError for a period in hours, and for one that does not run.
    """
    rows = locked_chain(deadline)
    _expect(rows[-1], Status.OPEN, "期限没有在计算，不能中止")
    new = successor(rows[-1], Change.PAUSE, reason, decided_by)
    new.paused_on = on
    settle([*rows, new])
    return swap(rows[-1], new, event)


@transaction.atomic
def resume(paused_row: Deadline, *, on: date, reason: str, decided_by: str, event: Event) -> Deadline:
    """Count on from `on` 恢复: the days after the pause began, up to and including `on`, are given back.

    Raises ValueError where nothing stands still.
    """
    rows = locked_chain(paused_row)
    _expect(rows[-1], Status.PAUSED, "期限没有中止，不能恢复")
    new = successor(rows[-1], Change.RESUME, reason, decided_by)
    new.resumed_on = on
    settle([*rows, new])
    return swap(rows[-1], new, event)


def _expect(row: Deadline, status: str, otherwise: str) -> None:
    if row.status != status:
        raise ValueError(otherwise)


def is_as_computed(rows: Sequence[Deadline]) -> bool:
    """Whether the last of `rows` has the day that follows from all of them today. Where it has, the rest (its
    explanation, whether it is provisional, the day before an extension) is brought up to date in place."""
    row = rows[-1]
    found = history.standing(history_of(rows), calendar_in_use(row))
    if (found.due_on, found.due_at, found.strict_on) != (row.due_on, row.due_at, row.strict_on):
        return False
    if (found.provisional, found.explanation, found.original_on) != (
        row.provisional,
        row.explanation,
        row.original_on,
    ):
        take_over(row, found)
        row.save()
    return True
