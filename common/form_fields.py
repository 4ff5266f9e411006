"""Form fields for what offices enter: dates as they are written, times partly known, several files."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from common import dates
from common.when import When
from common.widgets import ChineseDateInput, FilesInput

DATE_ERROR = "请填写日期，如 2026年11月5日 或 2026-11-05。"
WHEN_ERROR = "请填写日期，如 2026年11月5日；只知道年月的，写 2026年11月 或 2026年；需要时刻的，写 2026年11月5日 14:30。"


class ChineseDateField(forms.DateField):
    """A day of Asia/Shanghai, typed in any usual Chinese form."""

    widget = ChineseDateInput
    default_error_messages = {"invalid": DATE_ERROR}

    def to_python(self, value) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value or None)
        try:
            day = dates.parse_date(value).day
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class WhenField(forms.Field):
    """A `When`: a day, a month or a year where no more is known, a moment where the time of day is typed."""

    widget = ChineseDateInput
    default_error_messages = {"invalid": WHEN_ERROR}

    def to_python(self, value) -> When | None:
        if value in self.empty_values:
            return None
        try:
            return value if isinstance(value, When) else dates.parse_when(str(value))
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def prepare_value(self, value) -> object:
        return dates.table_moment(value) if isinstance(value, When) else value


class OrderedChoicesField(forms.ModelMultipleChoiceField):
    """Several rows in the order in which they were chosen; cleans to a list."""

    def clean(self, value) -> list:
        found = {str(row.pk): row for row in super().clean(value)}
        return [found[key] for key in dict.fromkeys(map(str, value or ())) if key in found]


class FilesField(forms.FileField):
    """Several uploads in one field; cleans to a list, empty where nothing was chosen."""

    widget = FilesInput

    def clean(self, data, initial=None) -> list:
        chosen = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if not chosen:
            super().clean(None, initial or None)
            return []
        return [super(FilesField, self).clean(item, initial) for item in chosen]
