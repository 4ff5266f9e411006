"""From the decision to investigate to the chief's decision. Seen by the lead procuratorate alone."""

from django_fsm import GET_STATE

from common.fields import written
from matters.parties import LEAD
from organisations.models import Role
from recommendations import rules
from recommendations.choices import Kind, State
from recommendations.contents import missing_contents
from recommendations.contradictions import contradictions
from recommendations.owed import issue_period
from recommendations.sending import send_termination
from recommendations.who import chief, department_head, handler, policy_reviewer
from workflow import proposals
from workflow.beginning import begin_in_charge
from workflow.effects import Close, Effects, Open, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import NEW, condition, step
from workflow.telling import name_of, tell_decider, tell_in_charge
from workflow.who import HANDLERS, Who

FORMS = "recommendations.forms"
DECIDERS = {
    State.IN_REVIEW: Role.DEPARTMENT_HEAD,
    State.IN_POLICY_REVIEW: Role.POLICY_REVIEWER,
    State.IN_APPROVAL: Role.CHIEF,
}


@condition("公益诉讼案件应当先立案，请使用“立案”。")
def is_not_public_interest(matter) -> bool:
    return matter.kind != Kind.PUBLIC_INTEREST


@condition("只有公益诉讼案件才有这一步。")
def is_public_interest(matter) -> bool:
    return matter.kind == Kind.PUBLIC_INTEREST


@condition("立案决定已经告知。")
def notice_of_filing_is_due(matter) -> bool:
    return not matter.events.filter(verb="notify_filing").exists()


def _what_is_missing(matter) -> str:
    names = "、".join(item.name for item in missing_contents(matter))
    return f"内容尚不完整，缺：{names}。请补充后再提请审核。"


@condition(_what_is_missing)
def contents_are_complete(matter) -> bool:
    return not missing_contents(matter)


@condition("本辖区在检察业务应用系统审批编号，请使用“登记已制发文书”。")
def decides_in_portal(matter) -> bool:
    return matter.lead.jurisdiction.decides_in_portal


def _decision(matter, role: str, taking: Taking, label: str) -> Open:
    """The county's own day for one decision: 工作目标, three working days from submission."""
    return Open(
        rules.DECIDE,
        matter.lead,
        starts=taking.occurred,
        responsible_role=role,
        audience=matter.lead,
        label=label,
    )


def after_review(matter, *args, **kwargs) -> str:
    """Social governance passes the legal-policy department (规定 17 条)."""
    return State.IN_POLICY_REVIEW if matter.kind == Kind.SOCIAL_GOVERNANCE else State.IN_APPROVAL


