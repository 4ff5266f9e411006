"""The procuratorate invited, its answer; to whom a recommendation is copied."""

from typing import Any

from django import forms

from common import clock
from common.form_fields import ChineseDateField
from organisations.choosing import OrganisationsField
from organisations.models import Organisation
from recommendations import rules
from recommendations.requests import INVITATION
from workflow import keeping_forms
from workflow.forms import StepForm, long_text

COPIED_HELP = (
    "同级党委、人大、政府、监察机关，被建议单位的上级机关、行业主管部门等（规定第二十条）。抄送单位只能查阅。"
)


def copied_field(*, required: bool = False) -> OrganisationsField:
    """抄送: any organisation of the roster but procuratorates, which record and are not copied."""
    return OrganisationsField(
        Organisation.objects.recipients(),
        label="抄送",
        required=required,
        help_text=COPIED_HELP,
    )


def check_copies(form: forms.Form) -> None:
    """A recipient of the paper gets the paper itself, and no copy; whom nothing reaches gets none."""
    for each in form.cleaned_data.get("copied_to") or []:
        if reason := rules.why_not_chosen(each):
            form.add_error("copied_to", reason)
    twice = set(form.cleaned_data.get("recipients") or []) & set(form.cleaned_data.get("copied_to") or [])
    if twice:
        names = "、".join(sorted(each.name for each in twice))
        form.add_error("copied_to", f"被建议单位收到文书本身，不另抄送，请核对：{names}。")


class InviteForm(StepForm):
    asks_files = "整改方案等材料"
    occasion = forms.CharField(
        label="事由", max_length=300, help_text="请检察院参与、监督什么，如“整改方案论证会”“现场验收”。"
    )
    wanted_on = ChineseDateField(label="商请参加日期", required=False)

    def clean_wanted_on(self):
        wanted = self.cleaned_data.get("wanted_on")
        if wanted and not self.is_entered_for and wanted < clock.today():
            raise forms.ValidationError("商请参加日期不能早于今天。")
        return wanted


class AnswerInvitationForm(StepForm):
    asks_files = "附件"
    field_order = ["accepted", "held_on", "people", "answer"]
    accepted = forms.ChoiceField(
        label="答复", choices=[("yes", "派员参加"), ("no", "不派员参加")], widget=forms.RadioSelect
    )
    held_on = ChineseDateField(label="参加日期", required=False)
    people = forms.CharField(label="参加人员", max_length=200, required=False)
    answer = long_text("说明", required=False, help_text="不派员参加的，写明理由。")

    def set_up(self) -> None:
        if invitation := INVITATION.of(self.matter):
            self.initial.setdefault("held_on", invitation.wanted_on)
            self.fields["accepted"].help_text = f"对方商请：{invitation.occasion}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("accepted") == "no" and not cleaned.get("answer"):
            self.add_error("answer", "不派员参加的，请写明理由。")
        if cleaned.get("accepted") == "yes" and not cleaned.get("people"):
            self.add_error("people", "派员参加的，请填写参加人员。")
        return cleaned

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {"accepted": data["accepted"] == "yes"}


class AddCopyForm(keeping_forms.AddCopyForm):
    copied_to = copied_field(required=True)

    def set_up(self) -> None:
        taking_part = self.matter.participations.values("organisation")
        field = self.fields["copied_to"]
        field.queryset = field.queryset.exclude(pk__in=taking_part)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_copies(self)
        return cleaned
