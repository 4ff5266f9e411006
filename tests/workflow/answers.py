"""Values that fit what a declared step asks, for walks that know nothing of the kind."""

from collections.abc import Callable
from itertools import count
from typing import Any

from django import forms
from hypothesis import strategies as st

from common import clock
from deadlines.statute import Stated
from organisations.choosing import AbleOrganisationField, AbleOrganisationsField, able_to_be
from organisations.models import Organisation
from tests.cast import ORGANISATIONS
from workflow.forms import StepForm, UploadsField
from workflow.period_field import StatedPeriodField

numbers = count(1)
Draw = Callable[[Any], Any]


def fitting(form: type[StepForm], draw: Draw) -> dict[str, Any]:
    """By its name, a value for each field that `form` asks for its own step."""
    own = {name: field for name, field in form.base_fields.items() if name not in StepForm.base_fields}
    return {name: value(field, draw) for name, field in own.items() if not isinstance(field, UploadsField)}


def value(field: forms.Field, draw: Draw) -> Any:
    """One that the field takes."""
    if isinstance(field, AbleOrganisationsField):
        return houses(field.able)[:1]
    if isinstance(field, AbleOrganisationField):
        return draw(st.sampled_from(houses(field.able)))
    if isinstance(field, forms.MultipleChoiceField):
        return draw(st.lists(st.sampled_from(codes(field)), min_size=1, unique=True))
    if isinstance(field, forms.ChoiceField):
        return draw(st.sampled_from(codes(field)))
    return plain(field, draw)


def houses(able: tuple[str, ...]) -> list[Organisation]:
    """Those of the cast that are able to be it: what a walk makes besides is another's the next time."""
    of_cast = [code for code, *_ in ORGANISATIONS.values()]
    return list(able_to_be(able).filter(code__in=of_cast).order_by("pk"))


def plain(field: forms.Field, draw: Draw) -> Any:
    if isinstance(field, StatedPeriodField):
        return Stated(draw(st.integers(1, 30)))
    if isinstance(field, forms.BooleanField):
        return draw(st.booleans())
    if isinstance(field, forms.IntegerField):
        return draw(st.integers(field.min_value or 0, 9))
    if isinstance(field, forms.DateField):
        return clock.today()
    # A number of a paper is given once.
    return f"试字〔2026〕{next(numbers)}号"


def codes(field: forms.ChoiceField) -> list[str]:
    return [code for code, _ in field.choices if code]
