"""Looking up papers, numbers and patterns."""

from django.db import models
from django.db.models import Q

from documents.patterns import normal_form
from matters.queries import AudienceQuerySet
from organisations.models import Membership, Organisation


class DocumentQuerySet(AudienceQuerySet):
    def visible_to(self, membership: Membership | None) -> "DocumentQuerySet":
        """Papers of matters that are visible, meant for this membership; none for who holds no place."""
        return self.none() if membership is None else super().visible_to(membership)

    def for_lists(self) -> "DocumentQuerySet":
        return self.select_related("number", "audience", "made_by").order_by("id")


class NumberQuerySet(models.QuerySet):
    def in_use(self) -> "NumberQuerySet":
        return self.filter(released_at=None)

    def same_as(self, text: str) -> "NumberQuerySet":
        """Numbers that are the same as `text`, in whatever brackets and digits it was typed."""
        return self.filter(normal=normal_form(text))


class NumberPatternQuerySet(models.QuerySet):
    def for_kind(self, organisation: Organisation, kind: str) -> models.Model | None:
        """The organisation's pattern for `kind`, else its general one, else None."""
        fitting = self.filter(Q(kind=kind) | Q(kind=""), organisation=organisation)
        return fitting.order_by("-kind").first()
