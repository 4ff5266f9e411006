"""The change at first login, and the code for one use."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from common import clock
from organisations.codes import WrongCode, issue_reset_code, redeem_reset_code
from organisations.models import ResetCode
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "baishuijiang-7788"


@pytest.fixture
def user(cast):
    user = cast.liaison_a.user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def code(cast, user) -> str:
    return issue_reset_code(user, cast.mechanism_liaison)


def test_a_password_given_by_others_is_changed_before_anything_else(client, user):
    user.must_change_password = True
    user.save()
    client.force_login(user)
    assert client.get("/people/").url == "/password/"
    assert client.get("/people/", headers={"HX-Request": "true"})["HX-Redirect"] == "/password/"
    assert "当前密码由他人设置" in client.get("/password/").content.decode()
    assert client.post("/logout/").status_code == 302


def change(client, old=PASSWORD, new=NEW):
    return client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": new})


def test_after_the_change_the_portal_is_open(client, user):
    user.must_change_password = True
    user.save()
    client.force_login(user)
    assert change(client).url == reverse("home")
    assert client.get("/people/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_change_password


def test_the_old_password_is_no_new_one(client, user):
    client.force_login(user)
    assert "新密码与当前密码相同" in change(client, new=PASSWORD).content.decode()


@pytest.mark.parametrize("weak", ["short-1", "13800001111", "liaison_a1", "password1234"])
def test_a_weak_password_is_refused(client, user, weak):
    client.force_login(user)
    assert change(client, new=weak).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def redeem(client, code, username="liaison_a", again=NEW):
    data = {"username": username, "code": code, "new_password1": NEW, "new_password2": again}
    return client.post("/password/reset/", data)


def test_the_code_sets_a_new_password_once(client, user, code):
    assert redeem(client, code).url == "/login/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "重置码已使用" in redeem(client, code).content.decode()


def test_the_code_is_read_without_regard_to_case_and_dash(client, user, code):
    assert redeem(client, code.lower().replace("-", " ")).status_code == 302


def test_the_code_lifts_a_lock_out(client, user, code):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/login/", {"username": "liaison_a", "password": "wrong"})
    redeem(client, code)
    assert client.post("/login/", {"username": "liaison_a", "password": NEW}).status_code == 302


def test_the_code_ends_after_a_day(user, code):
    with clock.set_to(clock.now() + timedelta(hours=24)), pytest.raises(WrongCode):
        redeem_reset_code("liaison_a", code, NEW)


def test_a_newer_code_makes_the_older_void(cast, user, code):
    issue_reset_code(user, cast.mechanism_liaison)
    with pytest.raises(WrongCode):
        redeem_reset_code("liaison_a", code, NEW)


def test_wrong_codes_that_others_send_do_not_make_the_right_one_void(user, code):
    for _ in range(8):
        with pytest.raises(WrongCode):
            redeem_reset_code("liaison_a", "AAAAA-AAAAA", NEW)
    assert ResetCode.objects.get().failures == 8
    assert redeem_reset_code("liaison_a", code, NEW) == user


def test_the_code_belongs_to_one_person(cast, client, user, code):
    assert redeem(client, code, cast.liaison_b.user.username).status_code == 200
    assert redeem(client, code, "nobody").status_code == 200


def test_a_slip_in_the_new_password_does_not_use_the_code(client, user, code):
    assert "两次输入的新密码不一致" in redeem(client, code, again="other").content.decode()
    assert redeem(client, code).status_code == 302


def test_only_a_hash_of_the_code_is_kept(user, code):
    kept = ResetCode.objects.get()
    assert code.replace("-", "") not in kept.code_hash
    assert kept.is_in_force
