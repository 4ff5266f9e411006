"""提出异议, and its rejection; upheld, it changes the paper (`changing`)."""

from recommendations import rules
from recommendations.choices import State
from recommendations.order_of_days import check_after_receipt
from recommendations.papers import objection_answer_content
from recommendations.requests import OBJECTION
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief, organisation_head
from workflow.effects import Close, Effects, Paper, Taking
from workflow.errors import Invalid
from workflow.steps import step
from workflow.telling import name_of


class ObjectionSteps:
    """Mixed into Recommendation."""

    @step(
        "提出异议",
        source=State.RECTIFYING,
        who=organisation_head(),
        conditions=[OBJECTION.waits_not],
        form=f"{FORMS}.agency.ObjectForm",
        hint="异议审查期间，回复期限继续计算。",
    )
    def object(self, taking: Taking) -> Effects:
        check_after_receipt(self, taking.occurred)
        text = f"{self.recipient.name}对{name_of(self)}提出异议，请复核。"
        in_time = self._is_objected_in_time(taking)
        effects = OBJECTION.asked(self, taking, text, grounds=taking.get("grounds"), in_time=in_time)
        effects.closes = [Close(rules.OBJECTION)]
        return effects

    def _is_objected_in_time(self, taking: Taking) -> bool | None:
        """None where the paper states no period, or nobody knows the day."""
        period = self.deadlines.filter(rule=rules.OBJECTION).order_by("-id").first()
        day = taking.occurred.day
        return day <= period.due_on if period and period.due_on and day else None

    @step(
        "异议不成立",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[OBJECTION.waits],
        form=f"{FORMS}.agency.RejectObjectionForm",
        fulfils=[rules.OBJECTION_REVIEW],
    )
    def reject_objection(self, taking: Taking) -> Effects:
        reasons = taking.get("reasons")
        if not reasons:
            raise Invalid({"reasons": "异议不成立的，须向被建议单位说明理由（规定第二十三条），请填写。"})
        text = f"关于{name_of(self)}的异议，经复核不成立，理由见答复；回复期限不变。"
        effects = OBJECTION.answered(self, text, answer=reasons, upheld=False)
        effects.said = {"reasons": reasons}
        (objection,) = effects.records
        effects.papers = [
            Paper(
                "objection_answer",
                "异议审查答复",
                lambda number: objection_answer_content(self, objection, taking),
            )
        ]
        return effects
