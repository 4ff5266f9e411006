"""When a place goes to somebody else, the open matters for which it is responsible go along."""

from django.db.models import Count, QuerySet

from matters.kinds import Phase
from matters.models import Participation
from organisations import services
from organisations.models import Membership


@services.on_replacement
def move_responsibility(old: Membership, new: Membership, by: Membership | None) -> None:
    """Hand over what is open; what is closed keeps the name of whoever did it."""
    for row in Participation.objects.filter(responsible=old).exclude(matter__phase=Phase.CLOSED):
        row.responsible = new
        row.save(update_fields=["responsible"])


@services.on_open_work
def open_work(places: QuerySet[Membership]) -> dict[int, int]:
    """How many open matters each of `places` is still responsible for, as handler or as responsible person."""
    rows = Participation.objects.filter(responsible__in=places).exclude(matter__phase=Phase.CLOSED)
    return dict(rows.values_list("responsible").annotate(Count("matter", distinct=True)))
