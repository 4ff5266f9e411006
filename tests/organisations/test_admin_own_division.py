"""Administrators keep the own division and those below it, and never a place for themselves."""

from datetime import date

import pytest

from organisations.models import Jurisdiction, Membership, Organisation
from tests import factories
from tests.cast import give_code

pytestmark = pytest.mark.django_db
PLACES, PEOPLE = "/admin/organisations/membership/", "/admin/organisations/user/"


@pytest.fixture
def admin(cast, sign_in):
    assert cast.superior_chief.organisation != cast.system_admin.organisation
    return sign_in(cast.system_admin)


@pytest.fixture
def roles(cast, sign_in):
    assert cast.superior_chief.organisation != cast.security_admin.organisation
    return sign_in(cast.security_admin)


def appoint(client, user, organisation, role: str = "chief") -> str:
    data = {"user": user.pk, "organisation": organisation.pk, "role": role, "standing": "substitute"}
    return client.post(f"{PLACES}add/", data | {"started_on": "2026-01-01"}, follow=True).content.decode()


@pytest.mark.parametrize("where", ["superior", "procuratorate", "agency_a"])
def test_nobody_appoints_himself(cast, roles, where):
    told = appoint(roles, cast.security_admin.user, getattr(cast, where))
    assert "不能为自己或者本辖区以外的人员登记任职" in told
    assert Membership.objects.filter(user=cast.security_admin.user).count() == 1


def test_other_people_are_appointed_to_any_role_of_the_own_division(cast, roles):
    appoint(roles, cast.handler.user, cast.procuratorate, "policy_reviewer")
    assert Membership.objects.filter(user=cast.handler.user, role="policy_reviewer").exists()


def test_nobody_is_appointed_outside(cast, roles):
    assert "只能登记本辖区及所属辖区单位的任职" in appoint(roles, cast.handler.user, cast.superior)
    assert not Membership.objects.filter(user=cast.handler.user, role="chief").exists()


def test_the_place_of_another_is_not_turned_into_the_own(cast, roles):
    data = {"user": cast.security_admin.user_id, "organisation": cast.procuratorate.pk, "role": "chief"}
    roles.post(
        f"{PLACES}{cast.chief.pk}/change/", data | {"standing": "principal", "started_on": "2026-01-01"}
    )
    cast.chief.refresh_from_db()
    assert cast.chief.user != cast.security_admin.user


def test_the_own_place_is_only_looked_at(cast, roles):
    data = {"user": cast.security_admin.user_id, "organisation": cast.procuratorate.pk, "role": "chief"}
    assert roles.get(f"{PLACES}{cast.security_admin.pk}/change/").status_code == 200
    assert roles.post(f"{PLACES}{cast.security_admin.pk}/change/", data).status_code == 403


@pytest.mark.parametrize("page", ["change", "history"])
def test_places_outside_are_neither_listed_nor_opened(cast, roles, page):
    assert "何伟" not in roles.get(PLACES).content.decode() + roles.get(PEOPLE).content.decode()
    assert roles.get(f"{PLACES}{cast.superior_chief.pk}/{page}/").status_code in (302, 403)


def test_a_new_account_without_a_place_is_found(cast, roles):
    factories.person("tanna", "谭娜")
    asked = {"app_label": "organisations", "model_name": "membership", "field_name": "user", "term": "谭"}
    assert roles.get("/admin/autocomplete/", asked).json()["results"]


def test_the_divisions_below_are_kept_too(cast, sign_in):
    above = factories.membership(cast.superior, "security_admin", factories.person("above", "上官"))
    Jurisdiction.objects.filter(pk=cast.county.pk).update(parent=cast.superior.jurisdiction)
    appoint(sign_in(above), cast.handler.user, cast.procuratorate, "policy_reviewer")
    assert Membership.objects.filter(user=cast.handler.user, role="policy_reviewer").exists()


def test_where_the_own_division_stands_is_not_changed(cast, admin):
    data = {"code": "510000", "name": "九寨沟县", "short_name": "县", "level": "province"}
    admin.post(f"/admin/organisations/jurisdiction/{cast.county.pk}/change/", data)
    kept = Jurisdiction.objects.get(pk=cast.county.pk)
    assert (kept.code, kept.level) == ("513225", "county")
    assert admin.get("/admin/organisations/jurisdiction/add/").status_code == 403


def test_an_organisation_keeps_its_superior_in_the_division_above(cast, admin):
    address = f"/admin/organisations/organisation/{cast.procuratorate.pk}/change/"
    form = admin.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None}
    held = list(cast.procuratorate.capabilities.all())
    data |= {
        "capabilities-TOTAL_FORMS": len(held),
        "capabilities-INITIAL_FORMS": len(held),
        "phone": "0837-1",
    }
    for number, row in enumerate(held):
        data |= {f"capabilities-{number}-id": row.pk, f"capabilities-{number}-capability": row.capability}
        data[f"capabilities-{number}-organisation"] = cast.procuratorate.pk
    admin.post(address, data)
    kept = Organisation.objects.get(pk=cast.procuratorate.pk)
    assert (kept.phone, kept.superior) == ("0837-1", cast.superior)


def test_the_superuser_without_a_place_keeps_all(cast, client):
    owner = factories.person("owner", "总管")
    owner.is_superuser = True
    owner.save()
    client.force_login(owner)
    give_code(client, owner)
    appoint(client, cast.handler.user, cast.superior)
    place = Membership.objects.get(user=cast.handler.user, role="chief")
    assert (place.organisation, place.started_on) == (cast.superior, date(2026, 1, 1))
