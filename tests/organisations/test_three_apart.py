"""三员: who keeps organisations and people, who keeps roles, who reads; and that nobody is two of them."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from common import clock
from organisations.admin_site import KEEPERS, KeptModel
from organisations.models import ADMINISTRATORS, LoginRecord, Membership, Role, User
from tests.cast import PEOPLE, device_of, give_code
from tests.factories import membership, person

pytestmark = pytest.mark.django_db
ONE_OF_EACH_ROLE = {role: name for name, (_, _, role, _) in reversed(PEOPLE.items())}
KEPT = {m._meta.label_lower: a for m, a in admin.site._registry.items() if isinstance(a, KeptModel)}


def pages(model: str) -> dict[str, str]:
    base = f"/admin/{model.replace('.', '/')}/"
    return {"list": base, "add": f"{base}add/"}


def test_our_own_models_say_who_keeps_them():
    ours = {m._meta.label_lower for m in admin.site._registry if m.__module__.split(".")[0] != "django"}
    shown = {label for label in ours if label.split(".")[0] not in ("axes", "otp_totp", "otp_static")}
    assert shown == set(KEPT)
    assert all(each.keepers for each in KEPT.values())
    assert {role for each in KEPT.values() for role in each.keepers | each.readers} <= KEEPERS


def test_roles_and_people_are_kept_by_different_administrators():
    assert KEPT["organisations.membership"].keepers == {Role.SECURITY_ADMIN}
    assert KEPT["organisations.user"].keepers == {Role.SYSTEM_ADMIN}


@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_the_admin_site_opens_what_is_declared_and_nothing_else(cast, sign_in, role):
    client, found = sign_in(getattr(cast, ONE_OF_EACH_ROLE[role])), {}
    for label, kept in KEPT.items():
        where = pages(label)
        may_read, may_add = role in kept.keepers | kept.readers, role in kept.keepers
        got = (client.get(where["list"]).status_code == 200, client.get(where["add"]).status_code == 200)
        by_design = {"organisations.jurisdiction", "organisations.electronicserviceconsent"}
        if got[0] != may_read or (got[1] != may_add and label not in by_design):
            found[label] = got
    assert found == {}


@pytest.mark.parametrize("label", ["axes.accessattempt", "otp_totp.totpdevice", "otp_static.staticdevice"])
@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_no_administrator_sees_keys_of_devices_or_typed_names(cast, sign_in, role, label):
    client = sign_in(getattr(cast, ONE_OF_EACH_ROLE[role]))
    assert client.get(pages(label)["list"]).status_code in (403, 404)


def test_the_security_administrator_creates_nobody(cast, sign_in):
    data = {"username": "tanna", "full_name": "谭娜", "is_active": "on"}
    assert sign_in(cast.security_admin).post("/admin/organisations/user/add/", data).status_code == 403
    assert not User.objects.filter(username="tanna").exists()


def test_the_system_administrator_grants_no_role(cast, sign_in):
    data = {"user": cast.clerk.user_id, "organisation": cast.procuratorate.pk, "role": "chief"}
    client = sign_in(cast.system_admin)
    assert client.post("/admin/organisations/membership/add/", data).status_code == 403
    assert client.get(f"/liaisons/{cast.agency_a.pk}/replace/").status_code == 403


def test_a_role_is_granted_and_withdrawn_by_the_security_administrator(cast, sign_in):
    client, place = sign_in(cast.security_admin), cast.clerk
    address = f"/admin/organisations/membership/{place.pk}/change/"
    data = {"user": place.user_id, "organisation": place.organisation_id, "role": "clerk"}
    data |= {"standing": "principal", "started_on": "2020-01-01", "ended_on": clock.today().isoformat()}
    assert client.post(address, data).status_code == 302
    place.refresh_from_db()
    assert not place.is_active
    assert place.history.first().history_user == cast.security_admin.user


@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", sorted(ADMINISTRATORS))
def test_nobody_is_two_of_the_three(cast, first, second):
    somebody = person()
    membership(cast.procuratorate, first, somebody)
    with pytest.raises(ValidationError, match="不得由一人兼任"):
        membership(cast.bureau, second, somebody)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=somebody, organisation=cast.bureau, role=second)


@pytest.mark.parametrize("role", ["handler", "liaison", "organisation_admin"])
def test_none_of_the_three_has_other_business(cast, role):
    with pytest.raises(ValidationError, match="不得由一人兼任"):
        membership(cast.agency_b, role, cast.auditor.user)
    with pytest.raises(ValidationError, match="不得由一人兼任"):
        membership(cast.procuratorate, "auditor", cast.handler.user)


def test_after_one_of_the_three_has_left_the_place_others_are_open(cast):
    cast.auditor.ended_on = clock.today() - timedelta(days=1)
    cast.auditor.save()
    assert membership(cast.procuratorate, "clerk", cast.auditor.user).pk


@pytest.mark.parametrize("name", ["security_admin", "auditor"])
def test_the_system_administrator_does_not_close_the_others_accounts(cast, sign_in, name):
    client, user = sign_in(cast.system_admin), getattr(cast, name).user
    assert client.post(f"/people/{user.pk}/disable/").status_code == 403
    data = {"username": user.username, "full_name": user.full_name, "email": user.email}
    client.post(f"/admin/organisations/user/{user.pk}/change/", data)
    user.refresh_from_db()
    assert user.is_active


def test_an_account_closed_in_the_admin_site_is_logged_out_and_recorded(cast, sign_in):
    other, user = sign_in(cast.clerk), cast.clerk.user
    data = {"username": user.username, "full_name": user.full_name, "email": user.email}
    sign_in(cast.system_admin).post(f"/admin/organisations/user/{user.pk}/change/", data)
    assert other.get("/").url.startswith("/login/")
    record = LoginRecord.objects.get(what="disabled")
    assert (record.user, record.by) == (user, cast.system_admin)


def test_a_person_with_an_administrators_place_reads_no_matter_by_switching(cast, sign_in):
    client = sign_in(cast.security_admin)
    assert [place.role for place in client.get("/").context["request"].memberships] == ["security_admin"]


def test_a_lost_device_is_reset_by_the_security_administrator_and_recorded(cast, sign_in):
    device_of(cast.handler.user)
    other = sign_in(cast.handler)
    give_code(other, cast.handler.user)
    address = f"/people/{cast.handler.user_id}/second-factor/"
    client = sign_in(cast.security_admin)
    assert "核实确为本人" in client.get(address).content.decode()
    assert client.post(address).url == "/security/"
    assert other.get("/").url.startswith("/login/")
    record = LoginRecord.objects.get(what="factor_removed")
    assert (record.user, record.by) == (cast.handler.user, cast.security_admin)
    cast.handler.user.refresh_from_db()
    assert not cast.handler.user.has_second_factor


def test_nobody_resets_the_own_device(cast, sign_in):
    client = sign_in(cast.security_admin)
    assert client.post(f"/people/{cast.security_admin.user_id}/second-factor/").status_code == 403
    assert client.get("/").status_code == 200
