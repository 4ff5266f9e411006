"""How many open matters hang on a place, so that nothing is left with somebody who has gone."""

from django.db.models import Count, QuerySet

from matters.kinds import Phase
from matters.models import Participation
from organisations import services
from organisations.models import Membership


@services.on_open_work
def open_work(places: QuerySet[Membership]) -> dict[int, int]:
    """How many open matters each of `places` is still responsible for, as handler or as responsible person."""
    rows = Participation.objects.filter(responsible__in=places).exclude(matter__phase=Phase.CLOSED)
    return dict(rows.values_list("responsible").annotate(Count("matter", distinct=True)))
