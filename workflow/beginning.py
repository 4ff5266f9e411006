"""A matter as the step that begins it tells of it: the one way by which its first values reach it."""

from collections.abc import Mapping
from typing import Any

from matters import in_use
from matters.models import Matter
from matters.parties import LEAD
from organisations.models import Role
from workflow.actors import Actor, System
from workflow.effects import Effects, Join, Taking
from workflow.handlers import checked
from workflow.steps import VALUES, Step
from workflow.who import OFFICE


def fill(matter, step: Step, data: Mapping[str, Any]) -> None:
    """Give `matter` the fields that a creating step was given. Raises TypeError for what is none of its."""
    given = (data.get(VALUES) or {}) if step.creates else {}
    for name, value in given.items():
        if not hasattr(type(matter), name):
            raise TypeError(f"{type(matter).__name__} has no field {name}")
        setattr(matter, name, value)


def refusal(matter: Matter, actor: Actor, opener: Matter | None) -> str:
    """Why no matter of this kind begins where it would be led, in Chinese; empty where it may.

    What another of its own kind becomes goes on with that one, and what comes from a ledger has been already.
    `opener`: the matter whose step opens it.
    """
    goes_on = opener.kind == matter.kind if opener else isinstance(actor, System)
    if matter.pk or goes_on or not matter.kind:
        return ""
    return in_use.refusal([matter.kind], matter.lead.jurisdiction)


def begin(matter, taking: Taking) -> Effects:
    """What every creating step does: the lead takes part, somebody in it is responsible.

    Whoever registers does not become the handler by that: only a procurator, or one of the office of another house,
    who names nobody is in charge.
    """
    actor = taking.actor
    if matter.handler_id is None and actor.pk and actor.role in (Role.HANDLER, *OFFICE):
        matter.handler = actor
    matter.county, matter.prefecture, matter.province = matter.lead.jurisdiction.codes().values()
    return Effects(audience=matter.lead, joins=[Join(matter.lead, LEAD, matter.handler)])


def begin_in_charge(matter, taking: Taking) -> Effects:
    """`begin` by a person: it is somebody's matter from the first. Raises Invalid."""
    effects = begin(matter, taking)
    checked(matter.handler, matter.lead)
    return effects
