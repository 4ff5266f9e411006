"""Opening, closing and changing what is owed. Called by `workflow.perform` alone, inside its transaction."""

from datetime import date
from math import ceil

from django.db.models import QuerySet

from common import clock
from common.when import When
from deadlines import ladder, statutes
from deadlines.compute import Computation, compute
from deadlines.days import calendar_in_use
from deadlines.explain import fixed_day, without_start
from deadlines.models import Deadline
from deadlines.statute import Statute
from matters.models import Event, Matter
from organisations.models import Organisation

Status = Deadline.Status


def open_deadline(
    *,
    matter: Matter,
    rule: str,
    debtor: Organisation,
    event: Event,
    creditor: Organisation | None = None,
    starts: When | None = None,
    stated_days: int | None = None,
    due_on: date | None = None,
    label: str | None = None,
    responsible_role: str | None = None,
    audience: Organisation | None = None,
    starts_assumed: bool = False,
    subject: str = "",
    quiet: bool = False,
) -> Deadline:
    """A period that starts with `event`: counted by the rule from `starts`, or its last day stated as `due_on`.

    A month or a year as `starts` gives no day, and the sentence says why. Raises UnknownRule, and ValueError
    where the document may not state days.
    """
    statute = statutes.get(rule, starts.day if starts else None)
    row = Deadline(
        matter_id=matter.pk,
        rule=rule,
        subject=subject,
        label=label or statute.duty,
        act=statute.act,
        debtor=debtor,
        creditor=creditor,
        responsible_role=responsible_role or statute.role,
        citation=statute.citation,
        starts_event=event,
        stated_days=stated_days,
        starts_assumed=starts_assumed,
        audience=audience,
        quiet=quiet,
        county=matter.county,
        prefecture=matter.prefecture,
        province=matter.province,
    )
    set_days(row, starts=starts, due_on=due_on)
    row.original_on = row.due_on
    return _enter(row)


def set_days(row: Deadline, *, starts: When | None, due_on: date | None = None) -> None:
    """Give `row` its start and its last day, with the sentence that explains it."""
    statute = statutes.get(row.rule, starts.day if starts else None)
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
        stated_days=row.stated_days,
        given_back=row.given_back,
        calendar=calendar_in_use(),
    )


def take_over(row: Deadline, computed: Computation) -> None:
    row.due_on, row.due_at = computed.due_on, computed.due_at
    row.strict_on, row.provisional = computed.strict_on, computed.provisional
    row.explanation = computed.explanation
    if row.starts_assumed:
        row.explanation = f"{row.explanation[:-1]}；收到日期未登记，以制发日期推定。"


def basis_of(statute: Statute, row: Deadline) -> str:
    if statute.is_target:
        return Deadline.Basis.TARGET
    stated = row.stated_days is not None or row.is_fixed or statute.length is None
    return Deadline.Basis.STATED if stated else Deadline.Basis.STATUTORY


def _enter(row: Deadline) -> Deadline:
    row.save()
    ladder.place(row)
    return row


def running(*, matter: Matter, rule: str = "") -> QuerySet[Deadline]:
    """Open and paused deadlines of `matter`, of one rule where given, locked for this transaction."""
    rows = Deadline.objects.running().filter(matter_id=matter.pk).order_by("id").select_for_update()
    return rows.filter(rule=rule) if rule else rows


def close_deadlines(
    *,
    matter: Matter,
    rule: str,
    event: Event,
    on: When | date | None,
    debtor: Organisation | None = None,
    subject: str | None = None,
    cancelled: bool = False,
) -> list[Deadline]:
    """What is owed under `rule` was done on `on` (None: no day known), or falls away. The rows that ended."""
    rows = running(matter=matter, rule=rule)
    if debtor is not None:
        rows = rows.filter(debtor=debtor)
    if subject is not None:
        rows = rows.filter(subject=subject)
    status = Status.CANCELLED if cancelled else Status.CLOSED
    return [end(row, status, event, None if on is None else When.of(on)) for row in rows]


def cancel_all(*, matter: Matter, event: Event, reason: str = "") -> list[Deadline]:
    """Whatever still runs in `matter` falls away. The rows that ended."""
    rows = list(running(matter=matter))
    for row in rows:
        row.change_reason = row.change_reason or reason[:500]
    return [end(row, Status.CANCELLED, event, None) for row in rows]


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
    return max(0, (on.day - row.due_on).days)


def take_on(*, matter: Matter) -> list[Deadline]:
    """A handler has taken on an imported matter 认领: from now on its open deadlines are reminded of."""
    rows = list(running(matter=matter).filter(quiet=True))
    for row in rows:
        row.quiet = False
        _enter(row)
    return rows
