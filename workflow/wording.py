"""The values of a declared kind, as they are kept and as a reader reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from common import dates
from common.fields import PartialDateField
from common.when import When
from matters.models import Event
from organisations.models import Organisation
from workflow.said import QUOTED, SHARED


def kept(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, list | tuple):
        return [kept(each) for each in value]
    if isinstance(value, date | When):
        return value.isoformat()
    return value.name if isinstance(value, Organisation) else value


def shown(field: forms.Field | PartialDateField | None, value: Any) -> str:
    """In words: choices by theirs, days as offices write them."""
    if isinstance(value, list | tuple):
        return "、".join(shown(field, each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return dates.chinese_date(value)
    words = dict(getattr(field, "choices", None) or ()) if isinstance(field, forms.ChoiceField) else {}
    if isinstance(field, forms.DateField | PartialDateField) and isinstance(value, str):
        return dates.chinese_date(When.parse(value))
    return str(words.get(value, value))


def of_event(event: Event, asked: Mapping[str, forms.Field], hidden: frozenset[str]) -> list[str]:
    """What stands behind the name of an event, in the order in which it was asked."""
    named = [name for name in (*asked, *SHARED) if name in event.data and name not in hidden.union(QUOTED)]
    return [
        _said(asked[name].label if name in asked else SHARED[name], asked.get(name), event.data[name])
        for name in dict.fromkeys(named)
    ]


def _said(label: Any, field: forms.Field | None, value: Any) -> str:
    return str(label) if value is True else f"{label}：{shown(field, value)}"
