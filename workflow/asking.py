"""What a step of a declared kind asks: its fields, the form that shows them, and the same check at the door.

A field may be `sealed`: what it holds is encrypted in the row and stands in no event, notice, list or export.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from common.form_fields import ChineseDateField
from organisations.choosing import AbleOrganisationField, AbleOrganisationsField
from workflow.content import Content
from workflow.errors import Invalid
from workflow.forms import SHEET, StepForm, UploadsField, long_text
from workflow.houses import House
from workflow.period_field import StatedPeriodField

Fields = Mapping[str, forms.Field]


def text(label: str, *, sealed: bool = False, **options) -> forms.Field:
    """A paragraph."""
    return _marked(long_text(label, **options), sealed)


def line(label: str, *, longest: int = 200, sealed: bool = False, **options) -> forms.Field:
    """One line of at most `longest` characters."""
    return _marked(forms.CharField(label=label, max_length=longest, **options), sealed)


def choice(label: str, choices: Mapping[str, str], *, required: bool = True, **options) -> forms.Field:
    """One of `choices` {code: word}."""
    offered = [("", "请选择"), *choices.items()]
    return _marked(forms.ChoiceField(label=label, choices=offered, required=required, **options), False)


def several_of(label: str, choices: Mapping[str, str], **options) -> forms.Field:
    """Some of `choices` {code: word}."""
    widget = forms.CheckboxSelectMultiple
    field = forms.MultipleChoiceField(label=label, choices=[*choices.items()], widget=widget, **options)
    return _marked(field, False)


def box(label: str, **options) -> forms.Field:
    return _marked(forms.BooleanField(label=label, required=False, **options), False)


def count(label: str, *, least: int = 0, **options) -> forms.Field:
    return _marked(forms.IntegerField(label=label, min_value=least, **options), False)


def day(label: str, **options) -> forms.Field:
    """A day of Asia/Shanghai."""
    return _marked(ChineseDateField(label=label, **options), False)


def period(label: str, **options) -> forms.Field:
    """A length that the paper states."""
    return _marked(StatedPeriodField(label=label, **options), False)


def one(house: House, *, near: bool = False, **options) -> forms.Field:
    """One organisation that is able to be `house`; `near`: chosen beforehand where the lead's place has just one."""
    field = AbleOrganisationField(able=house.able, **{"label": house.word, **options})
    field.near = near
    return _marked(field, False)


def several(house: House, *, near: bool = False, required: bool = False, **options) -> forms.Field:
    """Organisations that are able to be `house`; `near`: those of the lead's place are chosen beforehand."""
    field = AbleOrganisationsField(able=house.able, required=required, **{"label": house.word, **options})
    field.near = near
    return _marked(field, False)


def scans(label: str, **options) -> forms.Field:
    """Files that are kept under `label`."""
    return UploadsField(label=label, **options)


#: A step that asks why, and no more.
def reasons(label: str = "理由") -> dict[str, forms.Field]:
    return {"reason": text(label)}


def _marked(field: forms.Field, sealed: bool) -> forms.Field:
    field.sealed = sealed
    return field


def is_sealed(field: forms.Field | None) -> bool:
    return bool(getattr(field, "sealed", False))


def form_of(name: str, asks: Fields, *, files: str, files_help: str = "") -> type[StepForm]:
    """The form that asks `asks`; `files`: what the common field for attachments is called, "" for none."""
    more = {"asks_files": files, "files_help": files_help, "foretells": not asks}
    return type(name, (DeclaredForm,), {**asks, **more})


class DeclaredForm(StepForm):
    """Asks what its move declares, and of the matter whatever is wrong for it (`Declared.problems_with`)."""

    def set_up(self) -> None:
        """A sheet that a head has signed tells of the case; where nothing of it may stand here it stays on paper."""
        if self.matter.content == Content.NONE:
            self.fields.pop(SHEET, None)
        for name, field in self.fields.items():
            if getattr(field, "near", False):
                self._choose_near(name, field)

    def _choose_near(self, name: str, field: forms.Field) -> None:
        place = self.matter.lead.jurisdiction_id
        found = field.queryset.filter(jurisdiction=place).exclude(pk=self.matter.lead_id)
        keys = list(found.order_by("pk").values_list("pk", flat=True))
        if isinstance(field, AbleOrganisationsField):
            self.initial.setdefault(name, keys)
        elif len(keys) == 1:
            self.initial.setdefault(name, keys[0])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for name, problem in self.matter.problems_with(self.step.name, cleaned).items():
                self.add_error(name if name in self.fields else None, problem)
        return cleaned

    def matter_values(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"]} if "title" in self.cleaned_data else {}


def checked(asks: Fields, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, as the fields themselves clean it: a form and any other way in are held to the same.

    Raises Invalid with the sentence of each field.
    """
    cleaned, problems = {}, {}
    for name, field in asks.items():
        if isinstance(field, UploadsField):
            continue
        try:
            cleaned[name] = deepcopy(field).clean(_raw(given.get(name)))
        except ValidationError as problem:
            problems[name] = " ".join(problem.messages)
    if problems:
        raise Invalid(problems)
    return cleaned


def _raw(value: Any) -> Any:
    """As a page would send it: rows by their keys."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_raw(each) for each in value]
    return value
