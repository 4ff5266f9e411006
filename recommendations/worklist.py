"""How a recommendation's duties stand on the workbench, beyond what its steps declare."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse

from common import clock
from deadlines.models import Deadline
from organisations.models import Membership, Role
from recommendations import rules
from recommendations.choices import State
from recommendations.records import IntendedRecipient
from recommendations.requests import INVITATION
from workflow import proposals
from workflow.lists.next_step import button
from workflow.lists.worklist import Button, Ready, Worklist, look, named

HANDLERS = (Role.HANDLER, Role.CLERK)
#: Duties that end in one way or another: the button leads to the matter, where all of them stand.
SEVERAL_WAYS = (rules.OBJECTION_REVIEW, rules.ANSWER_REQUEST, rules.DECIDE_SUIT)
#: What is answered late by a 督促.
URGED = (*rules.REPLIES, rules.RECTIFICATION, rules.URGED, rules.FOLLOW_UP)
GROUPS = {
    **dict.fromkeys((rules.SIGN_FOR, rules.SIGN_FOR_LETTER), "sign"),
    **dict.fromkeys((*rules.REPLIES, rules.URGED, rules.FOLLOW_UP), "reply"),
    rules.RECTIFICATION: "progress",
}


class RecommendationWorklist(Worklist):
    assigned_by_heads = (rules.TAKEN_OVER,)

    def group(self, rule: str) -> str:
        return GROUPS.get(rule, "other")

    def special(self, deadline: Deadline, matter, membership: Membership) -> Button | None:
        if (deadline.rule, deadline.subject) == (INVITATION.rule, INVITATION.subject):
            answer = named(INVITATION.answer, deadline, matter, membership)
            return answer or look(deadline.act, deadline, matter)
        if deadline.rule in SEVERAL_WAYS:
            return look("处理" if matter.state == State.ISSUED else deadline.act, deadline, matter)
        return _named_by_its_state(deadline, matter, membership)

    def waiting(self, deadline: Deadline, matter, membership: Membership) -> Button | None:
        """Enter service from paper, or urge once the day is over."""
        if deadline.rule == rules.SIGN_FOR:
            return named("record_service", deadline, matter, membership)
        if deadline.rule in URGED and deadline.urgency() == "overdue":
            # Of what was answered the review finds first whether there is anything to urge.
            is_answered = deadline.rule == rules.RECTIFICATION and matter.replied_on and not matter.outcome
            step = "review_rectification" if is_answered else "urge"
            return named(step, deadline, matter, membership)
        if deadline.rule in SEVERAL_WAYS and deadline.rule not in proposals.RULES:
            return None
        return super().waiting(deadline, matter, membership)

    def meant_for(self, drafts: Collection) -> dict[int, str]:
        names: dict[int, list[str]] = {}
        meant = IntendedRecipient.objects.filter(recommendation__in=[draft.pk for draft in drafts])
        for row in meant.select_related("organisation").order_by("id"):
            names.setdefault(row.recommendation_id, []).append(row.organisation.short_name)
        return {pk: f"拟发{'、'.join(found)}" for pk, found in names.items()}

    def ready(self, membership: Membership) -> Sequence[Ready]:
        """提示函 before and 督促函 after the last day: to be read, changed and sent, or left."""
        awaited = Deadline.objects.owed_to(membership.organisation).filter(matter__state=State.RECTIFYING)
        before = awaited.filter(due_on__gte=clock.today(), **_unsent("before"))
        after = awaited.filter(**_unsent("after"))
        return (
            Ready("reminders", "提示函已备好", "督促函已备好", before.distinct(), _remind_with_letter),
            Ready("letters", "督促函已备好", "督促函已备好", after.distinct(), _urge_with_letter),
        )


def _unsent(moment: str) -> dict[str, Any]:
    return {"prepared_letters__event": None, "prepared_letters__moment": moment}


def _remind_with_letter(deadline: Deadline, matter, membership: Membership) -> Button | None:
    """To the 提示函 that was made ready: it is read before it goes out."""
    found = named("remind", deadline, matter, membership)
    return found and found | {"label": "查看提示函"}


def _urge_with_letter(deadline: Deadline, matter, membership: Membership) -> Button | None:
    """To the 督促函 that was made ready: whoever prepares it reads it and hands it over to the department head."""
    found = named("urge", deadline, matter, membership)
    if found is None:
        return None
    return found | {"label": "查看督促函", "url": reverse("matters:propose", args=[matter.pk, "urge"])}


def _named_by_its_state(deadline: Deadline, matter, membership: Membership) -> Button | None:
    rule, state = deadline.rule, matter.state
    if rule == rules.TAKEN_OVER and not matter.handler_id:
        return named("reassign", deadline, matter, membership) or _drafting(deadline, matter, membership)
    if rule in (*rules.INVESTIGATIONS, rules.TAKEN_OVER, rules.REVISE):
        return _drafting(deadline, matter, membership)
    if membership.role == Role.SECTION_OFFICER or rule == rules.RECTIFICATION:
        return named("report_progress", deadline, matter, membership)
    if rule in rules.SERVED_BY.values() and state == State.ISSUED:
        return named("record_service", deadline, matter, membership)
    if rule == rules.DECIDE and deadline.subject == "terminate":
        return named("terminate", deadline, matter, membership)
    return None


def _drafting(deadline: Deadline, matter, membership: Membership) -> Button | None:
    """Before issue: from the inquiry to the draft, and the draft's own page until it is complete."""
    if not matter.lead.jurisdiction.decides_in_portal:
        return named("register_issued", deadline, matter, membership)
    if matter.state != State.DRAFT:
        return named("start_draft", deadline, matter, membership)
    if membership.role not in HANDLERS:
        return None
    label = "修改文书" if deadline.rule == rules.REVISE else "继续起草"
    return button(label, reverse("recommendations:draft", args=[matter.pk]), deadline)
