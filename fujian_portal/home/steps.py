"""The next step of a row on the workbench: by the deadline's rule, and where a recommendation asks for another."""

from typing import Any

from django.urls import reverse

from fujian_portal.home.duties import Duty
from organisations.models import Membership, Role
from recommendations import rules
from recommendations.choices import State
from recommendations.models import Recommendation
from workflow.lists.next_step import button, may_take, step_button, step_meeting
from workflow.steps import steps_of

#: What is answered late by a 督促.
URGED = (*rules.REPLIES, rules.RECTIFICATION, rules.URGED, rules.FOLLOW_UP)


def next_of_mine(duty: Duty, membership: Membership) -> dict[str, Any]:
    """The button of a duty that is the reader's own: its step, or a look at the matter."""
    deadline, matter = duty.deadline, duty.matter
    if isinstance(matter, Recommendation):
        special = _drafting(duty, membership) or _reporting(duty, membership)
        if special:
            return special
    if step := step_meeting(deadline, matter, membership):
        return step_button(step, matter, deadline)
    return button("查看", reverse("matters:matter", args=[matter.pk]))


def next_while_waiting(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """What the one who waits may do: enter service from paper, or urge once the day is over."""
    deadline, matter = duty.deadline, duty.matter
    if deadline.rule == rules.SIGN_FOR:
        return _named("record_service", duty, membership)
    if deadline.rule in URGED and deadline.urgency() == "overdue":
        return _named("urge", duty, membership)
    step = step_meeting(deadline, matter, membership)
    return step_button(step, matter) if step and matter.side_of(membership) == step.who.side else None


def _drafting(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """Before issue: from the inquiry to the draft, and the draft's own page until it is complete."""
    matter = duty.matter
    if duty.deadline.rule not in (rules.INVESTIGATION, rules.REVISE):
        return None
    if not matter.lead.jurisdiction.decides_in_portal:
        return _named("register_issued", duty, membership)
    if matter.state != State.DRAFT:
        return _named("start_draft", duty, membership)
    if membership.role not in (Role.HANDLER, Role.CLERK):
        return None
    label = "修改文书" if duty.deadline.rule == rules.REVISE else "继续起草"
    return button(label, reverse("recommendations:draft", args=[matter.pk]), duty.deadline)


def _reporting(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """An officer reports to the liaison's reply; while rectifying, progress is what is asked."""
    inside = membership.role == Role.SECTION_OFFICER
    if inside or duty.deadline.rule == rules.RECTIFICATION:
        return _named("report_progress", duty, membership)
    if duty.deadline.rule == rules.DECIDE and duty.deadline.subject == "terminate":
        return _named("terminate", duty, membership)
    return None


def _named(name: str, duty: Duty, membership: Membership) -> dict[str, Any] | None:
    step = steps_of(type(duty.matter)).get(name)
    if step is None or not may_take(step, duty.matter, membership):
        return None
    return step_button(step, duty.matter, duty.deadline)
