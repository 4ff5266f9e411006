"""Putting an obligation right: what it is owed under, by whom, from when, how long, or the day on which it was met."""

from django.db import transaction

from common.when import When
from deadlines import local
from deadlines.chain import locked_chain, settle
from deadlines.changes import successor, swap
from deadlines.counting import Status, late_days
from deadlines.models import Deadline
from matters.models import Event
from matters.names import about

Change = Deadline.Change


@transaction.atomic
def rewrite(
    row: Deadline,
    *,
    reason: str,
    decided_by: str,
    event: Event,
    rule: str = "",
    starts: When | None = None,
    **fields,
) -> Deadline:
    """A new version under another `rule`, from another start, or with other `fields` (stated, debtor, creditor).

    What was granted, and how long counting stood still, is kept; what has ended stays ended.
    """
    rows = locked_chain(row)
    new = successor(rows[-1], Change.CORRECTION, reason, decided_by)
    if rule and rule != new.rule:
        statute = local.rule_for(rule, new, (starts or new.start) and (starts or new.start).day)
        new.rule, new.act = rule, statute.act
        new.label = about(statute.duty, new.matter.concrete)
    for name, value in fields.items():
        setattr(new, name, value)
    if starts:
        new.start, new.starts_event, new.starts_assumed = starts, event, bool(fields.get("starts_assumed"))
    settle([*rows, new])
    return swap(rows[-1], new, event)


@transaction.atomic
def meet_on(row: Deadline, on: When) -> Deadline:
    """What was owed was met on another day than was entered: by how much it was late is counted anew.

    The row is changed in its place, with its history: what was owed has not changed. Raises ValueError for one
    that was not met.
    """
    newest = locked_chain(row)[-1]
    if newest.status != Status.CLOSED:
        raise ValueError("期限没有办结，不能更正办结日期")
    newest.closed_on, newest.late_days = on.day, late_days(newest, on)
    newest.save()
    return newest
