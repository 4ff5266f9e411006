"""The recipient's forms. Upload the letter, tick a result for each advice, send: no more is asked."""

from typing import Any

from django import forms

from common import clock, dates
from common.form_fields import ChineseDateField, WhenField
from common.when import When
from matters.models import Event
from organisations.models import Membership, Role
from recommendations import rules
from recommendations.choices import Result
from recommendations.records import Progress
from recommendations.requests import EXTENSION
from workflow import proposals
from workflow.forms import DECISION, ReasonForm, StepForm, UploadsField, long_text
from workflow.models import Proposal
from workflow.period_field import StatedPeriodField
from workflow.steps import steps_of

SCANS = ("pdf", "ofd", "jpg", "png", "tif")


def running_reply(matter):
    """The reply's open period, or None."""
    return matter.deadlines.filter(rule__in=rules.REPLIES, status="open").first()


def ask_head(form: StepForm) -> None:
    """What the head has decided and the liaison sends: who, which day, the signed sheet. The head needs none."""
    if form.actor.role == Role.ORGANISATION_HEAD or form.is_entered_for:
        return
    heads = Membership.objects.holders(form.matter.recipient, Role.ORGANISATION_HEAD)
    form.fields["decided_by"] = forms.ModelChoiceField(
        heads, label="单位负责人", empty_label="请选择", required=False, help_text="负责人将收到通知。"
    )
    form.fields["decided_on"] = WhenField(label="同意日期", required=False)
    form.fields["signed_sheet"] = UploadsField(
        label=form.sheet_label, required=False, single=True, inside=True
    )


class AssignInsideForm(StepForm):
    asks_files = "批示扫描件"
    incoming_number = forms.CharField(label="收文编号", max_length=60, required=False)
    section = forms.CharField(label="承办股室", max_length=100)
    person = forms.ModelChoiceField(
        Membership.objects.none(), label="经办人", required=False, empty_label="不指定"
    )
    instruction = long_text("批示意见", required=False, rows=3)
    due_on = ChineseDateField(label="内部时限", required=False, help_text="早于法定期限，仅本单位可见。")

    def set_up(self) -> None:
        people = Membership.objects.holders(self.matter.recipient, Role.SECTION_OFFICER, Role.LIAISON)
        self.fields["person"].queryset = people

    def clean_due_on(self):
        due_on = self.cleaned_data.get("due_on")
        period = running_reply(self.matter)
        if due_on and due_on < clock.today():
            raise forms.ValidationError("内部时限不能早于今天。")
        if due_on and period and period.due_on and due_on >= period.due_on:
            raise forms.ValidationError(f"内部时限应当早于回复期限（{period.due_on:%Y-%m-%d}）。")
        return due_on


class ObjectForm(StepForm):
    asks_files = "证据材料"
    grounds = long_text("异议理由", help_text="写明对哪一项有异议、理由和依据。异议期间回复期限继续计算。")


class RejectObjectionForm(StepForm):
    asks_files = "附件"
    reasons = long_text("不成立的理由", help_text="将随答复书送达被建议单位（规定第二十三条）。")


class RequestExtensionForm(StepForm):
    reason = long_text("申请理由")
    asked_until = ChineseDateField(label="申请延至")

    def clean(self) -> dict[str, Any]:
        """More time than there is, from the day on which it was asked for."""
        cleaned = super().clean()
        asked, period = cleaned.get("asked_until"), running_reply(self.matter)
        on = cleaned.get("occurred_at") or When.now()
        if asked and not on.before(When.on(asked)):
            self.add_error("asked_until", "应当晚于申请的日期。")
        elif asked and period and period.due_on and asked <= period.due_on:
            self.add_error("asked_until", f"应当晚于现在的期限（{period.due_on:%Y-%m-%d}）。")
        return cleaned


class GrantExtensionForm(StepForm):
    """Until when, or for how long; why; and why beyond once the length of the period."""

    asks_files = ""
    foreseen_with = {"reason": "同意延期"}
    granted_until = ChineseDateField(label="同意延至", required=False)
    granted_for = StatedPeriodField(
        label="或者延长", required=False, help_text="自现在的届满日起计算；填写的，“同意延至”留空。"
    )
    reason = long_text("检察长同意的理由")
    beyond_reason = long_text("超出一倍期限的理由", required=False, rows=2)

    def set_up(self) -> None:
        request, period = EXTENSION.of(self.matter), running_reply(self.matter)
        if request:
            self.initial.setdefault("granted_until", request.asked_until)
            self.fields["reason"].help_text = f"对方申请的理由：{request.reason}"
        if period and (end := rules.end_of_extension(period)):
            first = dates.chinese_date(rules.first_day(period))
            words = f"不延期的，期限至{first}；各次延期合计一般不超过{dates.chinese_date(end)}"
            self.fields["granted_until"].help_text = f"{words}。"
            self.fields["beyond_reason"].help_text = f"{words}，超过的填写。"


