"""保存: the other use of the one door. Writes field history and no event; only steps write events."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from common import clock
from matters import standing
from matters.models import Matter
from organisations.models import Membership
from workflow.errors import Refused, Stale
from workflow.perform import locked


@transaction.atomic
def save(
    *,
    matter: Matter,
    actor: Membership,
    version: int | None,
    may: Callable[[Matter, Membership], str],
    values: dict[str, Any],
    rows: Callable[[Matter], None] | None = None,
) -> Matter:
    """Write `values` to the matter's own columns, and what `rows` does to its child rows, under lock.

    What is written here is taken over by the next event (`matters.standing`).
    `may` gives the reason against it in Chinese, empty when allowed. Raises Refused or Stale.
    """
    matter = locked(matter)
    if version is not None and version != matter.version:
        raise Stale(matter, [])
    if reason := may(matter, actor):
        raise Refused(reason)
    with standing.collecting():
        for name, value in values.items():
            setattr(matter, name, value)
        if rows:
            rows(matter)
        matter.version += 1
        matter.changed_at = clock.now()
        matter.save()
    return matter
