"""Sight of a matter after it was issued: sealed, lifted, withdrawn from those who need it no more."""

from django.utils.functional import cached_property

from matters.kinds import ParticipationRole, Sensitivity
from matters.parties import LEAD
from organisations.models import Role
from recommendations.choices import State
from recommendations.siblings import sharing
from recommendations.steps.before_issue import FORMS
from workflow.effects import Also, Effects, Taking, Tell
from workflow.errors import Invalid
from workflow.sight import end_sight, let_in
from workflow.steps import condition, step
from workflow.telling import unnamed
from workflow.who import HANDLERS, Who

ISSUED = [
    State.ISSUED,
    State.RECTIFYING,
    State.REPLIED,
    State.IN_COURT,
    State.CLOSED,
    State.WITHDRAWN,
]
DECIDE_SIGHT = Who(LEAD, (Role.DEPARTMENT_HEAD, Role.CHIEF), recorders=HANDLERS)


@condition("本件已经封存。")
def is_not_sealed(matter) -> bool:
    return matter.sensitivity != Sensitivity.SEALED


@condition("本件没有封存。")
def is_sealed_off(matter) -> bool:
    return matter.sensitivity == Sensitivity.SEALED


@condition("除主办检察院和被建议单位外，没有其他单位或者个人可以查阅本件。")
def others_read_along(matter) -> bool:
    return matter.is_read_along


def withdrawn(matter) -> str:
    """What those read who see it no more; nothing before issue, when they saw nothing."""
    return f"{matter.lead.name}已收回贵单位对{unnamed(matter)}的查阅。" if matter.is_issued else ""


class SightSteps:
    """Mixed into Recommendation."""

    def reading_along(self):
        """The participations of those who read and neither lead nor answer."""
        sides = (ParticipationRole.LEAD, ParticipationRole.RECIPIENT)
        return self.participations.exclude(role__in=sides).select_related("organisation").order_by("pk")

    @cached_property
    def is_read_along(self) -> bool:
        """Asked once for the instance, in one query."""
        if not self.pk:
            return False
        along = self.reading_along().order_by().values("organisation")
        return along.union(let_in(self).values("user"), all=True).exists()

    @step(
        "封存",
        source=ISSUED,
        who=DECIDE_SIGHT,
        conditions=[is_not_sealed],
        form=f"{FORMS}.sight.SealOffForm",
        weight="warning",
        hint="封存后只有本院、被建议单位和选定的单位可以查阅，列表、通知不显示标题；已经送达的文书和记录原样保留。",
        takes=("is_along",),
        aside=True,
    )
    def seal_off(self, taking: Taking) -> Effects:
        """Sight narrows to those who take part and are named; of the same paper, to other units too."""
        effects = Effects(audience=self.lead)
        was = self.get_sensitivity_display()
        self.sensitivity = Sensitivity.SEALED
        effects.said = {"field": "敏感级别", "old": was, "new": self.get_sensitivity_display()}
        effects.said["reason"] = taking.get("reason")
        kept = {each.pk for each in taking.get("kept", [])}
        rows = [row for row in self.reading_along() if row.organisation_id not in kept]
        end_sight(self, effects, rows, withdrawn(self))
        text = f"{self.lead.name}已将{unnamed(self)}封存，请严格控制知悉范围。"
        effects.tells.append(Tell(text, self.recipient, (Role.LIAISON,)))
        along = [each for each in sharing(self) if each.state in ISSUED and is_not_sealed(each)]
        data = {"reason": taking.get("reason"), "kept": taking.get("kept", [])}
        if not taking.get("is_along"):
            effects.also = [
                Also("seal_off", data | {"is_along": True}, matter=each, as_system="同一文书一并封存")
                for each in along
            ]
        return effects

    @step(
        "解除封存",
        source=ISSUED,
        who=Who(LEAD, (Role.CHIEF,), recorders=HANDLERS),
        conditions=[is_sealed_off],
        form=f"{FORMS}.sight.LiftSealForm",
        hint="解除后按敏感级别恢复上级检察院、司法行政机关的查阅；封存时收回的其他单位不自动恢复。",
        aside=True,
    )
    def lift_seal(self, taking: Taking) -> Effects:
        was, wanted = self.get_sensitivity_display(), taking.get("sensitivity", Sensitivity.INTERNAL)
        if wanted not in (Sensitivity.ORDINARY, Sensitivity.INTERNAL):
            raise Invalid({"sensitivity": "请选择解除封存后的敏感级别。"})
        self.sensitivity = wanted
        said = {"field": "敏感级别", "old": was, "new": self.get_sensitivity_display()}
        return Effects(said=said | {"reason": taking.get("reason")}, audience=self.lead)

    @step(
        "收回查阅",
        source=ISSUED,
        who=DECIDE_SIGHT,
        conditions=[others_read_along],
        form=f"{FORMS}.sight.WithdrawSightForm",
        weight="warning",
        hint="收回抄送等单位对本件的查阅；被建议单位有误的，用“更正”。",
        aside=True,
    )
    def withdraw_sight(self, taking: Taking) -> Effects:
        effects = Effects(said={"reason": taking.get("reason")}, audience=self.lead)
        chosen = {each.pk for each in taking.get("organisations", [])}
        rows = [row for row in self.reading_along() if row.organisation_id in chosen]
        if not rows and not let_in(self).exists():
            raise Invalid({"organisations": "请选择不再查阅本件的单位。"})
        end_sight(self, effects, rows, withdrawn(self))
        return effects
