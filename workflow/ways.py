"""The ways to begin a matter, from the declarations of the steps."""

from typing import Any

from django.urls import reverse

from matters import in_use, registry
from organisations.models import Membership, Organisation
from workflow.steps import Step, steps_of


def areas(membership: Membership) -> list[dict[str, Any]]:
    """By area what `membership` may begin: {label, ways [{label, hint, url}]}, in the order of registration."""
    found = ((area, _ways(models, membership)) for area, models in registry.areas().items())
    return [{"label": area, "ways": ways} for area, ways in found if ways]


def _ways(models: list[type], membership: Membership) -> list[dict[str, str]]:
    return [_way(model, step) for model in models for step in open_to(model, membership)]


def open_to(model: type, membership: Membership) -> list[Step]:
    """The steps by which `membership` may begin a matter of this kind where it is."""
    house = membership.organisation
    return [step for step in able_to_take(model, membership) if not unused(model, step, house)]


def able_to_take(model: type, membership: Membership) -> list[Step]:
    """The steps that begin a matter of this kind and are `membership`'s, be it in use in its place or not."""
    if membership.is_administrator:
        return []
    creating = [step for step in steps_of(model).values() if step.creates and step.listed]
    house = membership.organisation
    return [step for step in creating if not step.who.refusal(model.begun(house, step.name), membership)]


def unused(model: type, step: Step, house: Organisation) -> str:
    """Why `house` begins nothing by `step` where it is, in Chinese; empty where some kind of it is in use there."""
    return in_use.refusal(model.kinds_begun_by(step.name), house.jurisdiction)


def _way(model: type, step: Step) -> dict[str, str]:
    url = reverse("matters:new", args=[model._meta.model_name, step.name])
    return {"label": step.label, "hint": step.hint, "url": url}
