"""Sealing after issue, lifting the seal, withdrawing sight: each with its reason, and those whom it is about by name."""

from django import forms

from matters.kinds import Sensitivity
from organisations.models import Organisation
from workflow.forms import ReasonForm


def _organisations(label: str, help_text: str) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class ReadersForm(ReasonForm):
    """Offers the organisations that read along; the field is left out where there is none."""

    asks_files = "依据材料"
    readers = ""

    def set_up(self) -> None:
        keys = self.matter.reading_along().values("organisation")
        self.fields[self.readers].queryset = Organisation.objects.filter(pk__in=keys).order_by("pk")
        if not self.fields[self.readers].queryset.exists():
            del self.fields[self.readers]


class SealOffForm(ReadersForm):
    readers = "kept"
    field_order = ["kept"]
    kept = _organisations("封存后仍可查阅的单位", "没有勾选的，自封存起不能再查阅本件。被建议单位仍可办理。")


class LiftSealForm(ReasonForm):
    field_order = ["sensitivity"]
    sensitivity = forms.ChoiceField(
        label="解除后的敏感级别",
        choices=[each for each in Sensitivity.choices if each[0] != Sensitivity.SEALED],
        initial=Sensitivity.INTERNAL,
    )


class WithdrawSightForm(ReadersForm):
    readers = "organisations"
    field_order = ["organisations"]
    organisations = _organisations("收回查阅的单位", "单独准许查阅的个人一并收回。")
