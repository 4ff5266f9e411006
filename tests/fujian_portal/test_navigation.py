"""The main navigation: what each role is led to, and that every entry opens."""

import pytest
from django.test import RequestFactory

from fujian_portal import navigation
from fujian_portal.navigation import entries
from tests.cast import PEOPLE

pytestmark = pytest.mark.django_db
ONE_OF_EACH_ROLE = {role: name for name, (_, _, role, _) in reversed(PEOPLE.items())}


def labels(membership, path: str = "/") -> dict[str, bool]:
    request = RequestFactory().get(path)
    request.membership = membership
    return {entry["label"]: entry["active"] for entry in entries(request)}


def test_a_handler_registers_and_begins(cast, monkeypatch):
    assert {"工作台", "事项", "新建"} <= set(labels(cast.handler))
    monkeypatch.setattr(navigation, "MOST_WAYS", 9)
    assert {"登记已制发文书", "决定调查核实", "立案", "移送线索"} <= set(labels(cast.handler))


def test_more_ways_than_a_menu_holds_have_a_page(cast, monkeypatch, sign_in):
    monkeypatch.setattr(navigation, "MOST_WAYS", 2)
    assert "新建" in labels(cast.handler)
    assert not {"登记已制发文书", "立案"} & set(labels(cast.handler))
    page = sign_in(cast.handler).get("/matters/new/").content.decode()
    assert "检察建议" in page
    assert "/matters/new/recommendation/register_issued/" in page


def test_the_page_says_where_there_is_nothing_to_begin(cast, sign_in):
    page = sign_in(cast.officer_a).get("/matters/new/").content.decode()
    assert "没有您可以新建的事项" in page


def test_what_no_kind_is_called_is_not_found(cast, sign_in):
    assert sign_in(cast.handler).get("/matters/new/nothing/register_issued/").status_code == 404


def test_who_does_not_begin_matters_is_not_led_there(cast):
    for person in (cast.liaison_a, cast.assessor, cast.mechanism_liaison, cast.policy_reviewer):
        assert not {"登记已制发文书", "立案"} & set(labels(person))


def test_the_office_is_led_to_calls_and_roster(cast):
    assert {"电话提醒", "联络员名录"} <= set(labels(cast.mechanism_liaison))
    assert "电话提醒" not in labels(cast.handler)


def test_administrators_are_not_led_to_matters(cast):
    for person in (cast.system_admin, cast.security_admin, cast.auditor):
        assert "事项" not in labels(person)


def test_the_entry_in_which_one_is_is_marked(cast):
    def active(path: str) -> list[str]:
        return [label for label, here in labels(cast.mechanism_liaison, path).items() if here]

    assert active("/") == ["工作台"]
    assert active("/matters/") == active("/matters/12/") == ["事项"]
    assert active("/matters/calls/") == ["电话提醒"]


@pytest.mark.parametrize("role", ONE_OF_EACH_ROLE)
def test_every_entry_opens(cast, sign_in, role):
    client = sign_in(getattr(cast, ONE_OF_EACH_ROLE[role]))
    for entry in client.get("/").context["nav"]:
        assert client.get(entry["url"]).status_code == 200, entry


def test_a_visitor_is_led_nowhere(rf):
    assert entries(rf.get("/")) == []


def test_whoever_holds_no_place_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", full_name="无职"))
    answer = client.get("/")
    assert answer.status_code == 403
    assert "没有在任的职务" in answer.content.decode()
