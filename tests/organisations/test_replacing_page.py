"""The office replaces a liaison, issues codes and closes accounts, in one form each."""

import re

import pytest

from common import clock
from organisations.models import Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast, sign_in):
    assert cast.liaison_a.is_active
    return sign_in(cast.mechanism_liaison)


@pytest.fixture
def address(cast):
    return f"/liaisons/{cast.agency_a.pk}/replace/"


NEW = {"post": "liaison-principal", "full_name": "谭娜", "mobile": "13900000000"}


def test_a_new_person_gets_a_code_that_is_shown_once_and_lets_them_in(cast, office, address, client):
    page = office.post(address, NEW).content.decode()
    code = re.search(r"<code>(\w{5}-\w{5})</code>", page).group(1)
    assert "马超的任职今日终止，名下在办事项已随之移交" in page
    new = "baishuijiang-7788"
    data = {"username": "tanna", "code": code, "new_password1": new, "new_password2": new}
    client.post("/password/reset/", data)
    client.post("/login/", {"username": "tanna", "password": new})
    assert client.get("/people/").context["request"].membership.organisation == cast.agency_a


def test_somebody_with_an_account_is_chosen(cast, office, address):
    data = {"post": "liaison-principal", "person": cast.liaison_b.user_id}
    assert office.post(address, data).url == f"/liaisons/{cast.agency_a.pk}/"
    held = Membership.objects.holders(cast.agency_a, "liaison")
    assert [place.user for place in held] == [cast.liaison_b.user]


def test_the_form_names_what_will_happen(office, address):
    page = office.get(address).content.decode()
    assert "名下在办事项随之移交" in page
    assert "现任：联络员 马超" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "请选择一位人员，或者在下面登记新人员。"),
        ({"full_name": "谭娜"}, "请填写手机或者办公电话"),
        ({"full_name": "谭娜", "mobile": "1", "username": "handler"}, "该用户名已有人使用"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(cast, office, address, data, said):
    assert cast.handler.is_active
    page = office.post(address, {"post": "liaison-principal", **data}).content.decode()
    assert said in page
    assert cast.liaison_a in Membership.objects.active()
    assert not User.objects.filter(full_name="谭娜").exists()


def test_a_person_and_a_new_name_together_are_refused(cast, office, address):
    page = office.post(address, NEW | {"person": cast.liaison_b.user_id}).content.decode()
    assert "请保留其中一项" in page


def test_nobody_of_a_procuratorate_can_be_chosen(cast, office, address):
    office.post(address, {"post": "liaison-principal", "person": cast.chief.user_id})
    assert cast.liaison_a in Membership.objects.active()


def test_an_agency_of_another_jurisdiction_is_not_found(cast, office):
    assert office.get(f"/liaisons/{cast.superior_bureau.pk}/replace/").status_code == 404


def test_the_procuratorate_itself_is_not_kept_by_the_office(cast, office):
    assert office.post(f"/liaisons/{cast.procuratorate.pk}/replace/", NEW).status_code == 404


def test_a_code_is_issued_after_asking(cast, office):
    address = f"/people/{cast.liaison_a.user_id}/reset-code/"
    assert "核实确为本人" in office.get(address).content.decode()
    assert not cast.liaison_a.user.reset_codes.exists()
    assert re.search(r"<code>\w{5}-\w{5}</code>", office.post(address).content.decode())


@pytest.mark.parametrize("name", ["chief", "system_admin", "mechanism_liaison", "superior_assessor"])
def test_the_office_gets_no_hold_of_the_procuratorates_accounts(cast, office, name):
    user = getattr(cast, name).user
    assert office.post(f"/people/{user.pk}/reset-code/").status_code == 403
    assert office.post(f"/people/{user.pk}/disable/").status_code == 403
    assert not user.reset_codes.exists()


def test_an_agency_person_who_is_also_in_the_procuratorate_is_not_the_offices(cast, office):
    Membership.objects.create(user=cast.liaison_a.user, organisation=cast.procuratorate, role="clerk")
    assert office.post(f"/people/{cast.liaison_a.user_id}/reset-code/").status_code == 403


def test_the_security_administrator_issues_codes_in_the_procuratorate(cast, sign_in):
    client = sign_in(cast.security_admin)
    assert client.post(f"/people/{cast.handler.user_id}/reset-code/").status_code == 200
    assert client.post(f"/people/{cast.security_admin.user_id}/reset-code/").status_code == 403


def test_an_account_is_closed_after_asking(cast, office):
    address = f"/people/{cast.liaison_a.user_id}/disable/"
    assert "办理过的记录全部保留" in office.get(address).content.decode()
    assert cast.liaison_a in Membership.objects.active()
    assert office.post(address).url == "/liaisons/"
    assert cast.liaison_a not in Membership.objects.active()


def test_closing_an_account_twice_is_harmless(cast, office):
    address = f"/people/{cast.liaison_a.user_id}/disable/"
    office.post(address)
    assert office.post(address).status_code == 404


def test_the_history_tells_who_replaced(cast, office, address):
    office.post(address, NEW)
    record = cast.liaison_a.history.first()
    assert (record.history_user, record.ended_on) == (cast.mechanism_liaison.user, clock.today())


def test_the_same_page_sent_twice_replaces_once(cast, office, address):
    page = office.get(address)
    assert 'name="key"' in page.content.decode()
    data = NEW | {"key": page.context["form"]["key"].value()}
    office.post(address, data)
    answer = office.post(address, data, follow=True)
    assert answer.redirect_chain[0][0] == f"/liaisons/{cast.agency_a.pk}/"
    assert "没有重复登记" in answer.content.decode()
    assert [place.user.username for place in Membership.objects.holders(cast.agency_a, "liaison")] == [
        "tanna"
    ]
    assert User.objects.filter(full_name="谭娜").count() == 1
