"""A person's inbox, and the outbox's rows by what has to happen to them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from common import clock
from matters.models import Matter
from organisations.models import Membership


class NoticeQuerySet(models.QuerySet):
    def of(self, user) -> "NoticeQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(is_unread=True)

    def seen_from(self, places: Iterable[Membership]) -> "NoticeQuerySet":
        """Those about no matter, and about one that may be seen from the place they were sent to."""
        condition = Q(matter=None)
        for place in places:
            matters = Matter.objects.visible_to(place).order_by().values("pk")
            condition |= Q(organisation=place.organisation_id, matter__in=matters)
        return self.filter(condition)

    def inbox_order(self) -> "NoticeQuerySet":
        """Unread first, then newest first; covered by one index."""
        return self.order_by("-is_unread", "-id")

    def after(self, is_unread: bool, pk: int) -> "NoticeQuerySet":
        """What follows the notice `pk` in `inbox_order`."""
        later = Q(is_unread=is_unread, pk__lt=pk)
        return self.filter(later | Q(is_unread=False)) if is_unread else self.filter(later)

    def waiting_for_bundle(self) -> "NoticeQuerySet":
        return self.filter(awaits_bundle=True)

    def standing(self) -> "NoticeQuerySet":
        return self.filter(withdrawn_at=None)

    def mark_read(self) -> int:
        return self.unread().update(is_unread=False, read_at=clock.now())

    def withdraw(self, reason: str) -> int:
        """Their ground has gone: they ask for nothing any more and are not mailed."""
        return self.standing().update(
            withdrawn_at=clock.now(), withdrawn_reason=reason, is_unread=False, awaits_bundle=False
        )


class DeliveryQuerySet(models.QuerySet):
    def due(self) -> "DeliveryQuerySet":
        """What a worker may take up now: its time has come, or its lease has run out."""
        return self.filter(state__in=self.model.OPEN, due_at__lte=clock.now()).order_by("due_at", "id")

    def failing(self) -> "DeliveryQuerySet":
        """Given up, or refused and waiting for another try."""
        return self.filter(~Q(last_error=""), state__in=["pending", "leased", "failed"])

    def to_people_of(self, jurisdiction) -> "DeliveryQuerySet":
        """Whose recipient holds a place today in `jurisdiction` or below it."""
        places = Membership.objects.active().filter(user=OuterRef("recipient"))
        return self.filter(
            Exists(places.filter(organisation__jurisdiction__code__startswith=_prefix(jurisdiction)))
        )


def _prefix(jurisdiction) -> str:
    """What the codes of a jurisdiction and all below it begin with (GB/T 2260: two digits a level)."""
    length = {"country": 0, "province": 2, "prefecture": 4}.get(jurisdiction.level, 6)
    return jurisdiction.code[:length]
