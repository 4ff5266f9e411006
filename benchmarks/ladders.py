"""Every open deadline on its ladder. Nothing is due, until a run asks for so many that are."""

from datetime import timedelta

from django.db.models import QuerySet

from benchmarks.bare import bare
from benchmarks.copying import copy, restart_sequence
from common import clock
from deadlines.models import Deadline, Ladder

FAR = timedelta(days=3650)
LONG_AGO = timedelta(days=400)
#: The rung fifteen days before the last day has passed and no other: one person is told of each.
NEAR = (timedelta(days=8), timedelta(days=14))


def put_on_ladders() -> None:
    open_ones = Deadline.objects.filter(status="open").order_by("pk").values_list("pk", flat=True)
    now = clock.now()
    rows = ([pk, pk, now + FAR, now - LONG_AGO] for pk in open_ones.iterator(50_000))
    with bare([Ladder]):
        copy(Ladder, ["id", "deadline_id", "next_at", "since"], rows, at_any_hour=True)
    restart_sequence(Ladder)


def make_due(count: int) -> None:
    """So many ladders have a rung that has come. Raises ValueError where there are fewer."""
    keys = list(_near().values_list("pk", flat=True)[:count])
    if len(keys) < count:
        raise ValueError(f"{count} reminders are more than there are deadlines near their last day")
    Ladder.objects.filter(pk__in=keys).update(next_at=clock.now() - timedelta(minutes=1))


def let_none_be_due() -> None:
    soon = clock.now() + FAR / 2
    Ladder.objects.filter(next_at__lt=soon).update(next_at=clock.now() + FAR)


def _near() -> QuerySet[Ladder]:
    first, last = (clock.today() + distance for distance in NEAR)
    return Ladder.objects.filter(deadline__due_on__range=(first, last)).order_by("pk")
