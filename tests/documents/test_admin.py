"""Number patterns are set by the system administrator of the division they are used in."""

import pytest
from django.urls import reverse

from documents.models import NumberPattern

LIST = reverse("admin:documents_numberpattern_changelist")


@pytest.fixture
def admin(cast, sign_in):
    return sign_in(cast.system_admin)


def add(client, organisation) -> None:
    data = {"organisation": organisation.pk, "kind": "", "pattern": "新{year}字{n}号"}
    client.post(reverse("admin:documents_numberpattern_add"), data | {"starts_at": 1, "starts_in": 2026})


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
