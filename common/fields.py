"""Columns of every room: a day, a month or a year as written, and texts that the portal makes of others."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from common.names import shortened
from common.when import When

PATTERN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def validate_partial_date(value: str) -> None:
    """Raises ValidationError unless `value` is a year, a month or a day that exists."""
    try:
        if not PATTERN.fullmatch(value):
            raise ValueError
        When.parse(value)
    except ValueError:
        message = "请按 2024-09-05 填写；只知道年月的填 2024-09，只知道年份的填 2024。"
        raise ValidationError(message, code="partial_date") from None


class PartialDateField(models.CharField):
    """2024, 2024-09 or 2024-09-05, nothing invented: in ISO order, so that it sorts and can be searched by year.

    `When.parse` reads it.
    """

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_partial_date])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


def written(when: When | None) -> str:
    """The date part of `when` as this field keeps it (local day for an instant)."""
    if when is None:
        return ""
    return when.isoformat() if when.is_partial else when.day.isoformat()


class ComposedField(models.CharField):
    """A text that the portal composes of names, titles and numbers, each of which may be as long as it likes.

    What the column does not hold is left out behind “…” when the row is saved. Nothing that people type belongs
    into it: that is refused at its form.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str) and len(value) > self.max_length:
            value = shortened(value, self.max_length)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: object, connection: object) -> object:
        """Also where rows are changed by a query."""
        is_text = isinstance(value, str)
        return super().get_db_prep_save(shortened(value, self.max_length) if is_text else value, connection)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
