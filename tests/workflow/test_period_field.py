"""A stated period is asked with its unit, and both stay together wherever a form is kept."""

import pytest
from django import forms
from django.http import QueryDict

from deadlines.statute import Stated, Unit
from workflow import scratch
from workflow.period_field import LONGEST, StatedPeriodField


class Asking(forms.Form):
    stated = StatedPeriodField(label="督促期限", required=False, help_text="自收到次日起计算。")


def typed(*texts: str) -> Asking:
    posted = QueryDict(mutable=True)
    posted.setlist("stated", texts)
    return Asking(posted)


@pytest.mark.parametrize(
    ("texts", "stated"),
    [
        (("15", "days"), Stated(15)),
        (("１", "months"), Stated(1, Unit.MONTHS)),
        ((" 3 ", "working_days"), Stated(3, Unit.WORKING_DAYS)),
        (("", "months"), None),
        (("20",), Stated(20)),
        ((), None),
    ],
)
def test_number_and_unit_are_one_value(texts, stated):
    form = typed(*texts)
    assert form.is_valid()
    assert form.cleaned_data["stated"] == stated


@pytest.mark.parametrize(
    "texts", [("0", "days"), ("-1", "days"), ("一", "months"), ("1", "years"), (str(LONGEST + 1), "days")]
)
def test_what_is_no_period_is_refused_at_the_field_and_stays(texts):
    form = typed(*texts)
    assert "请填写1至999的整数" in form.errors["stated"][0]
    assert f'value="{texts[0]}"' in str(form["stated"])


def test_where_it_is_required_a_unit_alone_is_not_enough():
    form = typed("", "days")
    form.fields["stated"].required = True
    assert form.errors["stated"]


def test_both_controls_are_labelled_and_described():
    page = str(Asking()["stated"])
    assert 'id="id_stated"' in page
    assert Asking()["stated"].id_for_label == "id_stated"
    assert 'aria-label="期限的单位"' in page
    assert page.count('aria-describedby="id_stated_helptext"') == 2


def test_what_was_kept_of_an_unsent_form_comes_back_whole():
    kept = scratch.from_posted({"stated": ["1", "months"]})
    page = str(Asking(initial=kept)["stated"])
    assert 'value="1"' in page
    assert '<option value="months" selected>' in page
