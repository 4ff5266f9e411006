"""Who else of the house is writing the same form now, from what each has kept of it lately."""

from datetime import timedelta

from django.http import HttpRequest

from common import clock
from matters.models import Scratch
from organisations.models import Membership

#: Who has kept nothing for so long is taken for gone.
LATELY = timedelta(minutes=15)
#: More names than these nobody reads.
MOST = 5


def others(request: HttpRequest, name: str, advice: str) -> str:
    """A sentence on who else has typed into the form `name`, since when, and `advice`; empty where nobody has."""
    rows = _rows(request, name)
    told = "；".join(
        f"{row.user.full_name}正在填写同一份内容（{clock.local(row.begun_at):%H:%M} 开始，"
        f"{clock.local(row.saved_at):%H:%M} 最近一次自动保存）"
        for row in rows
    )
    return f"{told}。{advice}" if told else ""


def _rows(request: HttpRequest, name: str) -> list[Scratch]:
    house = Membership.objects.active().filter(organisation=request.membership.organisation_id)
    found = Scratch.objects.filter(
        form=name, saved_at__gte=clock.now() - LATELY, user__in=house.values("user")
    )
    return list(found.exclude(user=request.user).select_related("user").order_by("begun_at")[:MOST])
