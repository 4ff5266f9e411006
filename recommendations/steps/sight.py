"""Sight of a matter after it was issued: sealed, lifted, withdrawn from those who need it no more, taken back where it
was entered by mistake. What was served stays: papers, events and their digests are the leading procuratorate's.
"""

from collections.abc import Iterable

from django.utils.functional import cached_property

from matters.kinds import ParticipationRole, Sensitivity
from matters.models import MatterUserObjectPermission, Participation
from matters.parties import LEAD
from organisations.models import Role
from recommendations.choices import State
from recommendations.siblings import sharing
from recommendations.steps.before_issue import FORMS
from workflow.effects import Also, Call, Effects, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.who import HANDLERS, Who

ISSUED = [
    State.ISSUED,
    State.RECTIFYING,
    State.REPLIED,
    State.IN_COURT,
    State.CLOSED,
    State.WITHDRAWN,
]
#: What the recipient's people do with what they were sent, before they have done anything of their own.
TAKING_DELIVERY = ("sign_for", "sign_for_letter", "return_unsigned")
OFFICE = (Role.LIAISON, Role.INTAKE)
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


class SightSteps:
    """Mixed into Recommendation."""

    def reading_along(self):
        """The participations of those who read and neither lead nor answer."""
        sides = (ParticipationRole.LEAD, ParticipationRole.RECIPIENT)
        return self.participations.exclude(role__in=sides).select_related("organisation").order_by("pk")

    def let_in(self):
        """Single persons who were let in as an exception."""
        return MatterUserObjectPermission.objects.filter(content_object=self.pk)

    @cached_property
    def is_read_along(self) -> bool:
        """Asked once for the instance, in one query."""
        if not self.pk:
            return False
        along = self.reading_along().order_by().values("organisation")
        return along.union(self.let_in().values("user"), all=True).exists()

    @step(
        "封存",
        source=ISSUED,
        who=DECIDE_SIGHT,
        conditions=[is_not_sealed],
        form=f"{FORMS}.sight.SealOffForm",
        weight="warning",
        hint="封存后只有本院、被建议单位和选定的单位可以查阅，列表、通知不显示标题；已经送达的文书和记录原样保留。",
        takes=("is_along",),
    )
    def seal_off(self, call: Call) -> Effects:
        """Sight narrows to those who take part and are named; of the same paper, to other units too."""
        effects = Effects(audience=self.lead)
        was = self.get_sensitivity_display()
        self.sensitivity = Sensitivity.SEALED
        effects.said = {"field": "敏感级别", "old": was, "new": self.get_sensitivity_display()}
        effects.said["reason"] = call.get("reason")
        kept = {each.pk for each in call.get("kept", [])}
        self._end(effects, [row for row in self.reading_along() if row.organisation_id not in kept])
        text = f"{self.lead.name}已将{self._unnamed()}封存，请严格控制知悉范围。"
        effects.tells.append(Tell(text, self.recipient, (Role.LIAISON,)))
        along = [each for each in sharing(self) if each.state in ISSUED and is_not_sealed(each)]
        data = {"reason": call.get("reason"), "kept": call.get("kept", [])}
        if not call.get("is_along"):
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
    )
    def lift_seal(self, call: Call) -> Effects:
        was, wanted = self.get_sensitivity_display(), call.get("sensitivity", Sensitivity.INTERNAL)
        if wanted not in (Sensitivity.ORDINARY, Sensitivity.INTERNAL):
            raise Invalid({"sensitivity": "请选择解除封存后的敏感级别。"})
        self.sensitivity = wanted
        said = {"field": "敏感级别", "old": was, "new": self.get_sensitivity_display()}
        return Effects(said=said | {"reason": call.get("reason")}, audience=self.lead)

    @step(
        "收回查阅",
        source=ISSUED,
        who=DECIDE_SIGHT,
        conditions=[others_read_along],
        form=f"{FORMS}.sight.WithdrawSightForm",
        weight="warning",
        hint="收回抄送等单位对本件的查阅；被建议单位有误的，用“更正”。",
    )
    def withdraw_sight(self, call: Call) -> Effects:
        effects = Effects(said={"reason": call.get("reason")}, audience=self.lead)
        chosen = {each.pk for each in call.get("organisations", [])}
        rows = [row for row in self.reading_along() if row.organisation_id in chosen]
        if not rows and not self.let_in().exists():
            raise Invalid({"organisations": "请选择不再查阅本件的单位。"})
        self._end(effects, rows)
        return effects

    def take_back(self, effects: Effects, told: str = "") -> None:
        """Of what was entered by mistake nobody outside keeps sight, but who has done something of their own in it."""
        if not self.pk:
            return
        own = self.events.exclude(verb__in=TAKING_DELIVERY).values_list("actor__organisation", flat=True)
        acted = {*own, self.lead_id}
        rows = self.participations.exclude(organisation__in=acted).exclude(role=ParticipationRole.ENTERING)
        self._end(effects, list(rows.select_related("organisation").order_by("pk")), told)
        if told and self.recipient_id in acted:
            effects.tells.append(Tell(told, self.recipient, (Role.LIAISON,)))

    def _end(self, effects: Effects, rows: Iterable[Participation], told: str = "") -> None:
        """They take part no longer; the event names them, and they are told without title or link."""
        rows, people = list(rows), list(self.let_in().select_related("user"))
        names = [row.organisation.name for row in rows] + [each.user.full_name for each in people]
        effects.said["sight_ended"] = "、".join(names)
        effects.removes += [*rows, *people]
        text = told or f"{self.lead.name}已收回贵单位对{self._unnamed()}的查阅。"
        if told or self.is_issued:
            effects.tells += [Tell(text, row.organisation, OFFICE, leaving=True) for row in rows]

    def _unnamed(self) -> str:
        """For those who see it no more: its number, which they have, and no title."""
        return f"{self.noun}（{self.number}）" if self.number else f"一件{self.noun}"
