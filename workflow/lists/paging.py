"""The rows of one list under its filters and in its order, page by page."""

from collections.abc import Iterator
from typing import Any

from common import paging
from matters.models import Matter
from matters.queries import MatterQuerySet
from workflow.lists.due import with_next_due
from workflow.lists.filters import Filters
from workflow.lists.sight import Sight

SIZE = 30
ORDERINGS = {
    "changed": paging.Ordering("changed_at", descending=True),
    "due": paging.Ordering("next_due"),
}


def branches(sight: Sight, filters: Filters) -> list[MatterQuerySet]:
    """Each way by which the reader comes to see matters, narrowed by `filters`, with what they are sorted by."""
    found = sight.narrowed(filters)
    if filters.sort == "due":
        return [with_next_due(rows, sight.membership, filters.due) for rows in found]
    return found


def page(sight: Sight, filters: Filters, after: str = "", before: str = "") -> paging.Page:
    """One page. Raises ValueError for what is no key."""
    return paging.read(
        branches(sight, filters),
        ORDERINGS[filters.sort],
        after=paging.decode(after),
        before=paging.decode(before),
        size=SIZE,
    )


def pager(shown: paging.Page, filters: Filters) -> dict[str, Any]:
    """For components/pager.html."""
    ordering, here = ORDERINGS[filters.sort], filters.url()
    links = {"previous_url": "", "next_url": ""}
    if shown.rows and shown.earlier:
        links["previous_url"] = f"{here}&before={paging.encode(ordering.key(shown.rows[0]))}"
    if shown.rows and shown.later:
        links["next_url"] = f"{here}&after={paging.encode(ordering.key(shown.rows[-1]))}"
    return links


def everything(sight: Sight, filters: Filters, *, most: int) -> Iterator[Matter]:
    """All pages one behind the other, up to `most` matters."""
    ordering, key, left = ORDERINGS[filters.sort], None, most
    rows = branches(sight, filters)
    while left:
        found = paging.read(rows, ordering, after=key, size=min(1000, left))
        yield from found.rows
        if not found.later:
            return
        left -= len(found.rows)
        key = ordering.key(found.rows[-1])
