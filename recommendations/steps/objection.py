"""提出异议, and its rejection; upheld, it changes the paper (`changing`)."""

from organisations.models import Role
from recommendations import rules
from recommendations.choices import State
from recommendations.order_of_days import check_after_receipt
from recommendations.papers import objection_answer_content
from recommendations.records import Objection
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief, organisation_head
from workflow.effects import Call, Close, Effects, Open, Paper, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step


@condition("已有一项异议正在审查，请等待答复后再提。")
def no_open_objection(matter) -> bool:
    return matter.open_objection() is None


@condition("没有待审查的异议。")
def objection_is_open(matter) -> bool:
    return matter.open_objection() is not None


class ObjectionSteps:
    """Mixed into Recommendation."""

    @step(
        "提出异议",
        source=State.RECTIFYING,
        who=organisation_head(),
        conditions=[no_open_objection],
        form=f"{FORMS}.agency.ObjectForm",
        hint="异议审查期间，回复期限继续计算。",
    )
    def object(self, call: Call) -> Effects:
        check_after_receipt(self, call.occurred)
        period = self.deadlines.filter(rule=rules.OBJECTION).order_by("-id").first()
        day = call.occurred.day
        in_time = None if not (period and period.due_on and day) else day <= period.due_on
        said = {"grounds": call.get("grounds"), "in_time": in_time}
        effects = Effects(said=said)
        effects.records = [Objection(grounds=call.get("grounds"), in_time=in_time)]
        effects.closes = [Close(rules.OBJECTION)]
        effects.opens = [
            Open(
                rules.OBJECTION_REVIEW,
                self.lead,
                creditor=self.recipient,
                starts=call.occurred,
                responsible_role=Role.HANDLER,
            )
        ]
        effects.tells = self._tell_handler(
            f"{self.recipient.name}对{self._name()}提出异议，请复核。", "reject_objection"
        )
        return effects

    @step(
        "异议不成立",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[objection_is_open],
        form=f"{FORMS}.agency.RejectObjectionForm",
        fulfils=[rules.OBJECTION_REVIEW],
    )
    def reject_objection(self, call: Call) -> Effects:
        objection = self.open_objection()
        if not call.get("reasons"):
            raise Invalid({"reasons": "异议不成立的，须向被建议单位说明理由（规定第二十三条），请填写。"})
        objection.answer, objection.upheld = call.get("reasons"), False
        effects = Effects(said={"reasons": call.get("reasons")}, records=[objection])
        effects.closes = [Close(rules.OBJECTION_REVIEW)]
        effects.papers = [
            Paper(
                "objection_answer",
                "异议审查答复",
                lambda number: objection_answer_content(self, objection, call),
            )
        ]
        text = f"关于{self._name()}的异议，经复核不成立，理由见答复；回复期限不变。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD))]
        return effects
