"""Django copies a form's fields and widgets for each form, and not what a widget holds."""

import pytest

from matters.registry import registered_models
from workflow.steps import steps_of

#: Copied by Django, or never added to.
COPIED = {"attrs", "choices", "_choices", "widgets", "widgets_names"}
FORMS = {
    f"{model.__name__}.{name}": step.form_class()
    for model in registered_models()
    for name, step in steps_of(model).items()
    if step.listed
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_no_widget_holds_what_can_be_added_to(form):
    shared = {
        f"{name}.{held}"
        for name, field in form.base_fields.items()
        for held, value in vars(field.widget).items()
        if isinstance(value, list | dict | set) and held not in COPIED
    }
    assert shared == set()
