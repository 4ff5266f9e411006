"""What a person's worklist is made of: open deadlines with their matters, read in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from deadlines.statutes import RIGHTS
from matters.models import Matter
from recommendations.models import IntendedRecipient
from workflow.lists.concrete import concrete_by_key, share

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


def read(*parts: DeadlineQuerySet) -> list[Duty]:
    """The duties of each of `parts` in its order, rights left out.

    One query a part, one a model, two for whom they name, and one for whom drafts are meant.
    """
    rows = [row for part in parts for row in _limited(part)]
    concrete = share(concrete_by_key((row.matter_id, row.matter_kind) for row in rows), *rows)
    for row in rows:
        row.matter = concrete[row.matter_id]
    names = _intended(concrete.values())
    return [Duty(row, concrete[row.matter_id], names.get(row.matter_id, "")) for row in rows]


def _intended(matters: Iterable[Matter]) -> dict[int, str]:
    drafts = [matter.pk for matter in matters if not matter.recipient_id]
    if not drafts:
        return {}
    names: dict[int, list[str]] = {}
    meant = IntendedRecipient.objects.filter(recommendation__in=drafts).select_related("organisation")
    for row in meant.order_by("id"):
        names.setdefault(row.recommendation_id, []).append(row.organisation.short_name)
    return {pk: f"拟发{'、'.join(found)}" for pk, found in names.items()}


def _limited(rows: DeadlineQuerySet) -> DeadlineQuerySet:
    return rows.exclude(rule__in=RIGHTS).annotate(matter_kind=F("matter__kind"))[:LIMIT]


def one_each(duties: Iterable[Duty]) -> list[Duty]:
    """One row a matter: the first of its duties, with those behind it."""
    found: dict[int, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.matter.pk, []).append(duty)
    return [replace(first, others=tuple(duty.deadline for duty in rest)) for first, *rest in found.values()]
