"""Counting what a reader may see without counting a whole table: at most so many rows are looked at."""

from matters.models import Matter
from matters.queries import MatterQuerySet
from organisations.models import Membership
from workflow.lists.filters import Filters

#: Up to here counts are exact; beyond, a count says at least how many.
MOST = 10_000


def window(membership: Membership, filters: Filters, *, leaving_out: str = "") -> MatterQuerySet:
    """The first `MOST` matters of each branch under `filters`, each once.

    A limit inside a UNION does not exist on SQLite, hence the subquery in each part.
    """
    parts = []
    for branch in Matter.objects.branches(membership):
        found = filters.apply(branch, membership, leaving_out=leaving_out).order_by()
        parts.append(Matter.objects.order_by().filter(pk__in=found.values("pk")[:MOST]))
    first, *others = parts
    if not others:
        return first
    keys = first.values("pk").union(*(part.values("pk") for part in others))
    return Matter.objects.order_by().filter(pk__in=keys)


def holds_more(membership: Membership) -> bool:
    """Whether a branch has more rows than are looked at, so that a small count may be too small."""
    return any(
        branch.order_by().values("pk")[MOST : MOST + 1].exists()
        for branch in Matter.objects.branches(membership)
    )
