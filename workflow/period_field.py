"""A period as a paper states it: a number and its unit, 日 or 月."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from deadlines.stated import STATED_UNITS
from deadlines.statute import Stated, Unit

LONGEST = 999  # no period of a paper is longer (`documents.wording.chinese_number`)
NUMBER_ERROR = f"请填写1至{LONGEST}的整数，并选择单位，如 15 日、1 个月。"


class StatedPeriodInput(forms.MultiWidget):
    """Both controls bear one name, so that whatever keeps a posted form keeps them together."""

    template_name = "forms/widgets/stated_period.html"
    use_fieldset = False

    def __init__(self, attrs: dict | None = None) -> None:
        number = forms.NumberInput({"min": 1, "max": LONGEST, "inputmode": "numeric"})
        unit = forms.Select({"aria-label": "期限的单位"}, STATED_UNITS)
        super().__init__([number, unit], attrs)
        self.widgets_names = ["", ""]

    def decompress(self, value: Any) -> list:
        if isinstance(value, Stated):
            return [value.length, value.unit.value]
        return [value, Unit.DAYS.value]

    def value_from_datadict(self, data, files, name: str) -> list | None:
        if name not in data:
            return None
        given = data.getlist(name) if hasattr(data, "getlist") else data[name]
        return list(given) if isinstance(given, list | tuple) else self.decompress(given)

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        if given := context["widget"]["attrs"].get("id"):
            context["widget"]["subwidgets"][0]["attrs"]["id"] = given
        return context


class StatedPeriodField(forms.Field):
    """Cleans to a `Stated`; None where no number is given."""

    widget = StatedPeriodInput
    default_error_messages = {"invalid": NUMBER_ERROR}

    def to_python(self, value: Any) -> Stated | None:
        if value is None or isinstance(value, Stated):
            return value
        number, unit = [*map(str, value), "", ""][:2]
        number = unicodedata.normalize("NFKC", number).strip()
        if number in ("", "None"):
            return None
        try:
            stated = Stated(int(number), Unit(unit or Unit.DAYS))
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
        if stated.length > LONGEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return stated
