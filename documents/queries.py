"""Looking up papers, numbers and patterns."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from documents.patterns import normal_form
from matters.queries import RecordQuerySet
from organisations.models import Membership, Organisation


class DocumentQuerySet(RecordQuerySet):
    def visible_to(self, membership: Membership | None) -> "DocumentQuerySet":
        """Papers of which one matter is visible, meant for this membership; none for who holds no place."""
        if membership is None:
            return self.none()
        from documents.models import DocumentShare
        from matters.models import Matter

        seen = Matter.objects.visible_to(membership).values("pk")
        shared = DocumentShare.objects.filter(matter__in=seen).values("document")
        return self.filter(Q(matter__in=seen) | Q(pk__in=shared)).in_audience(membership)

    def of(self, matter_pk: int) -> "DocumentQuerySet":
        """The papers of a matter, also those it shares; `here` is the event with which each came to it."""
        from documents.models import DocumentShare

        mine = DocumentShare.objects.filter(matter=matter_pk)
        papers = self.filter(Q(matter=matter_pk) | Q(pk__in=mine.values("document")))
        shared = mine.filter(document=models.OuterRef("pk")).values("event")
        here = Coalesce(models.Subquery(shared), models.F("made_by"), output_field=models.BigIntegerField())
        return papers.annotate(here=here)

    def for_lists(self) -> "DocumentQuerySet":
        return self.select_related("number", "audience", "made_by").order_by("id")


class NumberQuerySet(models.QuerySet):
    def in_use(self) -> "NumberQuerySet":
        return self.filter(released_at=None)

    def same_as(self, text: str) -> "NumberQuerySet":
        """Numbers that are the same as `text`, in whatever brackets and digits it was typed."""
        return self.filter(normal=normal_form(text))


class NumberPatternQuerySet(models.QuerySet):
    def for_kind(self, organisation: Organisation, kind: str, on: date) -> models.Model | None:
        """The organisation's pattern for `kind` on a local day, else its general one, else None."""
        fitting = self.filter(Q(kind=kind) | Q(kind=""), organisation=organisation, in_force_from__lte=on)
        return fitting.order_by("-kind", "-in_force_from").first()
