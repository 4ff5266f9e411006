"""What a house merely reads along, and somebody else is late with."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from fujian_portal.home.duties import Duty, one_each, read
from fujian_portal.home.parts import list_url, part
from fujian_portal.home.rows import group
from matters.models import Participation
from matters.registry import kinds_of, registered_models
from organisations.models import Membership


def late(membership: Membership) -> dict[str, Any] | None:
    """抄送本单位的事项，已经逾期: by law, the one that has been late longest first."""
    found = one_each(read(_rows(membership)))
    if not found:
        return None
    options = {"mover": _move, "following": lambda duty, reader: None, "tone": "overdue"}
    more = list_url(due="overdue", sort="due")
    return part("抄送本单位的事项", [group("watched", "逾期", found, membership, more_url=more, **options)])


def _rows(membership: Membership) -> DeadlineQuerySet:
    home = membership.organisation_id
    rows = Deadline.objects.open().dated().passed().filter(_watched_by(home), audience=None)
    rows = rows.exclude(basis__in=Deadline.BY_NO_LAW).exclude(Q(debtor=home) | Q(creditor=home))
    return rows.exclude(debtor=F("matter__lead"), matter__lead=home).order_by("due_at", "id")


def _watched_by(house: int) -> Q:
    """Its kind says of the role in which the house takes part that it watches; kinds of the same roles at once."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for model in registered_models():
        if model.watching:
            kinds.setdefault(model.watching, []).extend(kinds_of(model))
    mine = Participation.objects.filter(matter=OuterRef("matter"), organisation=house)
    watched = Q(pk__in=[])
    for roles, codes in kinds.items():
        watched |= Q(Exists(mine.filter(role__in=roles)), matter__kind__in=codes)
    return watched


def _move(duty: Duty) -> str:
    return f"等待{duty.deadline.debtor.short_name}：{duty.deadline.label}"
