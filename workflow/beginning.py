"""A matter as the step that begins it tells of it: the one way by which its first values reach it."""

from collections.abc import Mapping
from typing import Any

from matters import in_use
from matters.models import Matter
from workflow.actors import Actor, System
from workflow.steps import VALUES, Step


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
