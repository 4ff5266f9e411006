"""The next step of a row on the workbench: by the deadline's rule, and where a recommendation asks for another."""

from typing import Any

from django.urls import reverse

from fujian_portal.home.duties import Duty
from organisations.models import Membership, Role
from recommendations import rules
from recommendations.choices import State
from recommendations.models import Recommendation
from recommendations.steps.taking_part import INVITATION
from workflow import proposals
from workflow.lists.next_step import (
    button,
    may_prepare,
    may_take,
    preparing_button,
    proposal_button,
    step_button,
    step_meeting,
)
from workflow.steps import steps_of

#: Duties that end in one way or another: the button leads to the matter, where all of them stand.
SEVERAL_WAYS = (rules.OBJECTION_REVIEW, rules.ANSWER_REQUEST, rules.DECIDE_SUIT)
#: What is answered late by a 督促.
URGED = (*rules.REPLIES, rules.RECTIFICATION, rules.URGED, rules.FOLLOW_UP)


def next_of_mine(duty: Duty, membership: Membership) -> dict[str, Any]:
    """The button of a duty that is the reader's own: its step, or a look at the matter."""
    deadline, matter = duty.deadline, duty.matter
    if deadline.rule in proposals.RULES:
        return proposal_button(deadline, matter, membership) or _look("查看", duty)
    if (deadline.rule, deadline.subject) == (rules.ANSWER_REQUEST, INVITATION):
        return _named("answer_invitation", duty, membership) or _look(deadline.act, duty)
    if deadline.rule in SEVERAL_WAYS:
        return _look("处理" if matter.state == State.ISSUED else deadline.act, duty)
    if isinstance(matter, Recommendation) and (special := _special(duty, membership)):
        return special
    if step := step_meeting(deadline, matter, membership):
        return step_button(step, matter, deadline)
    return _look("查看", duty)


def next_while_waiting(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """What the one who waits may do: enter service from paper, or urge once the day is over."""
    deadline, matter = duty.deadline, duty.matter
    if deadline.rule in proposals.RULES:
        return proposal_button(deadline, matter, membership)
    if deadline.rule == rules.SIGN_FOR:
        return _named("record_service", duty, membership)
    if deadline.rule in URGED and deadline.urgency() == "overdue":
        # Of what was answered the review finds first whether there is anything to urge.
        is_answered = deadline.rule == rules.RECTIFICATION and matter.replied_on and not matter.outcome
        return _named("review_rectification" if is_answered else "urge", duty, membership)
    step = step_meeting(deadline, matter, membership)
    if step is None or matter.side_of(membership) != step.who.side or deadline.rule in SEVERAL_WAYS:
        return None
    found = step_button(step, matter)
    return found | {"label": "登记决定"} if step.who.is_recording(matter, membership) else found


def remind_with_letter(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """To the 提示函 that was made ready: it is read before it goes out."""
    found = _named("remind", duty, membership)
    return found and found | {"label": "查看提示函"}


def urge_with_letter(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """To the 督促函 that was made ready: whoever prepares it reads it and hands it over to the department head."""
    found = _named("urge", duty, membership)
    if found is None:
        return None
    url = reverse("matters:propose", args=[duty.matter.pk, "urge"])
    return found | {"label": "查看督促函", "url": url}


def _look(label: str, duty: Duty) -> dict[str, Any]:
    return button(label, reverse("matters:matter", args=[duty.matter.pk]), duty.deadline)


def _special(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """Where the rule alone does not name the step."""
    rule, state = duty.deadline.rule, duty.matter.state
    if rule == rules.TAKEN_OVER and not duty.matter.handler_id:
        return _named("reassign", duty, membership) or _drafting(duty, membership)
    if rule in (*rules.INVESTIGATIONS, rules.TAKEN_OVER, rules.REVISE):
        return _drafting(duty, membership)
    if membership.role == Role.SECTION_OFFICER or rule == rules.RECTIFICATION:
        return _named("report_progress", duty, membership)
    if rule in rules.SERVED_BY.values() and state == State.ISSUED:
        return _named("record_service", duty, membership)
    if rule == rules.DECIDE and duty.deadline.subject == "terminate":
        return _named("terminate", duty, membership)
    return None


def _drafting(duty: Duty, membership: Membership) -> dict[str, Any] | None:
    """Before issue: from the inquiry to the draft, and the draft's own page until it is complete."""
    matter = duty.matter
    if not matter.lead.jurisdiction.decides_in_portal:
        return _named("register_issued", duty, membership)
    if matter.state != State.DRAFT:
        return _named("start_draft", duty, membership)
    if membership.role not in (Role.HANDLER, Role.CLERK):
        return None
    label = "修改文书" if duty.deadline.rule == rules.REVISE else "继续起草"
    return button(label, reverse("recommendations:draft", args=[matter.pk]), duty.deadline)


def _named(name: str, duty: Duty, membership: Membership) -> dict[str, Any] | None:
    step = steps_of(type(duty.matter)).get(name)
    if step and may_prepare(step, duty.matter, membership):
        return preparing_button(step, duty.matter, duty.deadline)
    if step is None or not may_take(step, duty.matter, membership):
        return None
    return step_button(step, duty.matter, duty.deadline)
