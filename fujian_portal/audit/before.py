"""What a row of history changed: each field that differs from the entry before it, with both values."""

from django.db.models import JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

#: Told by their own columns or lists, or made of others.
LEFT_OUT = {"id", "pinyin", "initials", "date_joined"}


def with_before(rows: QuerySet) -> QuerySet:
    """`rows` of a history, each with `before`: the values of the entry before it, None for the first one."""
    names = [field.attname for field in _fields(rows.model)]
    earlier = rows.model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    values = earlier.order_by("-history_id").values(before=JSONObject(**{name: name for name in names}))
    return rows.annotate(before=Subquery(values[:1], output_field=JSONField()))


def differences(row: Model) -> str:
    """`电话：1 → 2；启用：是 → 否`; of a reference alone that it changed, since only its number was read."""
    if row.before is None:
        return "—"
    found = []
    for field in _fields(type(row)):
        old, new = row.before[field.attname], getattr(row, field.attname)
        if str(_plain(field, old)) != str(_plain(field, new)):
            found.append(f"{field.verbose_name}{_words(field, old, new)}")
    return "；".join(found) or "—"


def _fields(history: type[Model]) -> list:
    return [field for field in history.tracked_fields if field.name not in LEFT_OUT]


def _plain(field, value: object) -> object:
    """SQLite gives truth as a number, and days as text either way."""
    if field.get_internal_type() == "BooleanField":
        return bool(value)
    return "" if value is None else value


def _words(field, old: object, new: object) -> str:
    if field.is_relation:
        return "已变更"
    return f"：{_shown(field, old)} → {_shown(field, new)}"


def _shown(field, value: object) -> str:
    if field.get_internal_type() == "BooleanField":
        return "是" if value else "否"
    return str(dict(field.flatchoices or ()).get(value, value) or "（空）")
