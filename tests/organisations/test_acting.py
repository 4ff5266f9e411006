"""The place a person acts from, and the idle time-out."""

import time

import pytest
from django.urls import reverse

from organisations.middleware import LAST_SEEN
from tests.factories import membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast):
    """The liaison of agency A is also the liaison of the government."""
    return membership(cast.government, "liaison", cast.liaison_a.user)


def acting(client):
    return client.get("/people/").context["request"].membership


def test_the_first_place_is_acted_from_until_another_is_chosen(cast, second, client):
    client.force_login(cast.liaison_a.user)
    assert acting(client) == cast.liaison_a
    assert client.post("/switch/", {"membership": second.pk}).url == reverse("home")
    assert acting(client) == second


def test_a_place_of_somebody_else_cannot_be_chosen(cast, sign_in):
    client = sign_in(cast.liaison_a)
    client.post("/switch/", {"membership": cast.handler.pk})
    assert "没有切换" in client.get("/profile/").content.decode()
    assert acting(client) == cast.liaison_a


def test_a_place_that_ends_falls_back_to_one_still_held(cast, second, sign_in):
    client = sign_in(second)
    second.ended_on = second.started_on
    second.save()
    assert acting(client) == cast.liaison_a


def test_without_any_place_the_reason_is_said(cast, sign_in):
    client = sign_in(cast.liaison_a)
    cast.liaison_a.ended_on = "2021-01-01"
    cast.liaison_a.save()
    answer = client.get("/people/")
    assert answer.status_code == 403
    assert "目前没有在任的职务" in answer.content.decode()


def test_switching_needs_a_post(cast, sign_in):
    assert sign_in(cast.handler).get("/switch/").status_code == 405


def idle(client, minutes: int) -> None:
    session = client.session
    session[LAST_SEEN] = int(time.time()) - minutes * 60
    session.save()


def test_after_the_idle_time_one_has_to_log_in_again_and_comes_back(cast, sign_in, settings):
    client = sign_in(cast.handler)
    idle(client, settings.PORTAL_IDLE_MINUTES + 1)
    answer = client.get("/profile/?a=1")
    assert answer.url == "/login/?idle=1&next=%2Fprofile%2F%3Fa%3D1"
    assert "已自动退出" in client.get(answer.url).content.decode()
    assert client.get("/profile/").status_code == 302


def test_each_request_keeps_the_session_alive(cast, sign_in, settings):
    client = sign_in(cast.handler)
    idle(client, settings.PORTAL_IDLE_MINUTES - 1)
    assert client.get("/profile/").status_code == 200
    assert time.time() - client.session[LAST_SEEN] < 60


def test_a_part_of_a_page_sends_the_whole_page_to_the_login(cast, sign_in, settings):
    client = sign_in(cast.handler)
    idle(client, settings.PORTAL_IDLE_MINUTES + 1)
    assert client.get("/profile/", headers={"HX-Request": "true"})["HX-Redirect"].startswith("/login/")


def test_a_disabled_person_is_out_at_the_next_click(cast, sign_in):
    client = sign_in(cast.handler)
    cast.handler.user.is_active = False
    cast.handler.user.save()
    assert client.get("/profile/").status_code == 302


def test_who_acts_costs_five_queries(cast, second, sign_in, django_assert_num_queries):
    client = sign_in(cast.liaison_a)
    client.get("/password/")
    # session, user, places, their capabilities, unread notices
    with django_assert_num_queries(5):
        client.get("/password/")
