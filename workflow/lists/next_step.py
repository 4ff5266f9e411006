"""The next step of a worklist's row: the one that meets the deadline, for those who may take it."""

from typing import Any

from django.urls import reverse

from deadlines.models import Deadline
from organisations.models import Membership
from workflow import proposals
from workflow.items import address
from workflow.steps import Step, steps_of

URGENT = ("overdue", "today")


def step_meeting(deadline: Deadline, matter, membership: Membership) -> Step | None:
    """Of the steps that meet the deadline the first that fits the state and that `membership` may take.

    The conditions are left to the step's own page: an open deadline says that its step is due, and asking
    each condition of each row would take queries without end. What was prepared names its step itself.
    """
    if deadline.rule in proposals.RULES:
        named = steps_of(type(matter)).get(deadline.subject)
        is_theirs = named and (may_take(named, matter, membership) or may_prepare(named, matter, membership))
        return named if is_theirs else None
    fitting = (step for step in steps_of(type(matter)).values() if deadline.rule in step.fulfils)
    return next((step for step in fitting if may_take(step, matter, membership)), None)


def decisions_meeting(deadline: Deadline, matter, membership: Membership) -> list[Step]:
    """The steps between which whoever meets the deadline decides: each leads elsewhere."""
    fitting = (step for step in steps_of(type(matter)).values() if deadline.rule in step.fulfils)
    return [
        step
        for step in fitting
        if may_take(step, matter, membership) or may_prepare(step, matter, membership)
    ]


def may_take(step: Step, matter, membership: Membership) -> bool:
    return step.listed and step.fits(matter.state) and not step.who.refusal(matter, membership)


def may_prepare(step: Step, matter, membership: Membership) -> bool:
    """Whether they may fill it in for those of their house who take it."""
    return step.listed and step.fits(matter.state) and step.who.only_prepares(matter, membership)


def button(label: str, url: str, deadline: Deadline | None = None) -> dict[str, Any]:
    """For components/worklist_row.html; what is due or late stands out."""
    urgent = deadline is not None and deadline.urgency() in URGENT
    return {"label": label, "url": url, "weight": "primary" if urgent else ""}


def proposal_button(deadline: Deadline, matter, membership: Membership) -> dict[str, Any] | None:
    """What was prepared, for whoever decides it; for whoever prepared it, to be looked at or mended."""
    step = step_meeting(deadline, matter, membership)
    if step is None:
        return None
    if step.who.decides_prepared(matter, membership):
        return step_button(step, matter, deadline) | {"label": "核对" if step.who.prepares else "决定"}
    label = "查看提请" if deadline.rule == proposals.DECIDE else "修改提请"
    return button(label, reverse("matters:propose", args=[matter.pk, step.name]))


def preparing_button(step: Step, matter, deadline: Deadline | None = None) -> dict[str, Any]:
    return button(step.label, reverse("matters:propose", args=[matter.pk, step.name]), deadline)


def step_button(step: Step, matter, deadline: Deadline | None = None) -> dict[str, Any]:
    return button(step.label, address(step, matter, deadline), deadline)
