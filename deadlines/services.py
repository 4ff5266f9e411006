"""Opening, closing and changing what is owed. Called by `workflow.perform` alone, inside its transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from common.when import When
from deadlines import ladder, local
from deadlines.amending import meet_on, rewrite
from deadlines.chain import last_end, settle
from deadlines.changes import (
    amend_grant,
    amend_pause,
    extended_day,
    pause,
    recount_met,
    replace_deadline,
    resume,
)
from deadlines.counting import Status, end
from deadlines.kept_rule import kept
from deadlines.models import Deadline
from deadlines.statute import Stated, Statute
from matters.models import Event, Matter
from matters.names import about
from organisations.models import Organisation

__all__ = [
    "amend_grant",
    "amend_pause",
    "cancel_all",
    "close_deadlines",
    "ended",
    "extended_day",
    "meet_on",
    "open_deadline",
    "pause",
    "recount_met",
    "replace_deadline",
    "resume",
    "rewrite",
    "running",
    "take_on",
]


def open_deadline(
    *,
    matter: Matter,
    rule: str,
    debtor: Organisation,
    event: Event,
    creditor: Organisation | None = None,
    starts: When | None = None,
    stated: Stated | None = None,
    due_on: date | None = None,
    label: str | None = None,
    responsible_role: str | None = None,
    audience: Organisation | None = None,
    starts_assumed: bool = False,
    subject: str = "",
    quiet: bool = False,
    follows: Sequence[str] = (),
) -> Deadline:
    """A period that starts with `event`: counted by the rule from `starts`, or its last day stated as `due_on`.

    `follows`: it starts at the last end of the matter's periods of these rules, now and after every change of
    them. A month or a year as `starts` gives no day, and the sentence says why. Raises UnknownRule, and
    ValueError where the document may not state a period.
    """
    if follows:
        starts = last_end(matter.pk, follows) or starts
    statute = local.rule_for(rule, matter, starts.day if starts else None)
    row = Deadline(
        matter_id=matter.pk,
        rule=rule,
        subject=subject,
        label=label or about(statute.duty, matter),
        act=statute.act,
        debtor=debtor,
        creditor=creditor,
        responsible_role=responsible_role or statute.role,
        citation=statute.citation,
        starts_event=event,
        stated=stated,
        starts_assumed=starts_assumed,
        fixed_on=due_on,
        follows=" ".join(follows),
        audience=audience,
        quiet=quiet,
        county=matter.county,
        prefecture=matter.prefecture,
        province=matter.province,
    )
    row.start = starts
    row.kept_rule = _in_its_words(statute, matter)
    settle([row])
    return _enter(row)


def _in_its_words(statute: Statute, matter: Matter) -> dict | None:
    """The rule to keep where its start is said in other words: 自收到检察意见书的次日起. None where it is not."""
    starts = about(statute.starts, matter)
    return kept(replace(statute, starts=starts)) if starts != statute.starts else None


def _enter(row: Deadline) -> Deadline:
    row.save()
    ladder.place(row)
    return row


def running(*, matter: Matter, rule: str = "") -> QuerySet[Deadline]:
    """Open and paused deadlines of `matter`, of one rule where given, locked for this transaction."""
    rows = Deadline.objects.running().filter(matter_id=matter.pk).order_by("id").select_for_update()
    return rows.filter(rule=rule) if rule else rows


def ended(*, matter: Matter, rule: str, began: When) -> QuerySet[Deadline]:
    """What was owed under `rule` from the day `began` and has been done or fell away, locked for this transaction."""
    over = (Status.CLOSED, Status.CANCELLED)
    rows = Deadline.objects.filter(matter_id=matter.pk, rule=rule, status__in=over, starts_on=began.day)
    return rows.order_by("id").select_for_update()


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
    """What is owed under `rule` was done on `on` (None: no day known), or falls away. The rows that ended.

    Raises TypeError where several houses owe it and nobody says whose is met: one's work would close everybody's.
    """
    rows = running(matter=matter, rule=rule)
    if debtor is None and subject is None and not cancelled and len({row.debtor_id for row in rows}) > 1:
        raise TypeError(f"several houses owe {rule}: whose is met?")
    if debtor is not None:
        rows = rows.filter(debtor=debtor)
    if subject is not None:
        rows = rows.filter(subject=subject)
    status = Status.CANCELLED if cancelled else Status.CLOSED
    return [end(row, status, event, None if on is None else When.of(on)) for row in rows]


def hush(*, matter: Matter, rule: str) -> None:
    """What is owed under `rule` is said to be done: it runs on, and nobody is reminded of it."""
    for row in running(matter=matter, rule=rule):
        row.quiet = True
        row.save()
        ladder.remove(row, "已报告办理")


def let_rest(*, matter: Matter, rule: str) -> None:
    """What is owed under `rule` runs on while the examination stands still: nobody is called or reminded, nothing red."""
    for row in running(matter=matter, rule=rule).filter(rests=False):
        row.rests = True
        row.save()
        ladder.remove(row, "已中止审查")


def wake(*, matter: Matter) -> None:
    """The examination goes on 恢复审查: what rested is again as the calendar has it."""
    for row in running(matter=matter).filter(rests=True):
        row.rests = False
        row.save()
        ladder.place(row)


def cancel_all(
    *, matter: Matter, event: Event, reason: str = "", sparing: Sequence[str] = ()
) -> list[Deadline]:
    """Whatever still runs in `matter` falls away, but for the rules in `sparing`. The rows that ended."""
    rows = list(running(matter=matter).exclude(rule__in=sparing))
    for row in rows:
        row.change_reason = row.change_reason or reason
    return [end(row, Status.CANCELLED, event, None) for row in rows]


def take_on(*, matter: Matter) -> list[Deadline]:
    """A handler has taken on an imported matter 认领: from now on its open deadlines are reminded of."""
    rows = list(running(matter=matter).filter(quiet=True))
    for row in rows:
        row.quiet = False
        _enter(row)
    return rows
