"""What a reader may see, asked for once a page; and counting in it without counting a whole table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matters.models import Matter
from matters.queries import MatterQuerySet
from organisations.models import Membership
from workflow.lists.filters import Filters

#: So many matters of a branch are counted; beyond, a count says at least how many.
MOST = 10_000


@dataclass(frozen=True)
class Sight:
    """The branches of `MatterQuerySet.branches`: each starts with an organisation or a jurisdiction."""

    membership: Membership
    branches: Sequence[MatterQuerySet]

    @classmethod
    def of(cls, membership: Membership) -> "Sight":
        return cls(membership, Matter.objects.branches(membership))

    def narrowed(self, filters: Filters, *, leaving_out: str = "") -> list[MatterQuerySet]:
        return [filters.apply(rows, self.membership, leaving_out=leaving_out) for rows in self.branches]

    def window(self, filters: Filters, *, leaving_out: str = "") -> MatterQuerySet:
        """The first `MOST` matters of each branch under `filters`, each once.

        A limit inside a UNION does not exist on SQLite, hence the subquery in each part.
        """
        found = self.narrowed(filters, leaving_out=leaving_out)
        keys = [rows.order_by().values("pk")[:MOST] for rows in found]
        first, *others = [Matter.objects.order_by().filter(pk__in=part) for part in keys]
        if not others:
            return first
        every = first.values("pk").union(*(part.values("pk") for part in others))
        return Matter.objects.order_by().filter(pk__in=every)

    @cached_property
    def holds_more(self) -> bool:
        """Whether a branch has more rows than are looked at, so that a small count may be too small."""
        return any(rows.order_by().values("pk")[MOST : MOST + 1].exists() for rows in self.branches)
