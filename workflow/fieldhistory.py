"""字段历史: who changed which field of a matter, for the procuratorate that leads it."""

from itertools import pairwise
from typing import Any

from django.db.models import Model
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
        "changes": [_change(matter, change) for change in delta.changes],
    }


def _change(matter: Model, change) -> dict[str, str]:
    field = matter._meta.get_field(change.field)
    words = matter.state_labels() if change.field == "state" else dict(field.flatchoices)
    return {
        "label": matter.column_words.get(field.name, str(field.verbose_name)),
        "old": _shown(words, change.old),
        "new": _shown(words, change.new),
    }


def _shown(words: dict, value: Any) -> str:
    if isinstance(value, DeletedObject):
        # Its words for a reference to nothing, too.
        return "" if value.pk is None else f"已删除的{value.model._meta.verbose_name}"
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(words.get(value, value))
