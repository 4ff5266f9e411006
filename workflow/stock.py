"""盘点: an event for each matter from before events spoke for rows, so that from then on everything is covered."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from common import clock
from matters.models import Event, Matter
from matters.registry import concrete
from matters.verifying import TAKE_STOCK
from workflow.actors import System
from workflow.perform import perform

REASON = "文书、附件、期限等资料自本条起纳入校验"


def without_stock() -> QuerySet[Matter]:
    """Matters none of whose events speaks for all rows, in order."""
    whole = Q(number=1) | Q(verb=TAKE_STOCK)
    spoken = Event.objects.filter(whole, matter=OuterRef("pk"), stands__isnull=False)
    return Matter.objects.filter(~Exists(spoken), last_event_number__gt=0).order_by("pk")


def take_stock(matters: QuerySet[Matter], reason: str = REASON, *, until: datetime | None = None) -> int:
    """Each matter in a transaction of its own; how many. Broken off, it is taken up where it stands.

    `until`: a moment after which no further one is begun.
    """
    return sum(_take(matter, reason) for matter in _in_time(matters, until))


def _in_time(matters: QuerySet[Matter], until: datetime | None) -> Iterator[Matter]:
    for matter in matters.iterator(chunk_size=500):
        if until and clock.machine() >= until:
            return
        yield matter


def _take(matter: Matter, reason: str) -> int:
    perform(matter=concrete(matter), step=TAKE_STOCK, actor=System("盘点"), reason=reason)
    return 1
