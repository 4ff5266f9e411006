"""What was issued is changed or withdrawn: an objection upheld, the chief's or the superior's decision."""

from typing import Any

from django_fsm import GET_STATE

from common.fields import written
from organisations.models import Role
from recommendations import rules
from recommendations.changed_paper import add_changed_paper, changes, check_periods, for_all, is_scanned
from recommendations.choices import SUPERIOR_ORDER, State
from recommendations.deciding_body import deciding_body
from recommendations.letters import modification_content, withdrawal_content
from recommendations.records import ExtensionRequest, Objection
from recommendations.requests import EXTENSION, OBJECTION
from recommendations.sending import send_termination
from recommendations.siblings import sharing
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief
from workflow.copying import tell_copied
from workflow.effects import Also, Close, Effects, Number, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of

#: What the recipient owed under the paper that falls away, and what was owed because of it.
ENDED_BY_CHANGE = (
    *rules.REPLIES,
    rules.OBJECTION,
    rules.RECTIFICATION,
    rules.ACT,
    rules.DECIDE_SUIT,
    rules.URGED,
    rules.FOLLOW_UP,
    rules.REVIEW,
    rules.INSIDE,
    rules.SIGN_FOR,
    rules.SEAL,
    rules.RECORD,
    rules.PUBLIC_RECORD,
    rules.DECIDE,
)


#: Where a change of the paper that several share still reaches one of them.
REACHED = (State.ISSUED, State.RECTIFYING, State.REPLIED)
#: What is carried over to the others: the decision and what it changes, not its files.
CARRIED_ALONG = (
    "reasons",
    "order_number",
    "ordered_on",
    "changes",
    "advices",
    "decided_by",
    "decided_on",
    "signed_sheet",
    "decided_in",
    "committee_number",
    "committee_on",
    "committee_paper",
)


#: The page whose answers reach the others along: it says what each file is called there too, and which stay inside.
DECIDED_ON = f"{FORMS}.changing.UpholdObjectionForm"
#: Number and scan of the decision that ends a filed case.
OF_ITS_CASE = ("paper_number", "letter_scans")
#: Whatever changes or withdraws the paper meets the order of the superior.
_ORDER_CARRIED_OUT = Close(rules.ANSWER_REQUEST, subject=SUPERIOR_ORDER)


@condition("有异议正在审查，请在“异议成立”或者“异议不成立”中一并决定。")
def no_objection_is_open(matter) -> bool:
    return OBJECTION.of(matter) is None


@condition("本件没有被退回。")
def is_returned(matter) -> bool:
    return bool(matter.return_reason)


def decision_fields(other) -> dict[str, str]:
    """Where the page of a withdrawal for all asks number and scan of the decision that ends the case of `other`."""
    return {name: f"{name}_{other.pk}" for name in OF_ITS_CASE}


def after_objection(matter, taking: Taking) -> str:
    return State.WITHDRAWN if taking.get("result") == State.WITHDRAWN else State.ISSUED


