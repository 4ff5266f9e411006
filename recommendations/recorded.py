"""What was recorded with a superior procuratorate, as its people see it."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from organisations.models import Membership
from recommendations.models import Recommendation
from recommendations.records import SuperiorRecord
from workflow.lists.masking import shown_title
from workflow.steps import steps_of


def recorded_with(membership: Membership) -> QuerySet:
    """What waits for an opinion first, then the latest."""
    seen = Recommendation.objects.visible_to(membership).values("pk")
    rows = SuperiorRecord.objects.filter(superior=membership.organisation_id, recommendation__in=seen)
    related = ("recommendation__lead", "recommendation__recipient", "event")
    return rows.select_related(*related).order_by(F("noted").asc(nulls_first=True), "-pk")


def waiting_with(membership: Membership) -> QuerySet:
    return recorded_with(membership).filter(noted=None).order_by("pk")


def line(row: SuperiorRecord, membership: Membership) -> dict[str, Any]:
    """For templates: whose, what, since when, and the way to the step for those who may take it."""
    matter, step = row.recommendation, steps_of(Recommendation)["note_record"]
    may_note = row.noted_id is None and step.fits(matter.state) and not step.who.refusal(matter, membership)
    return {
        "lead": matter.lead.short_name,
        "unit": matter.named_in_group,
        "title": f"{matter.number} {shown_title(matter, membership)}".strip(),
        "url": reverse("matters:matter", args=[matter.pk]),
        "what": row.what,
        "when": row.event.when,
        "opinion": row.get_opinion_display(),
        "step_url": reverse("matters:step", args=[matter.pk, step.name]) if may_note else "",
    }
