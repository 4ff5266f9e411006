"""Logging in, the lock-out, and what the page says."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import PASSWORD, membership, organisation, person

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


@pytest.fixture
def user():
    user = person("masuper", "马超", password=PASSWORD)
    membership(organisation("九寨沟县水务局"), "liaison", user)
    return user


def attempt(client, password=PASSWORD, **extra):
    return client.post(LOGIN, {"username": "masuper", "password": password, **extra})


def test_it_leads_home(client, user):
    answer = attempt(client)
    assert (answer.status_code, answer.url) == (302, reverse("home"))


def test_it_leads_back_to_the_page_that_was_asked_for(client, user):
    assert attempt(client, next="/people/").url == "/people/"


def test_it_leads_to_no_foreign_address(client, user):
    assert attempt(client, next="https://example.org/").url == reverse("home")


def test_a_wrong_password_is_refused_without_telling_whether_the_name_exists(client, user):
    known = attempt(client, "wrong").content.decode()
    unknown = client.post(LOGIN, {"username": "nobody", "password": "wrong"}).content.decode()
    assert "用户名或密码不正确，没有登录。连续输错 5 次，账号在此地址将锁定 30 分钟。" in known
    assert "用户名或密码不正确" in unknown


def test_after_five_failures_the_account_is_locked_and_says_how_long(client, user):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = attempt(client, "wrong")
    assert answer.status_code == 429
    assert "30 分钟内不能从这里的网络地址登录此账号" in answer.content.decode()
    assert attempt(client).status_code == 429


def test_a_lock_out_does_not_lock_others_in_the_same_office(client, user):
    person("colleague", "林涛", password=PASSWORD)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "wrong")
    assert client.post(LOGIN, {"username": "colleague", "password": PASSWORD}).status_code == 302


def test_the_page_says_that_no_state_secrets_belong_here(client):
    assert "本系统不得存储、处理国家秘密" in client.get(LOGIN).content.decode()


def test_demo_accounts_are_shown_in_the_demo_alone(client, user, settings):
    user.is_example = True
    user.save()
    assert "演示账号" not in client.get(LOGIN).content.decode()
    settings.PORTAL_DEMO = True
    assert "masuper" in client.get(LOGIN).content.decode()


def test_logging_out_needs_a_post(client, user):
    attempt(client)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == LOGIN
    assert client.get("/profile/").status_code == 302
