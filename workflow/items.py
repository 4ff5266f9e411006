"""Of several things that one rule counts in a matter, the one that a page of a step is about, as its address names it."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from deadlines.models import Deadline
from workflow.steps import Step

ITEM = "item"
LONGEST = Deadline._meta.get_field("subject").max_length


def about_item(item: str) -> str:
    """What stands behind the address of a step; nothing where it is about the whole matter."""
    return f"?{urlencode({ITEM: item})}" if item else ""


def asked_for(request: HttpRequest) -> str:
    return request.GET.get(ITEM, "")[:LONGEST]


def item_of(step: Step, deadline: Deadline | None) -> str:
    """The subject of `deadline`, where the form of the step that meets it asks which one is meant."""
    is_met = deadline is not None and deadline.rule in step.fulfils
    return deadline.subject if is_met and step.form_class().item_field else ""


def address(step: Step, matter, deadline: Deadline | None = None) -> str:
    """The page of `step`, about what `deadline` is about."""
    return reverse("matters:step", args=[matter.pk, step.name]) + about_item(item_of(step, deadline))
