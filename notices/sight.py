"""A notice says no more of a matter than its reader may see of it now, and leads nowhere else."""

from collections.abc import Iterable, Sequence

from matters.models import Matter
from notices.models import Notice
from organisations.models import Membership

UNSEEN = "本消息所说的事项，您现在不能查阅。"


def masked(notices: Iterable[Notice], places: Sequence[Membership]) -> list[Notice]:
    """`notices` for the inbox of who holds `places`; in memory alone, the rows stay as they are."""
    rows = list(notices)
    about = [notice.pk for notice in rows if notice.matter_id]
    seen = (
        set(Notice.objects.filter(pk__in=about).seen_from(places).values_list("pk", flat=True))
        if about
        else ()
    )
    for notice in rows:
        if notice.matter_id and notice.pk not in seen:
            notice.text, notice.link, notice.next_step, notice.due = UNSEEN, "", "", None
    return rows


def is_seen(notice: Notice, places: Iterable[Membership]) -> bool:
    """Whether what it is about may be seen from one of the `places` held in the organisation it was sent to."""
    held = [place for place in places if place.organisation_id == notice.organisation_id]
    return notice.matter_id is None or any(
        Matter.objects.visible_to(place).filter(pk=notice.matter_id).exists() for place in held
    )