class RefuseExtensionForm(ReasonForm):
    asks_files = ""


class ProgressForm(StepForm):
    asks_files = "附件（整改前后照片、文件等）"
    type = forms.ChoiceField(label="类别", choices=Progress.Type.choices, initial=Progress.Type.PROGRESS)
    text = long_text("情况")


class EntryChoice(forms.ModelChoiceField):
    def label_from_instance(self, entry) -> str:
        label = steps_of(type(self.matter))[entry.verb].label
        return f"第{entry.number}条 {label}（{entry.when}）"


class CorrectEnteredForm(StepForm):
    asks_files = "证明材料"
    entry = EntryChoice(Event.objects.none(), label="有误的记录", empty_label="请选择")
    text = long_text("应为", help_text="写明哪一处与纸质材料不符，正确内容是什么。")

    def set_up(self) -> None:
        entered = Event.objects.filter(matter_id=self.matter.pk, entered_for=self.matter.recipient_id)
        self.fields["entry"].matter = self.matter
        self.fields["entry"].queryset = entered.in_audience(self.actor).order_by("number")


class ReplyForm(StepForm):
    """One result for each advice; the letter scanned, or built from this form on the head's approval."""

    gives = ("results", "used")
    asks_files = "佐证材料"
    sheet_label = "负责人签署页（扫描件）"
    paper_scans = UploadsField(
        label="盖章复函",
        required=False,
        only=SCANS,
        help_text="上传单位盖章的复函扫描件或版式文件。",
    )
    build_letter = forms.BooleanField(label="没有复函，由本页内容生成", required=False)
    letter_number = forms.CharField(label="复函文号", max_length=80, required=False)
    late_reason = long_text(
        "逾期回复的原因",
        required=False,
        rows=2,
        help_text="回复期限已经届满。可以在此说明原因，检察院和司法局都能看到；不需要说明的，不填。",
    )
    text = long_text("总体情况或者补充说明", required=False)

    def set_up(self) -> None:
        ask_head(self)
        if not rules.is_late_to_reply(self.matter):
            del self.fields["late_reason"]
        if self.is_entered_for:
            for name in ("build_letter", "files"):
                del self.fields[name]
        elif written := self._from_the_section():
            self.take_over(written)
        self.advices = list(self.matter.advices.all())
        for advice in self.advices:
            self.fields[f"result_{advice.pk}"] = forms.ChoiceField(
                label="结果", choices=Result.choices, widget=forms.RadioSelect
            )
            self.fields[f"text_{advice.pk}"] = long_text("整改情况（选填）", required=False, rows=2)

    def _from_the_section(self) -> Proposal | None:
        """What the section has handed to the liaison and nobody has sent yet."""
        progress = steps_of(type(self.matter))["report_progress"]
        written = proposals.waiting(self.matter, progress, self.actor)
        return written if written and written.is_open else None

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        advices = [
            (f"建议{advice.order}", [f"result_{advice.pk}", f"text_{advice.pk}"], advice.text)
            for advice in self.advices
        ]
        built = [name for name in ("build_letter", *DECISION) if name in self.fields]
        hint = "由本页内容生成复函的，请勾选；单位负责人决定即为审定。"
        if "decided_by" in self.fields:
            hint = "由本页内容生成复函的，勾选并写明负责人何时审定；已上传复函的不填。"
        return [
            *advices,
            ("复函", ["occurred_at", "paper_scans", "letter_number"], ""),
            *([("没有复函", built, hint)] if built else []),
            ("补充", [name for name in ("late_reason", "text", "files") if name in self.fields], ""),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("paper_scans") and not cleaned.get("build_letter"):
            self.add_error("paper_scans", "请上传盖章复函；没有复函的，勾选“由本页内容生成”。")
        if cleaned.get("build_letter"):
            for name in DECISION:
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "由本页生成复函的，须经单位负责人审定，请填写。")
        return cleaned

    def step_data(self) -> dict[str, Any]:
        kept = ("paper_scans", "build_letter", "letter_number", "late_reason", "text", "files", *DECISION)
        data = {name: value for name, value in super().step_data().items() if name in kept}
        data["used"] = self.taken_over
        data["results"] = [
            (advice, self.cleaned_data[f"result_{advice.pk}"], self.cleaned_data[f"text_{advice.pk}"])
            for advice in self.advices
        ]
        return data
