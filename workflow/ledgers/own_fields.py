"""The columns that follow from what a kind keeps for itself: each field that it asks is a column under its label."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common import cells
from common.form_fields import WhenField
from common.xlsx import Value
from workflow.asking import is_sealed
from workflow.ledgers.column import Column, Told

YES_OR_NO = {"是": True, "否": False}
NO_CELL = (forms.FileField, forms.ModelChoiceField)


def column_of(name: str, field: forms.Field) -> Column | None:
    """None for what stands in no cell: files, rows of other tables, and what is sealed."""
    if isinstance(field, NO_CELL) or is_sealed(field):
        return None
    label = str(field.label)
    return Column(
        name,
        label,
        _writer(name, field),
        _reader(field),
        needed=field.required,
        expected=label,
        hint=str(field.help_text) or "、".join(_codes(field)),
    )


def _codes(field: forms.Field) -> dict[str, Any]:
    """The words of a field that lets one choose, each with what it is kept as."""
    if isinstance(field, forms.BooleanField):
        return YES_OR_NO
    choices = field.choices if isinstance(field, forms.ChoiceField) else ()
    return {str(label): code for code, label in choices if code != ""}


def _writer(name: str, field: forms.Field) -> Callable[[Told], Value]:
    words = {code: word for word, code in _codes(field).items()}

    def written(told: Told) -> Value:
        value = None if told.is_masked else told.matter.kept(name)
        if isinstance(value, list):
            return "、".join(words.get(each, str(each)) for each in value)
        return "" if value is None else words.get(value, value if isinstance(value, int) else str(value))

    return written


def _reader(field: forms.Field) -> cells.Reader:
    if isinstance(field, forms.DateField | WhenField):
        return cells.day_of
    if isinstance(field, forms.MultipleChoiceField):
        return cells.some_of(_codes(field))
    if codes := _codes(field):
        return cells.one_of(codes)

    def read(value: object, epoch: datetime) -> Any:
        text = cells.words_of(value, epoch)
        try:
            return field.clean(text) if text else ""
        except ValidationError as problem:
            raise cells.BadCell(f"“{text}”有误：{''.join(problem.messages)}") from problem

    return read
