"""Every role against every page of this room, from what the views declare."""

import pytest
from django.urls import URLPattern, reverse

from organisations.models import Role
from organisations.urls import urlpatterns
from tests.cast import PEOPLE, device_of

pytestmark = pytest.mark.django_db
#: Pages about one's own account, which need no place: they are tested one by one.
OWN_ACCOUNT = {
    "login",
    "logout",
    "logged_in",
    "session",
    "password_change",
    "password_reset",
    "switch",
    "profile",
    "end_sessions",
    "invitation",
    "second_factor",
    "second_factor_set_up",
    "second_factor_remove",
    "recovery_codes",
}
POSTED = {"invite_again", "release", "security_end_sessions", "security_release"}
#: Pages that also ask whose organisation it is, or who in it asks.
NOT_FOR_ALL_OF_THE_ROLE = {
    *(("phones", role) for role in Role.values),
    ("disable", "organisation_admin"),
    ("reset_code", "system_admin"),
    ("reset_factor", "system_admin"),
}
#: Shown to those whom it concerns, and found by nobody else: tests/organisations/test_two_hands.py.
OF_THE_CONCERNED = {"change"}
GUARDED = [
    each for each in urlpatterns if hasattr(each.callback, "roles") and each.name not in OF_THE_CONCERNED
]
ONE_OF_EACH_ROLE = {role: name for name, (_, _, role, _) in reversed(PEOPLE.items())}


def with_factor(cast) -> int:
    return device_of(cast.liaison_b.user).user_id


def address(cast, page: URLPattern) -> str:
    subject = {
        "people": cast.agency_a.pk,
        "replace": cast.agency_a.pk,
        "reset_code": cast.liaison_b.user_id,
        "disable": cast.liaison_b.user_id,
        "invite_again": cast.liaison_b.user_id,
        "release": cast.liaison_b.user_id,
        "reset_factor": with_factor(cast),
    }.get(page.name)
    return reverse(f"organisations:{page.name}", args=[subject] if subject else [])


def test_every_page_declares_its_roles():
    assert {each.name for each in urlpatterns} == OWN_ACCOUNT | OF_THE_CONCERNED | {
        each.name for each in GUARDED
    }


def test_the_cast_has_every_role():
    assert set(ONE_OF_EACH_ROLE) == set(Role.values)


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
def test_a_visitor_is_sent_to_the_login(cast, client, page):
    assert client.get(address(cast, page)).url.startswith("/login/?next=")


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
def test_each_role_gets_the_page_or_the_reason(cast, sign_in, page):
    where = address(cast, page)
    for role, name in ONE_OF_EACH_ROLE.items():
        answer = sign_in(getattr(cast, name)).get(where)
        if role not in page.callback.roles:
            assert answer.status_code == 403, role
            assert "您当前的身份是" in answer.content.decode()
        elif page.name in POSTED:
            assert answer.status_code == 405, role
        elif (page.name, role) not in NOT_FOR_ALL_OF_THE_ROLE:
            assert answer.status_code == 200, role


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
def test_a_stranger_cannot_post_either(cast, sign_in, page):
    if cast.officer_a.role in page.callback.roles:
        return
    assert sign_in(cast.officer_a).post(address(cast, page)).status_code == 403