class BeforeIssueSteps:
    """Mixed into Recommendation."""

    def _investigation(self, taking: Taking) -> Open:
        public = self.kind == Kind.PUBLIC_INTEREST
        return Open(
            rules.PUBLIC_INVESTIGATION if public else rules.INVESTIGATION,
            self.lead,
            starts=taking.decided,
            responsible_role=Role.HANDLER,
            audience=self.lead,
        )

    @step(
        "提请立项",
        source=NEW,
        target=State.PROPOSED,
        who=handler(),
        listed=False,
        takes=("prepared",),
    )
    def propose_new(self, taking: Taking) -> Effects:
        """A step that begins a matter is handed over along with it: the matter waits for the decision."""
        begun = begin_in_charge(self, taking)
        effects = proposals.hand_over(self, taking)
        effects.joins = begun.joins
        return effects

    @step(
        "决定调查核实",
        source=[NEW, State.PROPOSED],
        target=State.INVESTIGATING,
        who=chief(),
        conditions=[is_not_public_interest],
        form=f"{FORMS}.start.InvestigationForm",
        weight="primary",
        hint="公益诉讼以外的检察建议，经检察长决定调查核实后起草。",
    )
    def decide_investigation(self, taking: Taking) -> Effects:
        effects = begin_in_charge(self, taking)
        self.investigation_decided_on = written(taking.decided)
        effects.said = {"source": self.get_source_display(), "source_number": self.source_number}
        effects.opens = [self._investigation(taking)]
        effects.tells = tell_in_charge(self, "请调查核实。")
        return effects

    @step(
        "立案",
        source=[NEW, State.PROPOSED],
        target=State.INVESTIGATING,
        who=chief(),
        conditions=[is_public_interest],
        form=f"{FORMS}.start.FilingForm",
        weight="primary",
        hint="公益诉讼检察建议，经检察长批准立案后起草。",
    )
    def file_case(self, taking: Taking) -> Effects:
        effects = begin_in_charge(self, taking)
        self.filed_on = written(taking.decided)
        effects.said = {"source": self.get_source_display(), "source_number": self.source_number}
        filing_notice = Open(
            rules.FILING_NOTICE,
            self.lead,
            starts=taking.decided,
            responsible_role=Role.HANDLER,
            audience=self.lead,
        )
        effects.opens = [filing_notice, self._investigation(taking)]
        effects.tells = tell_in_charge(self, "请调查核实。")
        return effects

    @step(
        "告知立案",
        source=[State.INVESTIGATING, State.DRAFT],
        who=handler(),
        conditions=[is_public_interest, notice_of_filing_is_due],
        form=f"{FORMS}.before_issue.NotifyFilingForm",
        fulfils=[rules.FILING_NOTICE],
    )
    def notify_filing(self, taking: Taking) -> Effects:
        said = {"to": taking.get("to"), "note": taking.get("note")}
        return Effects(said=said, audience=self.lead, closes=[Close(rules.FILING_NOTICE)])

    @step(
        "起草",
        source=State.INVESTIGATING,
        target=State.DRAFT,
        who=handler(),
        form=f"{FORMS}.before_issue.StartDraftForm",
        weight="primary",
        hint="调查核实结束后，根据调查终结报告起草检察建议书。",
    )
    def start_draft(self, taking: Taking) -> Effects:
        self.drafter = taking.actor if taking.actor.pk else self.handler
        if taking.get("report"):
            self.facts = self.facts or taking.get("report")
        self._propose_objection()
        return Effects(said={"report": taking.get("report")}, audience=self.lead)

    def _propose_objection(self) -> None:
        """A new draft begins with the usual period, what its writer then empties stays empty; none for a kind
        that may go to a court."""
        if self.kind in (Kind.SOCIAL_GOVERNANCE, Kind.OTHER_RECOMMENDATION):
            self.stated_objection = self.stated_objection or rules.PROPOSED_OBJECTION

    def check_agreement(self, recipients, **given) -> None:
        """Raises Invalid where what is entered of the paper contradicts itself or the law."""
        if problems := contradictions(self, recipients, **given):
            raise Invalid(problems)

    @step(
        "提请审核",
        source=State.DRAFT,
        target=State.IN_REVIEW,
        who=handler(),
        conditions=[decides_in_portal, contents_are_complete],
        form=f"{FORMS}.before_issue.SubmitForm",
        weight="primary",
        fulfils=[*rules.INVESTIGATIONS, rules.TAKEN_OVER, rules.REVISE],
    )
    def submit(self, taking: Taking) -> Effects:
        recipients = [row.organisation for row in self.intended.all()]
        self.check_agreement(recipients)
        # The roster may know by now what it did not when the draft was written.
        for each in recipients:
            if reason := rules.why_not_to(self.kind, self.sub_kind, each):
                raise Invalid({"recipients": reason})
        effects = Effects(said={"note": taking.get("note")}, audience=self.lead)
        effects.closes = [Close(rule) for rule in (*rules.INVESTIGATIONS, rules.TAKEN_OVER, rules.REVISE)]
        effects.opens = [_decision(self, Role.DEPARTMENT_HEAD, taking, "部门审核")]
        effects.tells = [tell_decider(self, Role.DEPARTMENT_HEAD, "提请部门审核", "review")]
        return effects

    @step(
        "退回修改",
        source=[State.IN_REVIEW, State.IN_POLICY_REVIEW, State.IN_APPROVAL],
        target=State.DRAFT,
        who=Who(LEAD, tuple(DECIDERS.values()), recorders=HANDLERS, by_state=tuple(DECIDERS.items())),
        form=f"{FORMS}.before_issue.SendBackForm",
        weight="warning",
        tone="soon",
    )
    def send_back(self, taking: Taking) -> Effects:
        effects = Effects(said={"reason": taking.get("reason")}, audience=self.lead)
        effects.closes = [Close(rules.DECIDE)]
        effects.opens = [
            Open(
                rules.REVISE,
                self.lead,
                starts=taking.occurred,
                responsible_role=Role.HANDLER,
                audience=self.lead,
            )
        ]
        effects.tells = [Tell(f"{name_of(self)}被退回修改。", self.lead, person=self.handler)]
        return effects

    @step(
        "审核通过",
        source=State.IN_REVIEW,
        target=GET_STATE(after_review, states=[State.IN_POLICY_REVIEW, State.IN_APPROVAL]),
        who=department_head(not_own_work=True),
        form=f"{FORMS}.before_issue.OpinionForm",
        weight="primary",
        fulfils=[rules.DECIDE],
    )
    def review(self, taking: Taking) -> Effects:
        effects = Effects(
            said={"opinion": taking.get("opinion")}, audience=self.lead, closes=[Close(rules.DECIDE)]
        )
        policy = self.kind == Kind.SOCIAL_GOVERNANCE
        role, label, then = (
            (Role.POLICY_REVIEWER, "法律政策审核", "review_policy")
            if policy
            else (Role.CHIEF, "检察长审批", "approve")
        )
        effects.opens = [_decision(self, role, taking, label)]
        effects.tells = [tell_decider(self, role, f"提请{label}", then)]
        return effects

    @step(
        "法律政策审核通过",
        source=State.IN_POLICY_REVIEW,
        target=State.IN_APPROVAL,
        who=policy_reviewer(),
        form=f"{FORMS}.before_issue.OpinionForm",
        weight="primary",
        fulfils=[rules.DECIDE],
    )
    def review_policy(self, taking: Taking) -> Effects:
        effects = Effects(
            said={"opinion": taking.get("opinion")}, audience=self.lead, closes=[Close(rules.DECIDE)]
        )
        effects.opens = [_decision(self, Role.CHIEF, taking, "检察长审批")]
        effects.tells = [tell_decider(self, Role.CHIEF, "提请检察长审批", "approve")]
        return effects

    @step(
        "批准",
        source=State.IN_APPROVAL,
        target=State.APPROVED,
        who=chief(),
        form=f"{FORMS}.before_issue.ApproveForm",
        weight="primary",
        fulfils=[rules.DECIDE],
    )
    def approve(self, taking: Taking) -> Effects:
        self.approved_on = written(taking.decided)
        effects = Effects(
            said={"opinion": taking.get("opinion")}, audience=self.lead, closes=[Close(rules.DECIDE)]
        )
        effects.opens = [issue_period(self, taking.decided)]
        effects.tells = [
            Tell(f"{name_of(self)}已经批准，请制发。", self.lead, person=self.handler, step="issue")
        ]
        return effects

    @step(
        "不提出检察建议",
        source=[State.PROPOSED, State.IN_APPROVAL],
        target=State.DROPPED,
        who=chief(),
        form=f"{FORMS}.before_issue.DeclineForm",
        weight="danger",
    )
    def decline(self, taking: Taking) -> Effects:
        self.closed_on = written(taking.decided)
        effects = Effects(
            said={"reason": taking.get("reason")}, audience=self.lead, closes_all="不提出检察建议"
        )
        send_termination(self, effects, taking)
        effects.tells = [Tell(f"{name_of(self)}决定不提出检察建议。", self.lead, person=self.handler)]
        return effects
