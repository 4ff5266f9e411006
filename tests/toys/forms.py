"""What the steps of toys ask."""

from django import forms

from organisations.choosing import OrganisationField, OrganisationsField
from organisations.models import Organisation
from workflow.forms import ReasonForm, StepForm
from workflow.period_field import StatedPeriodField

__all__ = [
    "AgreeForm",
    "AnswerLongerForm",
    "ArrangeForm",
    "AskForm",
    "MendForm",
    "PlainForm",
    "ReasonForm",
    "UrgeForm",
    "ValuesForm",
]


class PlainForm(StepForm):
    """Nothing but files."""


class AskForm(StepForm):
    title = forms.CharField(label="标题", max_length=200)
    name = forms.CharField(label="名称", max_length=60)
    pieces = forms.IntegerField(label="件数", min_value=1)

    def matter_values(self) -> dict:
        data = self.cleaned_data
        return {"title": data["title"], "values": {"name": data["name"], "pieces": data["pieces"]}}


class AgreeForm(StepForm):
    foretells = False  # what it does depends on who is chosen

    borrower = OrganisationField(Organisation.objects.all(), label="借用单位")
    watchers = OrganisationsField(Organisation.objects.all(), label="观察单位", required=False)


class AnswerLongerForm(StepForm):
    granted = forms.BooleanField(label="同意延长", required=False)


class UrgeForm(ReasonForm):
    stated = StatedPeriodField(label="归还期限")


class ValuesForm(StepForm):
    gives = ("values",)
    pieces = forms.IntegerField(label="件数", min_value=1)
    fragile = forms.BooleanField(label="易碎", required=False)

    def step_data(self) -> dict:
        data = super().step_data()
        return {"values": {name: data.pop(name) for name in ("pieces", "fragile")}, **data}


class ArrangeForm(StepForm):
    """One part for each house chosen, in their order."""

    gives = ("parts",)
    title = forms.CharField(label="标题", max_length=200)
    houses = OrganisationsField(Organisation.objects.all(), label="修理单位")

    def matter_values(self) -> dict:
        return {"title": self.cleaned_data["title"]} if "title" in self.fields else {}

    def step_data(self) -> dict:
        data = super().step_data()
        houses = data.pop("houses")
        return {"parts": [(f"部件{place}", house) for place, house in enumerate(houses, 1)], **data}


class MendForm(StepForm):
    item_field = "part"
    part = forms.CharField(label="部件", max_length=60)


class SendForm(ArrangeForm):
    """The title is carried over."""

    foretells = False
    title = None
