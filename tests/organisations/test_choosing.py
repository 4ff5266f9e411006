"""Organisations of the whole country are searched for, never listed; with script and without."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from organisations import choosing
from organisations.choosing import FIND, MOST_FOUND
from organisations.models import Organisation
from recommendations.models import Recommendation
from tests import factories
from tests.courses import PDF, Course

pytestmark = pytest.mark.django_db
#: What the administration's own pages narrow to the divisions that somebody keeps.
NARROWED = {"NumberPatternForm.organisation", "WithdrawSightForm.organisations", "SealOffForm.kept"}
REGISTER = "/matters/new/recommendation/register_issued/"


@pytest.fixture
def elsewhere() -> list[Organisation]:
    """Forty agencies of another prefecture."""
    home = factories.jurisdiction("513200")
    return [factories.organisation(f"红原县第{number}管理局", where=home) for number in range(40)]


def test_a_page_lists_its_own_place_and_what_is_chosen_and_no_more(cast, sign_in, elsewhere):
    matter, near = Course(cast).draft().matter, cast.agency_b.name
    client, where = sign_in(cast.handler), reverse("recommendations:draft", args=[matter.pk])
    shown = client.get(where).content.decode()
    assert near in shown
    assert not [each.name for each in elsewhere if each.name in shown]
    matter.intended.create(organisation=elsewhere[7], order=9)
    shown = client.get(where).content.decode()
    assert [each.name for each in elsewhere if each.name in shown] == [elsewhere[7].name]


def test_without_script_a_search_sends_nothing_and_keeps_what_was_typed_and_chosen(cast, sign_in, elsewhere):
    client, before = sign_in(cast.handler), Recommendation.objects.count()
    typed = {"title": "关于河道整治", "recipients": [cast.agency_a.pk], "recipients-words": "hyxd7", "version": 0,
             "paper_scans": SimpleUploadedFile("建议书.pdf", PDF), FIND: "recipients"}  # fmt: skip
    answer = client.post(REGISTER, typed)
    shown, form = answer.content.decode(), answer.context["form"]
    assert answer.status_code == 200
    assert Recommendation.objects.count() == before
    assert not form.errors
    assert [each.name for each in elsewhere if each.name in shown] == [elsewhere[7].name]
    assert "找到 1 个" in shown
    assert "关于河道整治" in shown
    assert form["recipients"].value() == [str(cast.agency_a.pk)]
    assert [file["name"] for file in form.fields["paper_scans"].widget.staged] == ["建议书.pdf"]


def test_the_draft_too_is_searched_and_not_saved(cast, sign_in, elsewhere):
    matter = Course(cast).draft().matter
    typed = {
        "title": "另一标题",
        "copied_to-words": "第9管理局",
        FIND: "copied_to",
        "version": matter.version,
    }
    answer = sign_in(cast.handler).post(reverse("recommendations:draft", args=[matter.pk]), typed)
    assert answer.status_code == 200
    assert elsewhere[9].name in answer.content.decode()
    assert Recommendation.objects.get(pk=matter.pk).title == matter.title


def test_what_was_found_elsewhere_is_chosen_like_any_other(cast, sign_in, elsewhere):
    form = choosing.OrganisationsField(Organisation.objects.recipients())
    assert form.clean([str(elsewhere[3].pk), str(cast.agency_a.pk)]) == [elsewhere[3], cast.agency_a]


def test_a_search_finds_the_first_by_name_or_initials_and_no_procuratorate(cast, sign_in, elsewhere):
    client, where = sign_in(cast.clerk), reverse("organisations:search")

    def labels(words: str) -> list[str]:
        return [each["label"] for each in client.get(where, {"q": words}).json()["found"]]

    assert labels("红原县第12管理局") == [str(elsewhere[12])]
    assert str(elsewhere[12]) in labels("hyxd12")
    assert len(labels("管理局")) == MOST_FOUND
    assert labels("检察院") == []
    assert labels("") == labels("（）") == []


def test_a_larger_roster_costs_no_more(cast, sign_in):
    client = sign_in(cast.handler)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as seen:
            page = client.get(REGISTER).content
        return len(seen), len(page)

    before = cost()
    home = factories.jurisdiction("513200")
    for number in range(20):
        factories.organisation(f"若尔盖县第{number}局", where=home)
    assert cost() == before


def every_form(kind: type[forms.BaseForm] = forms.BaseForm):
    for each in kind.__subclasses__():
        yield each
        yield from every_form(each)


def test_no_form_lists_the_whole_roster():
    """Of every form that is declared: a field of organisations searches."""
    assert get_resolver().url_patterns
    listing = {
        f"{form.__name__}.{name}"
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.ModelChoiceField)
        and field.queryset.model is Organisation
        and not isinstance(field.widget, choosing._Found)
        and form.__module__.split(".")[0] != "django"
    }
    assert listing <= NARROWED
