"""Number patterns are set by the system administrator of the division they are used in."""

from datetime import date

import pytest
from django.urls import reverse

from common import clock
from documents import numbers
from documents.models import NumberPattern

LIST = reverse("admin:documents_numberpattern_changelist")


@pytest.fixture
def admin(cast, sign_in):
    return sign_in(cast.system_admin)


def add(client, organisation) -> None:
    data = {"organisation": organisation.pk, "kind": "", "pattern": "新{year}字{n}号"}
    url, data = reverse("admin:documents_numberpattern_add"), data | {"starts_at": 1, "starts_in": 2026}
    data |= {"in_force_from": "2026-01-01"}
    foretold = client.post(url, data)
    assert not NumberPattern.objects.filter(organisation=organisation).exists()
    client.post(url, data | {"confirmed": foretold.context["adminform"].form.data.get("confirmed", "")})


def test_they_stand_in_the_menu(admin) -> None:
    assert LIST in admin.get("/admin/").content.decode()
    assert admin.get(LIST).status_code == 200


def test_one_is_added_for_an_organisation_of_the_own_division_alone(admin, cast) -> None:
    add(admin, cast.agency_a)
    add(admin, cast.superior)
    assert NumberPattern.objects.filter(organisation=cast.agency_a).exists()
    assert not NumberPattern.objects.filter(organisation=cast.superior).exists()


def test_those_of_other_divisions_are_not_listed(admin, cast) -> None:
    NumberPattern.objects.create(organisation=cast.superior, pattern="阿检{year}字{n}号")
    assert "阿检" not in admin.get(LIST).content.decode()


def test_which_numbers_a_pattern_touches_is_foretold(admin, cast) -> None:
    """Those that were given stay, the next one is told, and what is taken on its way."""
    numbers.register(organisation=cast.agency_a, text="新2026字1号")
    data = {"organisation": cast.agency_a.pk, "kind": "", "pattern": "新{year}字{n}号"}
    with clock.set_to(date(2026, 11, 28)):
        answer = admin.post(
            reverse("admin:documents_numberpattern_add"),
            data | {"starts_at": 1, "starts_in": 2026, "in_force_from": "2026-01-01"},
        )
    page = answer.content.decode()
    assert "下一个文号为 新2026字2号" in page
    assert "已被占用、将跳过：新2026字1号" in page
