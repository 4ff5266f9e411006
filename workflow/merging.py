"""Two people at one form: what each has changed is told apart, field by field, against what both began from.

What a form began from travels along in it as `base`, a digest of each field; so do texts kept by autosave. Values are
compared as a browser posts them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.utils.datastructures import MultiValueDict

BASE = "base"
#: Fields whose stored content is taken in place of the typed one, as somebody has chosen who saw both.
TAKE = "take-theirs"
Posted = dict[str, list[str]]


def stored_in(form: forms.BaseForm) -> Posted:
    """Each visible field of an unbound form, as the browser would post what is stored."""
    return {bound.name: _normal(_posted(bound)) for bound in form.visible_fields()}


def base_of(stored: Posted) -> str:
    """What `stored` was, for the form's field `base`; empty fields are left out."""
    return json.dumps({name: _digest(values) for name, values in stored.items() if values})


@dataclass
class Merged:
    """`data`: the form with both people's changes. `theirs`: the fields that both changed, as the other saved them.

    `taken`: the fields that only the other changed.
    """

    data: MultiValueDict
    theirs: Posted = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


def merge(typed: Mapping[str, list[str]], stored: Posted, *, is_current: bool) -> Merged:
    """What was typed, with what others saved since; of a field that both changed, what was typed.

    `is_current`: nobody has saved since the form was opened, so that a form without its base needs none.
    """
    merged = Merged(MultiValueDict(typed))
    chosen = set(merged.data.pop(TAKE, ()))
    base = _base(typed) or (json.loads(base_of(stored)) if is_current else {})
    for name in dict.fromkeys([*stored, *(name for name in base if name in typed)]):
        mine, theirs = _normal(merged.data.getlist(name)), stored.get(name, [])
        before = base.get(name, _digest([]))
        is_untouched = _digest(theirs) == before
        if mine == theirs or (is_untouched and name not in chosen):
            continue
        if is_untouched or _digest(mine) == before:
            merged.data.setlist(name, theirs)
            merged.taken.append(name)
        else:
            merged.theirs[name] = theirs
    merged.data[BASE] = base_of(stored)
    return merged


def words(form: forms.BaseForm, name: str, values: list[str]) -> str:
    """What a person reads of a field's posted values."""
    asked = form.fields[name]
    if isinstance(asked, forms.ModelMultipleChoiceField):
        found = {str(row.pk): str(row) for row in asked.queryset.filter(pk__in=values)}
        return "、".join(found.get(value, value) for value in values) or "（空）"
    labels = dict(getattr(asked, "choices", ())) if isinstance(asked, forms.ChoiceField) else {}
    if isinstance(asked, forms.BooleanField):
        return "是" if values else "否"
    return " ".join(str(labels.get(value, value)) for value in values) or "（空）"


def show(form: forms.BaseForm, merged: Merged, who: str) -> None:
    """Put what `who` saved of a field beside what is typed there."""
    for name, values in merged.theirs.items():
        if name in form.fields:
            form.fields[name].theirs = {"who": who, "words": words(form, name, values), "take": TAKE}


def labels(form: forms.BaseForm, names: Iterable[str]) -> str:
    return "、".join(f"“{form.fields[name].label}”" for name in names if name in form.fields)


def _base(typed: Mapping[str, list[str]]) -> dict[str, str]:
    try:
        given = json.loads("".join(typed.get(BASE, [])) or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _posted(bound: forms.BoundField) -> list:
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        return list(parts) if parts and parts[0] not in (None, "") else []
    if isinstance(value, bool):
        return ["on"] if value else []
    return list(value) if isinstance(value, list | tuple) else [value]


def _normal(values: Iterable) -> list[str]:
    """Without the blanks at the ends and the line ends that browsers put in; nothing typed is an empty list."""
    texts = ["\n".join(str("" if value is None else value).splitlines()).strip() for value in values]
    return texts if texts and texts[0] else []


def _digest(values: list[str]) -> str:
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:12]
