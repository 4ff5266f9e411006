"""管理后台: organisations and people for one administrator, roles for another, and no password for anybody."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.db.models import DateField

from organisations.models import User
from tests.cast import PEOPLE

pytestmark = pytest.mark.django_db
MODELS = ["jurisdiction", "organisation", "user", "membership", "electronicserviceconsent"]


@pytest.fixture
def admin(cast, sign_in):
    return sign_in(cast.system_admin)


@pytest.mark.parametrize("model", MODELS)
def test_the_system_administrator_keeps_organisations_and_people(admin, model):
    assert admin.get(f"/admin/organisations/{model}/").status_code == 200


@pytest.mark.parametrize("name", [name for name in PEOPLE if name not in ("system_admin", "security_admin")])
def test_nobody_else_gets_in(cast, sign_in, name):
    answer = sign_in(getattr(cast, name)).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "管理后台只供系统管理员和安全管理员使用" in answer.content.decode()


def test_a_visitor_comes_to_the_one_login(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/login/?next=%2Fadmin%2F"


def test_an_account_is_entered_without_a_password(admin):
    admin.post(
        "/admin/organisations/user/add/", {"username": "tanna", "full_name": "谭娜", "is_active": "on"}
    )
    user = User.objects.get(username="tanna")
    assert not user.has_usable_password()
    page = admin.get(f"/admin/organisations/user/{user.pk}/change/").content.decode()
    assert user.password not in page


def test_nothing_can_be_deleted(cast, admin):
    assert admin.get(f"/admin/organisations/organisation/{cast.agency_a.pk}/delete/").status_code == 403


def test_changes_leave_their_history(cast, admin):
    data = {"username": "liaison_a", "full_name": "马超", "phone": "139", "is_active": "on"}
    admin.post(f"/admin/organisations/user/{cast.liaison_a.user_id}/change/", data)
    record = cast.liaison_a.user.history.first()
    assert (record.phone, record.history_user) == ("139", cast.system_admin.user)
    assert admin.get(f"/admin/organisations/user/{cast.liaison_a.user_id}/history/").status_code == 200


def test_every_day_of_the_administration_is_typed_as_on_the_other_pages(cast, rf):
    request = rf.get("/")
    request.user, request.membership = cast.system_admin.user, cast.system_admin
    days = [
        kept.formfield_for_dbfield(column, request)
        for kept in site._registry.values()
        for column in kept.model._meta.local_fields
        if type(column) is DateField and column.editable
    ]
    assert len(days) > 5
    assert {day.clean("二〇二六年十一月二十八日") for day in days} == {date(2026, 11, 28)}
