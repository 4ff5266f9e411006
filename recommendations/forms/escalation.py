"""Circular, interview, report to whom, an end without a reply."""

from django import forms

from common.fields import written
from common.form_fields import WhenField
from common.when import When
from recommendations.overseer import overseer_of
from recommendations.steps.escalation import CONDITIONS
from workflow.forms import StepForm, UploadsField, long_text

SCANS = ("pdf", "ofd", "jpg", "png", "tif")
#: 规定第二十五条.
BODIES = (
    "上级人民检察院",
    "被建议单位的上级机关",
    "行政主管部门",
    "行业自律组织",
    "党委",
    "人民代表大会常务委员会",
    "人民政府",
    "监察机关",
)


class JointForm(StepForm):
    """A paper of the procuratorate, or a joint one that either of the two enters."""

    foretells = False
    may_be_earlier = False
    paper_scans = UploadsField(label="盖章文书", required=False, only=SCANS)

    def set_up(self) -> None:
        field = self.fields["paper_scans"]
        if self.actor.organisation_id == self.matter.lead_id:
            overseer = overseer_of(self.matter) if self.matter.to_administrative_body else None
            joint = (
                f"与{overseer.short_name}联合的，上传联合文书，{overseer.short_name}会收到通知；"
                if overseer
                else ""
            )
            field.help_text = f"{joint}没有上传的，由本页内容生成文书。"
        else:
            field.label, field.required = "联合文书（盖章扫描件）", True
            field.help_text = f"登记后{self.matter.lead.short_name}会收到通知。"


class CirculateForm(JointForm):
    asks_files = "附件"
    field_order = ["held_on", "addressee", "text"]
    held_on = WhenField(label="文书日期")
    addressee = forms.CharField(
        label="通报送交",
        max_length=300,
        help_text="如 被建议单位的上级机关、行政主管部门、行业自律组织；几个机关用顿号分开。",
    )
    text = long_text("通报内容", help_text="写明督促情况、存在的问题和要求。")


class InterviewForm(JointForm):
    asks_files = "附件"
    field_order = ["held_on", "people", "text", "minutes"]
    held_on = WhenField(label="约谈日期")
    people = forms.CharField(label="参加人员", max_length=300, help_text="姓名、单位和职务，用顿号分开。")
    text = long_text("约谈事由", rows=3)
    minutes = long_text(
        "约谈情况", required=False, help_text="约谈之后填写，生成约谈记录；不填的，生成约谈通知书。"
    )

    def set_up(self) -> None:
        super().set_up()
        if planned := self.matter.escalation_set.filter(type="interview", minutes="").last():
            for name in ("held_on", "people", "text"):
                self.initial.setdefault(name, getattr(planned, name))


class ReportUpForm(StepForm):
    """The three conditions of 规定第二十五条, each with its proof, and to whom."""

    foretells = False
    asks_files = "附件"
    bodies = forms.MultipleChoiceField(
        label="送交机关", choices=[(body, body) for body in BODIES], widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label="机关名称", max_length=200, required=False, help_text="写明名称，几个机关用顿号分开。"
    )
    text = long_text("情况和建议", required=False)

    def set_up(self) -> None:
        known = self._known()
        for name, label in CONDITIONS.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)
            self.fields[f"{name}_proof"] = long_text(f"{label}的依据", rows=2)
            self.initial.setdefault(f"{name}_proof", known.get(name, ""))

    def _known(self) -> dict[str, str]:
        """What the portal itself knows of each condition, for the handler to look at."""
        matter, period = self.matter, self.matter.reply_period()
        urgings = [
            str(When.parse(written(row.event.when)))
            for row in matter.urgings_in_force().select_related("event")
        ]
        day = f"书面回复期限至{period.due_on:%Y-%m-%d}。" if period and period.due_on else ""
        replied = f"{matter.replied_on}回复。" if matter.replied_on else "至今没有回复。"
        return {"in_period": f"{day}{replied}", "urged": f"督促{len(urgings)}次：{'、'.join(urgings)}。"}

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        proofs = [name for each in CONDITIONS for name in (each, f"{each}_proof")]
        days = [name for name in ("occurred_at",) if name in self.fields]
        return [
            ("条件", proofs, "规定第二十五条，逐项确认并写明依据。"),
            ("送交", ["bodies", "names", "text", *days, "files"], ""),
            *self.decision_group(),
        ]

    def step_data(self) -> dict:
        data = super().step_data()
        bodies, names = "、".join(data.pop("bodies")), data.pop("names")
        data["addressee"] = f"{bodies}（{names}）" if names else bodies
        return data


class CloseUnansweredForm(StepForm):
    asks_files = "督促、跟进的材料"
    reasons = long_text("理由", help_text="写明督促、跟进情况和不再跟进的理由。")
