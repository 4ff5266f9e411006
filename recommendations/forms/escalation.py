"""Circular, interview, report to whom, an end without a reply."""

from django import forms

from common.form_fields import WhenField
from recommendations.choices import UrgeGround
from recommendations.forms.letters import number_field, scans_field
from recommendations.overseer import overseer_of
from workflow.forms import StepForm, UploadsField, long_text

SCANS = ("pdf", "ofd", "jpg", "png", "tif")
#: 规定第二十五条: up goes a report, across a circular.
REPORTED_TO = ("上级人民检察院", "同级党委", "同级人民代表大会常务委员会")


def conditions_met(matter) -> str:
    """What the record knows of the three conditions of 规 25, for who decides."""
    standing = matter.standing
    urged = "、".join(str(row.received) for row in standing.urgings)
    due = standing.period and standing.period.due_on
    words = "、".join(UrgeGround(each).label for each in standing.grounds)
    found = f"；{standing.finding.event.when}认定{standing.finding.word}" if standing.finding else ""
    first = f"书面回复期限至{due:%Y-%m-%d}，" if due else ""
    return f"{first}记录为{words}；督促函于{urged}送达{found}。"


class JointForm(StepForm):
    """A paper of the procuratorate, or a joint one that either of the two enters."""

    gives = ("is_joint",)
    foretells = False
    may_be_earlier = False
    paper_number = number_field()
    paper_scans = UploadsField(label="盖章文书", required=False, only=SCANS)

    def set_up(self) -> None:
        field = self.fields["paper_scans"]
        if self.actor.organisation_id == self.matter.lead_id:
            overseer = overseer_of(self.matter) if self.matter.to_administrative_body else None
            if overseer:
                self.fields["is_joint"] = forms.BooleanField(
                    label=f"与{overseer.name}联合", required=False, help_text="两家在标题和落款中并列。"
                )
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
        help_text="如 被建议单位的上级机关、行政主管部门、行业自律组织，同级人民政府、监察机关；几个机关用顿号分开。",
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
    """To whom above; the three conditions stand in the record."""

    gives = ("addressee",)
    foretells = False
    asks_files = "附件"
    bodies = forms.MultipleChoiceField(
        label="报告机关",
        choices=[(body, body) for body in REPORTED_TO],
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.CharField(
        label="机关名称", max_length=200, required=False, help_text="写明名称，几个机关用顿号分开。"
    )
    text = long_text("情况和建议", required=False)
    paper_number = number_field()
    paper_scans = scans_field()

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        days = [name for name in ("occurred_at",) if name in self.fields]
        return [
            (
                "报告",
                ["bodies", "names", "text", "paper_number", "paper_scans", *days, "files"],
                conditions_met(self.matter),
            ),
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
