"""A day, a month or a year as written: 2024, 2024-09 or 2024-09-05. Nothing is invented."""

import re

from django.core.exceptions import ValidationError
from django.db import models

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
    """Text in ISO order, so that it sorts and can be searched by year; `When.parse` reads it."""

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