class ChangingSteps:
    """Mixed into Recommendation."""

    @step(
        "异议成立",
        source=[State.RECTIFYING, State.REPLIED],
        target=GET_STATE(after_objection, states=[State.ISSUED, State.WITHDRAWN]),
        who=chief(),
        conditions=[OBJECTION.waits],
        form=f"{FORMS}.changing.UpholdObjectionForm",
        hint="由检察长或者检察委员会决定变更或者撤回，并说明理由（规定第二十三条）。变更后的文书重新送达，回复期限重新计算。",
    )
    def uphold_objection(self, taking: Taking) -> Effects:
        if not taking.get("reasons"):
            raise Invalid({"reasons": "请写明异议成立的理由（规定第二十三条）。"})
        withdrawn = taking.get("result") == State.WITHDRAWN
        effects = self._withdrawn(taking, upheld=True) if withdrawn else self._changed(taking, upheld=True)
        self._uphold(effects, taking, OBJECTION.of(self))
        effects.also = self._others_along(taking, "withdrawn_along" if withdrawn else "changed_along")
        return effects

    def _uphold(self, effects: Effects, taking: Taking, objection: Objection) -> None:
        effects.said |= deciding_body(taking, objection)
        effects.include(OBJECTION.answered(self, answer=taking.get("reasons", ""), upheld=True))

    @step(
        "变更",
        source=[State.ISSUED, State.RECTIFYING],
        target=State.ISSUED,
        who=chief(),
        conditions=[no_objection_is_open],
        form=f"{FORMS}.changing.ModifyForm",
        hint="检察长决定或者上级检察院指令变更的（规定第二十二条）。变更后的文书重新送达，回复期限重新计算。",
    )
    def modify(self, taking: Taking) -> Effects:
        effects = self._changed(taking)
        effects.closes.insert(0, _ORDER_CARRIED_OUT)
        effects.also = self._others_along(taking, "changed_along")
        return effects

    @step(
        "撤回",
        source=[State.ISSUED, State.RECTIFYING],
        target=State.WITHDRAWN,
        who=chief(),
        conditions=[no_objection_is_open],
        form=f"{FORMS}.changing.WithdrawForm",
        weight="danger",
        hint="检察长决定或者上级检察院指令撤回的（规定第二十二条），并通知被建议单位。",
    )
    def withdraw(self, taking: Taking) -> Effects:
        effects = self._withdrawn(taking)
        effects.closes.insert(0, _ORDER_CARRIED_OUT)
        effects.also = self._others_along(taking, "withdrawn_along")
        return effects

    @step(
        "随同变更",
        source=[State.ISSUED, State.RECTIFYING, State.REPLIED],
        target=State.ISSUED,
        who=chief(whole_house=True),
        form=DECIDED_ON,
        listed=False,
        takes=("earlier",),
    )
    def changed_along(self, taking: Taking) -> Effects:
        """The paper that several share is changed for them all: in force here too, one row."""
        effects = self._changed(taking, along=True)
        self._objection_decided_along(effects, taking)
        return effects

    @step(
        "随同撤回",
        source=[State.ISSUED, State.RECTIFYING, State.REPLIED],
        target=State.WITHDRAWN,
        who=chief(whole_house=True),
        form=DECIDED_ON,
        listed=False,
        takes=("earlier",),
    )
    def withdrawn_along(self, taking: Taking) -> Effects:
        effects = self._withdrawn(taking)
        self._objection_decided_along(effects, taking)
        return effects

    def _objection_decided_along(self, effects: Effects, taking: Taking) -> None:
        """An objection of its own that still waits is answered by what was decided for all."""
        if objection := OBJECTION.of(self):
            self._uphold(effects, taking, objection)

    def changed_together(self) -> list:
        """The other addressees of the very paper that a change or withdrawal can still reach."""
        return [each for each in sharing(self) if each.state in REACHED]

    def _others_along(self, taking: Taking, step_name: str) -> list[Also]:
        if not for_all(self, taking):
            return []
        data = {name: taking.get(name) for name in CARRIED_ALONG if taking.get(name)} | {"earlier": self}
        return [
            Also(
                step_name,
                data | taking.get("decisions", {}).get(other.pk, {}),
                matter=other,
                asked_in=decision_fields(other),
            )
            for other in self.changed_together()
        ]

    def ends_a_case(self) -> bool:
        """Whether its withdrawal ends a filed case, by a decision of its own (办 74, 80 条)."""
        return self.is_filed and not self.goes_on_elsewhere()

    def _withdrawn(self, taking: Taking, *, upheld: bool = False) -> Effects:
        self.closed_on = written(taking.decided)
        effects = Effects(said=self._reasons(taking))
        self._let_requests_lapse(effects)
        effects.closes_all = "检察建议已经撤回"
        effects.papers = [
            Paper(
                "withdrawal_notice",
                "撤回检察建议通知书",
                lambda number: withdrawal_content(self, taking, upheld=upheld),
            )
        ]
        if self.ends_a_case():
            send_termination(self, effects, taking)
        text = f"{self.lead.name}撤回{name_of(self)}，理由见通知书；无需再办理。"
        effects.tells = [*self._tell_recipient(text), *tell_copied(self, text)]
        return effects

    def goes_on_elsewhere(self) -> bool:
        """Whether the case itself is carried on by the draft to the right recipient: then it has not ended here."""
        return bool(self.return_reason) and self.events.filter(verb="draft_for_another").exists()

    def _changed(self, taking: Taking, *, upheld: bool = False, along: bool = False) -> Effects:
        """A new version of the paper: it is served anew, and what ran under the old one falls away."""
        changed, rows = changes(self, taking)
        self.paper_version += 1
        self.changed_on = written(taking.decided)
        self.received_on = self.replied_on = self.service_way = self.return_reason = self.outcome = ""
        self.late_reason = ""
        self.paused_on = ""
        self.receipt_assumed = False
        effects = Effects(said={"changed": "、".join(changed), "paper_version": self.paper_version})
        effects.said |= self._reasons(taking)
        check_periods(self, taking)
        effects.records = rows
        effects.closes = [Close(rule, fall_away=True) for rule in ENDED_BY_CHANGE]
        effects.closes.append(Close(rules.ANSWER_REQUEST, subject="", fall_away=True))
        self._let_requests_lapse(effects)
        waits = self.lead.jurisdiction.waits_for_seal and not is_scanned(taking)
        effects.opens = rules.opens_on_issue(self, taking.decided, waits=waits)
        effects.papers = [
            Paper(
                "modification_notice",
                "变更检察建议通知书",
                lambda number: modification_content(self, taking, changed, upheld=upheld),
            )
        ]
        if along:
            effects.number = Number(self.lead, text=taking.get("earlier").number, shared=True)
            effects.shares_paper_of = taking.get("earlier")
        else:
            add_changed_paper(self, effects, taking)
        please = f"变更后的{self.paper_name}另行送达" if waits else f"请签收变更后的{self.paper_name}"
        text = f"{self.lead.name}变更{name_of(self)}，{please}；回复期限自收到之日起重新计算。"
        told = self._tell_recipient(text, "" if waits else "sign_for")
        effects.tells = [*told, *tell_copied(self, f"{self.lead.name}变更{name_of(self)}。")]
        return effects

    def _reasons(self, taking: Taking) -> dict[str, Any]:
        """Why, and on whose order: the superior's is named with its number and day (规 22 条)."""
        names = ("reasons", "order_number", "ordered_on")
        return {name: taking.get(name) for name in names}

    def _let_requests_lapse(self, effects: Effects) -> None:
        effects.include(EXTENSION.lapsed(self, answer=ExtensionRequest.Answer.LAPSED))

    def _tell_recipient(self, text: str, step_name: str = "") -> list[Tell]:
        if not self.is_issued:
            return []  # it waits for its seal: nobody outside knows of it
        return [Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD), step=step_name)]
