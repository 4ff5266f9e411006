"""动态口令: who has to give it, how it is set up, how long a wrong one holds up, and what a lost one takes."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from organisations import second_factor
from organisations.models import LoginRecord, Session
from tests.cast import code_of, device_of
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
SET_UP, VERIFY = "/second-factor/set-up/", "/second-factor/"
ADMINISTRATORS = ["system_admin", "security_admin", "auditor"]


def waited(device: TOTPDevice) -> None:
    """The pause after wrong codes has passed."""
    device.refresh_from_db()
    device.throttling_failure_timestamp = timezone.now() - timedelta(hours=1)
    device.save()


def log_in(client, membership):
    user = membership.user
    user.refresh_from_db()
    user.password = make_password(PASSWORD)
    user.save()
    return client.post("/login/", {"username": user.username, "password": PASSWORD}, follow=True)


def set_up(client):
    client.get(SET_UP)
    return client.post(SET_UP, {"code": code_of(TOTPDevice.objects.get(confirmed=False))})


def recovery_codes(answer) -> list[str]:
    return re.findall(r"<code>(\w{5}-\w{5})</code>", answer.content.decode())


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_an_administrator_gets_to_no_page_before_enrolment(cast, client, name):
    assert log_in(client, getattr(cast, name)).redirect_chain[-1][0].startswith(SET_UP)
    for address in ("/", "/people/", "/profile/", "/password/", "/admin/", "/access-log/"):
        assert client.get(address).url.startswith(SET_UP), address
    assert client.post("/logout/").status_code == 302


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_after_enrolment_the_portal_is_open_and_the_codes_are_shown_once(cast, client, name):
    log_in(client, getattr(cast, name))
    answer = set_up(client)
    assert len(recovery_codes(answer)) == 8
    assert client.get("/").status_code == 200
    assert not recovery_codes(client.get("/profile/"))


def test_the_enrolment_page_draws_the_key_without_script_or_style(cast, client):
    log_in(client, cast.auditor)
    page = client.get(SET_UP).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert second_factor.written_key(TOTPDevice.objects.get()) in page
    assert "style=" not in page


def test_the_key_stays_the_same_until_it_is_confirmed(cast, client):
    log_in(client, cast.auditor)
    keys = {client.get(SET_UP).context["key"] for _ in range(2)}
    assert len(keys) == 1


def test_a_wrong_first_code_confirms_nothing(cast, client):
    log_in(client, cast.auditor)
    client.get(SET_UP)
    assert "口令不正确" in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert client.get("/").status_code == 302
    cast.auditor.user.refresh_from_db()
    assert not cast.auditor.user.has_second_factor


def enrolled(cast, client, name: str = "auditor") -> TOTPDevice:
    device = device_of(getattr(cast, name).user)
    log_in(client, getattr(cast, name))
    return device


def test_the_code_opens_the_page_that_was_asked_for(cast, client):
    device = enrolled(cast, client)
    asked = client.get("/people/").url
    assert asked == "/second-factor/?next=%2Fpeople%2F"
    answer = client.post(asked, {"code": code_of(device), "next": "/people/"})
    assert answer.url == "/people/"
    assert client.get("/people/").status_code == 200


def test_the_code_leads_to_no_foreign_address(cast, client):
    device = enrolled(cast, client)
    answer = client.post(VERIFY, {"code": code_of(device), "next": "https://example.org/"})
    assert answer.url == reverse("home")


def test_the_password_alone_opens_nothing_afterwards_either(cast, client):
    enrolled(cast, client)
    assert client.get("/access-log/").url.startswith(VERIFY)
    assert client.get(SET_UP).url == VERIFY


def test_a_code_is_good_once(cast, client):
    device = enrolled(cast, client)
    code = code_of(device)
    client.post(VERIFY, {"code": code})
    client.post("/logout/")
    log_in(client, cast.auditor)
    assert "已经用过" in client.post(VERIFY, {"code": code}).content.decode()


def test_after_a_wrong_code_the_right_one_has_to_wait(cast, client):
    device = enrolled(cast, client)
    client.post(VERIFY, {"code": "000000"})
    assert "秒后再试" in client.post(VERIFY, {"code": code_of(device)}).content.decode()
    waited(device)
    assert client.post(VERIFY, {"code": code_of(device)}).status_code == 302


def test_the_wait_grows(cast, client):
    device = enrolled(cast, client)
    waits = []
    for _ in range(6):
        client.post(VERIFY, {"code": "000000"})
        device.refresh_from_db()
        waits.append(device.verify_is_allowed()[1]["locked_until"] - timezone.now())
        waited(device)
    assert waits[-1] > timedelta(seconds=25)
    assert waits == sorted(waits)


def test_a_recovery_code_serves_once_in_place_of_the_device(cast, client):
    log_in(client, cast.auditor)
    code = recovery_codes(set_up(client))[0]
    for accepted in (True, False):
        client.post("/logout/")
        log_in(client, cast.auditor)
        answer = client.post(VERIFY, {"code": code.lower()})
        assert (answer.status_code == 302) is accepted


def test_recovery_codes_are_kept_as_digests(cast, client):
    log_in(client, cast.auditor)
    shown = recovery_codes(set_up(client))
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 8
    assert not kept & {code.replace("-", "") for code in shown}


def test_new_recovery_codes_take_a_code_and_make_the_old_void(cast, client):
    log_in(client, cast.auditor)
    old = recovery_codes(set_up(client))
    device = TOTPDevice.objects.get()
    assert "恢复码" in client.get("/second-factor/recovery-codes/").content.decode()
    answer = client.post("/second-factor/recovery-codes/", {"code": code_of(device, 1)})
    new = recovery_codes(answer)
    assert len(new) == 8
    assert not set(old) & set(new)
    assert client.get("/").status_code == 200


def test_others_may_set_it_up_and_then_need_it(cast, client):
    log_in(client, cast.liaison_a)
    assert client.get("/people/").status_code == 200
    set_up(client)
    client.post("/logout/")
    assert log_in(client, cast.liaison_a).redirect_chain[-1][0].startswith(VERIFY)


def test_others_may_take_it_away_again(cast, client):
    log_in(client, cast.liaison_a)
    set_up(client)
    device = TOTPDevice.objects.get()
    assert client.post("/second-factor/remove/", {"code": code_of(device, 1)}).url == "/profile/"
    client.post("/logout/")
    assert log_in(client, cast.liaison_a).status_code == 200
    assert client.get("/people/").status_code == 200


def test_an_administrator_with_a_new_telephone_sets_it_up_at_once(cast, client):
    log_in(client, cast.auditor)
    set_up(client)
    device = TOTPDevice.objects.get()
    assert client.post("/second-factor/remove/", {"code": code_of(device, 1)}).url == SET_UP
    assert client.get("/").url.startswith(SET_UP)


def test_setting_it_up_ends_the_other_sessions(cast, client, sign_in):
    other = sign_in(cast.liaison_a)
    log_in(client, cast.liaison_a)
    set_up(client)
    assert other.get("/people/").url.startswith("/login/")
    assert Session.objects.filter(user=cast.liaison_a.user).count() == 1


def test_what_happened_is_recorded(cast, client):
    log_in(client, cast.auditor)
    client.get(SET_UP)
    client.post(SET_UP, {"code": "000000"})
    waited(TOTPDevice.objects.get())
    set_up(client)
    what = set(LoginRecord.objects.values_list("what", flat=True))
    assert {"logged_in", "code_failed", "factor_set_up"} <= what


def test_the_demo_device_works_in_the_demo_alone(cast, client, settings):
    user = cast.auditor.user
    settings.PORTAL_DEMO = True
    second_factor.give_demo_device(user)
    settings.PORTAL_DEMO = False
    log_in(client, cast.auditor)
    assert second_factor.demo_code(user) == ""
    code = code_of(TOTPDevice.objects.get())
    assert client.post(VERIFY, {"code": code}).status_code == 200
    settings.PORTAL_DEMO = True
    page = client.get(VERIFY).content.decode()
    assert code in page or second_factor.demo_code(user) in page
    assert client.post(VERIFY, {"code": second_factor.demo_code(user)}).status_code == 302


def test_outside_the_demo_no_demo_code_is_told_or_given(cast):
    with pytest.raises(CommandError, match="没有可以显示的动态口令"):
        call_command("demo_code", "auditor")
    with pytest.raises(ValueError, match="只能在演示环境"):
        second_factor.give_demo_device(cast.auditor.user)


def test_whoever_runs_the_server_resets_a_lost_device_with_a_record(cast, sign_in):
    client = sign_in(cast.security_admin)
    call_command("reset_second_factor", "security_admin")
    assert client.get("/").url.startswith("/login/")
    assert LoginRecord.objects.filter(what="factor_removed", user=cast.security_admin.user, by=None).exists()
    with pytest.raises(CommandError, match="没有绑定动态口令"):
        call_command("reset_second_factor", "security_admin")
    with pytest.raises(CommandError, match="没有用户名"):
        call_command("reset_second_factor", "nobody")


def must_change_password(membership) -> None:
    membership.user.must_change_password = True
    membership.user.save()


def test_with_a_password_given_by_others_the_code_comes_first(cast, client):
    must_change_password(cast.auditor)
    device = enrolled(cast, client)
    assert client.get(VERIFY).status_code == 200
    assert client.get("/password/").url.startswith(VERIFY)
    assert client.post(VERIFY, {"code": code_of(device), "next": "/people/"}).url == "/people/"
    assert client.get("/people/").url == "/password/"
    assert client.get("/password/").status_code == 200


def test_with_a_password_given_by_others_a_new_administrator_sets_up_the_code_first(cast, client):
    must_change_password(cast.auditor)
    assert log_in(client, cast.auditor).redirect_chain[-1][0].startswith(SET_UP)
    assert len(recovery_codes(set_up(client))) == 8
    assert client.get("/people/").url == "/password/"
