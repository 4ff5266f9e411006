"""Keeping the record right."""

from django import forms
from django.utils.text import Truncator

from common.fields import validate_partial_date
from organisations.models import Membership, Role
from recommendations.forms.start import handler_field
from recommendations.handlers import possible, proposed
from recommendations.steps.keeping import CORRECTABLE
from workflow.forms import ReasonForm, StepForm


class ReassignForm(ReasonForm):
    foretells = False
    asks_files = ""
    field_order = ["handler"]
    handler = forms.ModelChoiceField(Membership.objects.none(), label="新承办人", empty_label="请选择")

    def set_up(self) -> None:
        self.fields["handler"].queryset = possible(self.matter.lead).exclude(pk=self.matter.handler_id)


class CorrectForm(ReasonForm):
    foretells = False
    asks_files = "依据材料"
    field_order = ["field", "new"]
    field = forms.ChoiceField(label="更正事项", choices=[("", "请选择"), *CORRECTABLE.items()])
    new = forms.CharField(label="更正为", max_length=200, help_text="日期按 2026-11-05 填写。")

    def set_up(self) -> None:
        """What stands there now is shown beside each choice."""
        stands = {name: Truncator(getattr(self.matter, name) or "空").chars(40) for name in CORRECTABLE}
        named = [(name, f"{label}（现为：{stands[name]}）") for name, label in CORRECTABLE.items()]
        self.fields["field"].choices = [("", "请选择"), *named]

    def clean(self) -> dict:
        cleaned = super().clean()
        new = (cleaned.get("new") or "").strip()
        if cleaned.get("field", "").endswith("_on") and new:
            try:
                validate_partial_date(new)
            except forms.ValidationError as problem:
                self.add_error("new", problem)
        cleaned["new"] = new
        return cleaned


class AnnulForm(ReasonForm):
    asks_files = ""


class TakeOnForm(StepForm):
    """认领: asked once, since reminders begin with it; a clerk names the procurator for whom it is."""

    asks_files = ""
    may_be_earlier = False

    def set_up(self) -> None:
        if self.actor.role != Role.HANDLER:
            self.fields["handler"] = handler_field(self.matter.lead)
            usual = proposed(self.actor, self.matter.lead)
            self.initial.setdefault("handler", usual and usual.pk)
