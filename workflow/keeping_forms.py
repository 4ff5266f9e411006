"""What is asked where the record of a matter is kept right."""

from typing import Any

from django import forms

from organisations.choosing import AbleOrganisationsField, able_to_be
from organisations.models import Membership
from workflow.copying import watcher
from workflow.forms import ReasonForm, StepForm
from workflow.handlers import possible


class ReassignForm(ReasonForm):
    foretells = False
    asks_files = ""
    field_order = ["handler"]
    handler = forms.ModelChoiceField(Membership.objects.none(), label="新承办人", empty_label="请选择")

    def set_up(self) -> None:
        self.fields["handler"].queryset = possible(self.matter.lead).exclude(pk=self.matter.handler_id)


class AddCopyForm(StepForm):
    """Whoever takes part already is not offered again, nor is a house that cannot be this party."""

    asks_files = ""
    may_be_earlier = False
    gives = ("copied_to",)

    def set_up(self) -> None:
        able, taking_part = watcher(self.matter).able, self.matter.participations.values("organisation")
        field = AbleOrganisationsField(able=able, label="抄送")
        field.queryset = able_to_be(able).exclude(pk__in=taking_part)
        self.fields["copied_to"] = field

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {"copied_to": list(data["copied_to"])}


class AnnulForm(ReasonForm):
    asks_files = ""
