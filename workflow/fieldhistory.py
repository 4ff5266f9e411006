"""字段历史: who changed which field of a matter, for the procuratorate that leads it."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.db.models import JSONField, Model
from simple_history.models import DeletedObject

LEFT_OUT = {"phase", "county", "prefecture", "province", "matter_ptr"}


def changes(matter: Model, hidden: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Each saved state against the one before, latest first; what did not change is not named, nor what is `hidden`."""
    rows = list(matter.history.select_related("history_user").order_by("history_date", "history_id"))
    entries = [_entry(matter, old, new, LEFT_OUT | hidden) for old, new in pairwise(rows)]
    return [entry for entry in reversed(entries) if entry["changes"]]


def _entry(matter: Model, old, new, left_out: set[str]) -> dict[str, Any]:
    delta = new.diff_against(old, excluded_fields=left_out, foreign_keys_are_objs=True)
    return {
        "when": new.history_date,
        "actor": str(new.history_user or "系统"),
        "changes": [said for change in delta.changes for said in _changes(matter, change, left_out)],
    }


def _changes(matter: Model, change, left_out: set[str]) -> list[dict[str, str]]:
    field = matter._meta.get_field(change.field)
    if isinstance(field, JSONField):
        return _by_key(matter, field, change, left_out)
    words = matter.state_labels() if change.field == "state" else dict(field.flatchoices)
    label = matter.column_words.get(field.name, str(field.verbose_name))
    return [_said(label, change.old, change.new, words)]


def _by_key(matter: Model, field: JSONField, change, left_out: set[str]) -> list[dict[str, str]]:
    """What a kind keeps in one column are several fields to its reader, each under its own name."""
    label = str(field.verbose_name)
    if not (isinstance(change.old or {}, dict) and isinstance(change.new or {}, dict)):
        return [_said(label, change.old, change.new)]
    old, new, named = change.old or {}, change.new or {}, matter.value_words
    changed = [key for key in {**named, **old, **new} if old.get(key) != new.get(key) and key not in left_out]
    words = matter.value_in_words
    return [
        _said(named.get(key, label), words(key, old.get(key)), words(key, new.get(key))) for key in changed
    ]


def _said(label: str, old: Any, new: Any, words: Mapping | None = None) -> dict[str, str]:
    return {"label": label, "old": _shown(old, words or {}), "new": _shown(new, words or {})}


def _shown(value: Any, words: Mapping) -> str:
    if isinstance(value, DeletedObject):
        # Its words for a reference to nothing, too.
        return "" if value.pk is None else f"已删除的{value.model._meta.verbose_name}"
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | dict):
        return "、".join(_shown(each, {}) for each in (value.values() if isinstance(value, dict) else value))
    return str(words.get(value, value))
