"""Keeping the record right: another handler, a correction, a matter entered by mistake."""

from django.core.exceptions import ValidationError

from common.when import When
from organisations.models import Role
from recommendations import rules
from recommendations.choices import BEFORE_ISSUE, NOT_FINAL, State
from recommendations.handlers import checked
from recommendations.steps.before_issue import FORMS
from workflow.effects import Call, Effects, Join, Number, Replace, Tell
from workflow.errors import Invalid
from workflow.steps import step
from workflow.who import HANDLERS, LEAD, Who, department_head

#: Before service the handler corrects alone; after it the department head decides.
BEFORE_SERVICE = tuple(
    (state, role) for state in (*BEFORE_ISSUE, State.ISSUED) for role in (*HANDLERS, Role.DEPARTMENT_HEAD)
)
CORRECTABLE = {
    "title": "标题",
    "number": "文号",
    "source_number": "来源编号",
    "issued_on": "制发日期",
    "received_on": "收到日期",
}
COMPUTED_FROM = {
    "issued_on": (rules.RECORD, rules.SIGN_FOR),
    "received_on": (
        *rules.REPLIES,
        rules.RECTIFICATION,
        rules.PUBLIC_RECORD,
        rules.OBJECTION,
    ),
}


class KeepingSteps:
    """Mixed into Recommendation."""

    @step(
        "变更承办人",
        source=list(NOT_FINAL),
        who=Who(LEAD, (Role.DEPARTMENT_HEAD, Role.CHIEF)),
        form=f"{FORMS}.keeping.ReassignForm",
    )
    def reassign(self, call: Call) -> Effects:
        before, self.handler = self.handler, checked(call.get("handler"), self.lead)
        effects = Effects(audience=self.lead, joins=[Join(self.lead, "lead", self.handler)])
        effects.wakes_deadlines = self.is_imported and before is None
        effects.said = {"before": str(before or ""), "after": str(self.handler), "reason": call.get("reason")}
        effects.tells = [Tell(f"{self._name()}已改由您承办。", self.lead, person=self.handler)]
        return effects

    @step(
        "更正",
        source=[state for state in State if state != State.ANNULLED],
        who=department_head(by_state=BEFORE_SERVICE),
        form=f"{FORMS}.keeping.CorrectForm",
        hint="更正后原值仍可查看；由该日期计算的期限同时更换。",
    )
    def correct(self, call: Call) -> Effects:
        name = call.get("field")
        new = self._corrected(name, call.get("new", ""))
        old = getattr(self, name)
        setattr(self, name, new)
        if name == "received_on":
            self.receipt_assumed = False
        self._check_dates()
        said = {"field": CORRECTABLE[name], "old": old, "new": new, "reason": call.get("reason")}
        effects = Effects(said=said, audience=None if self.is_issued else self.lead)
        effects.replaces = self._recomputed(name, old, new, call)
        if name == "number":
            effects.release_number, effects.number = True, Number(self.lead, text=new)
            effects.also = self.correct_number_of_others(old, new, call)
        if self.is_issued:
            text = f"{self._name()}的{CORRECTABLE[name]}已更正，请核对期限。"
            effects.tells = [Tell(text, self.recipient, (Role.LIAISON,))]
        return effects

    def _corrected(self, name: str, new: str) -> str:
        """`new` as the field takes it. Raises Invalid, also for what was never entered or would become empty."""
        if name not in CORRECTABLE:
            raise Invalid({"field": "请选择要更正的事项。"})
        if name != "source_number" and not getattr(self, name):
            raise Invalid({"field": f"{CORRECTABLE[name]}还没有登记，不能更正。"})
        if name != "source_number" and not new:
            raise Invalid({"new": "请填写更正后的内容。"})
        try:
            return self._meta.get_field(name).clean(new, self)
        except ValidationError as problem:
            raise Invalid({"new": problem.messages[0]}) from problem

    def _check_dates(self) -> None:
        for name in ("issued_on", "received_on"):
            written = getattr(self, name)
            if written and When.parse(written).in_future:
                raise Invalid({"new": "日期不能晚于今天。"})
        self._check_sequence("new")

    def _recomputed(self, name: str, old: str, new: str, call: Call) -> list[Replace]:
        if name == "issued_on" and self.changed_on:
            return []  # what runs began with the changed paper
        reason = f"更正{CORRECTABLE[name]}：{call.get('reason')}"
        return [
            Replace(
                rule, kind="correction", reason=reason, starts=When.parse(new), instead_of=When.parse(old)
            )
            for rule in COMPUTED_FROM.get(name, ())
        ]

    @step(
        "误录作废",
        source=list(NOT_FINAL),
        target=State.ANNULLED,
        who=department_head(),
        form=f"{FORMS}.keeping.AnnulForm",
        weight="danger",
        hint="作废后不再计入任何统计，文号可以重新使用；办理经过保留。",
    )
    def annul(self, call: Call) -> Effects:
        effects = Effects(said={"reason": call.get("reason")}, closes_all="误录作废", release_number=True)
        effects.audience = None if self.is_issued else self.lead
        if self.is_issued:
            effects.tells = [
                Tell(f"{self._name()}因登记有误已作废，无需办理。", self.recipient, (Role.LIAISON,))
            ]
        return effects
