"""Rows that several people may have in hand at once are never saved whole; `common.changing` says why."""

import ast

import pytest
from django.apps import apps
from django.db import models

from common.changing import WritesChanges
from tests.architecture.sources import ROOMS, called, calls, parsed

#: Rows with a history that are written under their matter's lock alone, where its version has been compared.
UNDER_THE_MATTERS_LOCK = {"deadlines.Deadline"}
ROOMS_UNDER_THE_MATTERS_LOCK = {"recommendations", "cases", "meetings"}
#: (file, what is saved): why a `save()` may stand there without the fields it writes.
WHOLE = {
    ("organisations/services.py", "new"): "a place that is given just now",
    ("organisations/carrying_out.py", "place"): "a place that is given just now",
    ("organisations/two_hands.py", "change"): "what is asked for just now",
    ("organisations/seed.py", "row"): "a row that is new",
    ("organisations/roster_views.py", "form"): "a form of ours, which names the fields",
    ("organisations/views.py", "form"): "a ModelForm: what differs is written",
    ("notices/views.py", "form"): "a ModelForm: what differs is written",
    ("organisations/second_factor.py", "device"): "a key that one person confirms in one session",
}


def rooms_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]


def test_every_row_with_a_history_writes_its_changes_or_lies_under_its_matters_lock():
    audited = {model for model in rooms_models() if hasattr(model, "history")}
    elsewhere = {each for each in audited if each._meta.app_label not in ROOMS_UNDER_THE_MATTERS_LOCK}
    whole = {each._meta.label for each in elsewhere if not issubclass(each, WritesChanges)}
    assert whole == UNDER_THE_MATTERS_LOCK


@pytest.mark.parametrize("name", ["User", "Membership", "Organisation"])
def test_no_save_of_a_person_a_place_or_an_organisation_is_bare(name):
    """Django's own bare `save()` is answered by the model, ours by naming the fields."""
    assert issubclass(apps.get_model("organisations", name), WritesChanges)
    bare = {
        (path, ast.unparse(call.func.value))
        for path, tree in parsed().items()
        if path.split("/")[0] in ("organisations", "notices", "fujian_portal")
        for call in calls(tree)
        if called(call) == "save"
        and not (call.args or call.keywords)
        and isinstance(call.func, ast.Attribute)
    }
    assert bare - set(WHOLE) == set(), (
        "name the fields with update_fields, or give the place and its reason here"
    )


def test_what_is_compared_with_what_was_read_cannot_be_changed_in_place():
    mutable = {
        f"{model.__name__}.{field.name}"
        for model in rooms_models()
        if issubclass(model, WritesChanges)
        for field in model._meta.concrete_fields
        if isinstance(field, models.JSONField | models.BinaryField | models.FileField)
    }
    assert mutable == set()
