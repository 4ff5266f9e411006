"""Who takes the steps of the examples: whoever takes them in life."""

from demo.plans import Act, Plan
from organisations.models import Membership, Organisation, Role
from recommendations.choices import State
from recommendations.models import Recommendation

DECIDED_BY = {
    **dict.fromkeys(
        ("decide_investigation", "file_case", "end_without", "approve", "decline", "reject_objection",
         "uphold_objection", "modify", "withdraw", "grant_extension", "refuse_extension", "terminate",
         "circulate", "interview", "report_up", "decide_reason", "add_copy", "close_unanswered",
         "pause", "resume", "sue", "withdraw_suit"),
        Role.CHIEF,
    ),
    "review_policy": Role.POLICY_REVIEWER,
}  # fmt: skip
BY_HEAD = ("review", "review_rectification", "urge", "annul", "reassign", "correct")
BY_LIAISON = (
    "sign_for",
    "sign_for_letter",
    "return_unsigned",
    "object",
    "invite_procuratorate",
    "request_extension",
    "reply",
    "assign_inside",
    "report_progress",
)
SENT_BACK_BY = {State.IN_REVIEW: Role.DEPARTMENT_HEAD, State.IN_POLICY_REVIEW: Role.POLICY_REVIEWER}


class Crew:
    """People by user name, or whoever holds a place in an organisation."""

    def __init__(self, lead: Organisation) -> None:
        held = Membership.objects.select_related("user", "organisation__jurisdiction").order_by("id")
        self._held = list(held.prefetch_related("organisation__capabilities"))
        self._lead = lead

    def named(self, username: str, role: str = "") -> Membership:
        """Raises StopIteration for a name that nobody has."""
        return next(p for p in self._held if p.user.username == username and role in ("", p.role))

    def holder(self, organisation: Organisation, role: str) -> Membership:
        """The first who holds `role`; raises StopIteration where nobody does."""
        return next(p for p in self._held if (p.organisation_id, p.role) == (organisation.pk, role))

    def actor(self, plan: Plan, act: Act, matter: Recommendation) -> Membership:
        """As the plan says, else by the step."""
        if act.by:
            return self.named(act.by, Role.HANDLER if act.by == plan.handler else "")
        if act.do in BY_HEAD:
            return self.named(plan.head, Role.DEPARTMENT_HEAD)
        if act.do in BY_LIAISON:
            return self.holder(matter.recipient, Role.LIAISON)
        if act.do == "send_back":
            return self.holder(self._lead, SENT_BACK_BY.get(matter.state, Role.CHIEF))
        if act.do in DECIDED_BY:
            return self.holder(self._lead, DECIDED_BY[act.do])
        return self.named(plan.handler, Role.HANDLER)
