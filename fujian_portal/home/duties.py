"""What a person's worklist is made of: open deadlines with their matters, read in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from deadlines.statutes import RIGHTS
from matters.models import Matter
from organisations.models import Membership
from workflow.lists.concrete import concrete_by_key, share
from workflow.lists.worklist import Button, worklist_of

#: A worklist reads no more; beyond, the list with its filters is the better tool.
LIMIT = 200


@dataclass(frozen=True)
class Duty:
    """An open deadline and its matter as its own class.

    `others` are further ones of the same matter; `intended` names whom a draft is meant for.
    """

    deadline: Deadline
    matter: Matter
    intended: str = ""
    others: tuple[Deadline, ...] = ()


def read(*parts: DeadlineQuerySet, rights: bool = False) -> list[Duty]:
    """The duties of each of `parts` in its order; rights, which are none, where `rights` asks for them.

    One query a part, one a model, two for whom they name, and one for whom drafts are meant.
    """
    rows = [row for part in parts for row in _limited(part, rights)]
    concrete = share(concrete_by_key((row.matter_id, row.matter_kind) for row in rows), *rows)
    for row in rows:
        row.matter = concrete[row.matter_id]
    names = _intended(concrete.values())
    return [Duty(row, concrete[row.matter_id], names.get(row.matter_id, "")) for row in rows]


def _intended(matters: Iterable[Matter]) -> dict[int, str]:
    drafts: dict[type[Matter], list[Matter]] = {}
    for matter in matters:
        if not matter.recipient_id:
            drafts.setdefault(type(matter), []).append(matter)
    names: dict[int, str] = {}
    for model, found in drafts.items():
        names |= worklist_of(model).meant_for(found)
    return names


def _limited(rows: DeadlineQuerySet, rights: bool) -> DeadlineQuerySet:
    asked = rows if rights else rows.exclude(rule__in=RIGHTS)
    return asked.annotate(matter_kind=F("matter__kind"))[:LIMIT]


def next_of_mine(duty: Duty, membership: Membership) -> Button:
    return worklist_of(type(duty.matter)).mine(duty.deadline, duty.matter, membership)


def next_while_waiting(duty: Duty, membership: Membership) -> Button | None:
    return worklist_of(type(duty.matter)).waiting(duty.deadline, duty.matter, membership)


def item_of(duty: Duty) -> str:
    return worklist_of(type(duty.matter)).item(duty.deadline)


def one_each(duties: Iterable[Duty]) -> list[Duty]:
    """One row a matter: the first of its duties, with those behind it; what is owed item by item has a row each."""
    found: dict[tuple[int, str], list[Duty]] = {}
    for duty in duties:
        found.setdefault((duty.matter.pk, item_of(duty)), []).append(duty)
    return [replace(first, others=tuple(duty.deadline for duty in rest)) for first, *rest in found.values()]
