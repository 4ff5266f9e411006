"""备案审查: the superior's opinion on what was recorded with it."""

from typing import Any

from django import forms

from common.form_fields import WhenField
from recommendations.choices import RecordOpinion
from workflow.forms import StepForm, long_text


class NoteRecordForm(StepForm):
    """Where several things wait, which of them; an order needs its number and day."""

    gives = ("records",)
    asks_files = "审查意见、指令等材料"
    foretells = False
    opinion = forms.ChoiceField(
        label="审查意见",
        choices=RecordOpinion.choices,
        widget=forms.RadioSelect,
        initial=RecordOpinion.AGREED,
    )
    text = long_text("意见内容", required=False, help_text="指出问题、指令变更或者撤回的，写明理由。")
    noted_on = WhenField(label="审查日期", required=False, help_text="当天审查的不填。")
    order_number = forms.CharField(
        label="指令文号",
        max_length=80,
        required=False,
        help_text="指令变更或者撤回的填写（规定第二十二条）。",
    )
    ordered_on = WhenField(label="指令日期", required=False)

    def set_up(self) -> None:
        rows = self.matter.records_to_note()
        if len(rows) > 1:
            choices = [(row.pk, f"{row.what}（{row.event.when}报备）") for row in rows]
            self.fields["records"] = forms.TypedMultipleChoiceField(
                label="备案材料", choices=choices, coerce=int, widget=forms.CheckboxSelectMultiple
            )
            self.initial.setdefault("records", [row.pk for row in rows])
            self.order_fields(["records"])

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {"records": data.get("records") or [row.pk for row in self.matter.records_to_note()]}
