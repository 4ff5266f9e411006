"""Enter in a field sends nothing, with and without script: what it presses comes first and does nothing."""

import re

import pytest
from django import forms
from django.conf import settings

from organisations.forms import LoginForm
from workflow.forms import StepForm

FORM = re.compile(r"(<form\b[^>]*method=\"post\"[^>]*>)(.*?)</form>", re.DOTALL)
BLOCKED = '<button hidden disabled></button><button hidden formmethod="dialog"></button>'
INCLUDED = '{% include "forms/enter.html" %}'
#: What a person types or ticks, or a part of a page that may hold it.
TYPED = re.compile(
    r"<(?:input(?![^>]*type=\"hidden\")|select|textarea)\b|{% (?:include|field|error_summary)\b"
)
WHOLE = [
    (str(path.relative_to(settings.BASE_DIR)), form, body)
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    for form, body in FORM.findall(path.read_text())
]
POSTING = [(path, body) for path, _, body in WHOLE]


class Titled(forms.Form):
    title = forms.CharField()


def test_a_form_begins_with_what_enter_presses_in_vain():
    assert Titled().render().strip().startswith(BLOCKED)


@pytest.mark.parametrize("kind", [StepForm, LoginForm])
def test_whoever_gives_name_and_password_or_a_code_may_press_enter(kind):
    assert getattr(kind, "enter_sends", False) is (kind is LoginForm)


#: Where names, passwords and codes are given, and the calendar of 管理后台.
SHORT = ("templates/registration/", "templates/admin/", "templates/organisations/with_code.html")


def test_a_page_with_typed_text_asks_before_it_is_left_and_before_it_is_sent():
    """Without `data-guard` it would be sent into an ended session or a dead network, and left without a word."""
    unguarded = {
        path
        for path, form, body in WHOLE
        if ("{{ form }}" in body or TYPED.search(body.replace(INCLUDED, ""))) and "data-guard" not in form
    }
    assert {path for path in unguarded if not path.startswith(SHORT)} == set()


def test_fields_written_into_a_page_stand_behind_it_too():
    typed = [(path, body) for path, body in POSTING if "{{ form }}" not in body and TYPED.search(body)]
    assert typed
    assert [path for path, body in typed if INCLUDED not in body.partition("</button>")[0]] == []
