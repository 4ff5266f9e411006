"""A lock-out meets whoever fails: it cannot be used to keep somebody else from logging in."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from organisations.lock_outs import FIRST_PAUSE
from organisations.models import LoginRecord, Membership
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ATTACKER, OFFICE = "192.0.2.66", "10.1.2.3"


@pytest.fixture
def liaison(cast) -> Membership:
    cast.liaison_a.user.set_password(PASSWORD)
    cast.liaison_a.user.save()
    return cast.liaison_a


def attempt(address: str, password: str = PASSWORD, username: str = "liaison_a"):
    return Client(REMOTE_ADDR=address).post("/login/", {"username": username, "password": password})


def attack(
    address: str = ATTACKER, times: int = settings.AXES_FAILURE_LIMIT, username: str = "liaison_a"
) -> None:
    for _ in range(times):
        attempt(address, "wrong", username)


def earlier(by: timedelta, address: str) -> None:
    AccessAttempt.objects.filter(ip_address=address).update(attempt_time=F("attempt_time") - by)


def test_an_account_is_locked_for_the_address_that_fails_alone(liaison):
    attack()
    assert attempt(ATTACKER).status_code == 429
    assert attempt(OFFICE).status_code == 302


def test_for_all_others_it_is_slowed_after_a_failure_of_their_own(liaison):
    attack()
    attempt(OFFICE, "mistyped")
    answer = attempt(OFFICE)
    assert answer.status_code == 200
    assert "秒后再试。账号没有锁定" in answer.content.decode()
    earlier(FIRST_PAUSE, OFFICE)
    assert attempt(OFFICE).status_code == 302


def test_the_pause_grows_with_each_failure(liaison):
    attack()
    attempt(OFFICE, "mistyped")
    earlier(FIRST_PAUSE, OFFICE)
    attempt(OFFICE, "mistyped again")
    earlier(FIRST_PAUSE, OFFICE)
    assert "秒后再试" in attempt(OFFICE).content.decode()


def test_an_attack_that_goes_on_does_not_slow_those_who_wait(liaison):
    attack(times=3)
    attack("192.0.2.67", times=3)
    assert attempt(OFFICE).status_code == 302


def test_nobody_is_slowed_by_a_few_mistakes(liaison):
    attempt(OFFICE, "mistyped")
    assert attempt(OFFICE).status_code == 302


@pytest.mark.parametrize("name", ["organisation_admin_a", "head_a", "deputy_head_a"])
def test_somebody_of_the_house_who_is_logged_in_releases_though_locked_out_too(cast, sign_in, liaison, name):
    inside = sign_in(getattr(cast, name))
    attack(OFFICE)
    attack(OFFICE, username=name)
    assert "解除锁定" in inside.get("/people/").content.decode()
    assert inside.post(f"/people/{liaison.user_id}/release/").status_code == 302
    assert attempt(OFFICE).status_code == 302
    record = LoginRecord.objects.filter(what="unlocked").get()
    assert (record.user, record.by) == (liaison.user, getattr(cast, name))


@pytest.mark.parametrize("name", ["head_b", "chief"])
def test_nobody_releases_people_of_another_house(cast, sign_in, liaison, name):
    attack()
    assert sign_in(getattr(cast, name)).post(f"/people/{liaison.user_id}/release/").status_code == 403
    assert attempt(ATTACKER).status_code == 429


def test_nobody_of_the_house_releases_the_own_account(cast, sign_in):
    client = sign_in(cast.head_a)
    attack(username="head_a")
    assert client.post(f"/people/{cast.head_a.user_id}/release/").status_code == 403
    assert "解除锁定" not in client.get("/people/").content.decode()


def test_the_last_way_is_a_command_on_the_server_which_is_recorded(liaison):
    attack()
    call_command("release_lock_out", "liaison_a")
    assert attempt(ATTACKER).status_code == 302
    assert LoginRecord.objects.filter(what="unlocked", user=liaison.user, by=None).exists()


@pytest.mark.parametrize(("username", "why"), [("nobody", "没有用户名"), ("liaison_a", "没有锁定")])
def test_the_command_says_what_it_did_not_do(liaison, username, why):
    with pytest.raises(CommandError, match=f"{why}.*没有作任何改动"):
        call_command("release_lock_out", username)
