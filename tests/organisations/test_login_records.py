"""登录记录: what happened at the door, without anything that was typed."""

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.test import Client

from organisations.models import LoginRecord
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def attempt(username: str, password: str) -> Client:
    client = Client(headers={"user-agent": "Firefox/1"}, REMOTE_ADDR="10.1.2.3")
    client.post("/login/", {"username": username, "password": password})
    return client


@pytest.fixture
def user(cast):
    cast.liaison_a.user.set_password(PASSWORD)
    cast.liaison_a.user.save()
    return cast.liaison_a.user


def kept() -> list[tuple[str, object]]:
    return [(row.what, row.user) for row in LoginRecord.objects.order_by("id")]


def test_in_and_out(cast, user):
    attempt("liaison_a", PASSWORD).post("/logout/")
    assert kept() == [("logged_in", user), ("logged_out", user)]
    record = LoginRecord.objects.first()
    assert (record.address, record.agent, record.organisation) == ("10.1.2.3", "Firefox/1", cast.agency_a)


def test_failures_up_to_the_lock_out(user):
    for _ in range(5):
        attempt("liaison_a", "wrong-and-secret")
    assert kept().count(("failed", user)) == 5
    assert ("locked_out", user) in kept()


@pytest.mark.parametrize("name", ["my-real-password-9", "nobody"])
def test_nothing_that_was_typed_is_kept(user, name):
    attempt(name, "another-secret-7")
    attempt("liaison_a", "another-secret-7")
    rows = [*LoginRecord.objects.all(), *AccessAttempt.objects.all()]
    assert kept()[0] == ("failed", None)
    assert not [row for row in rows if name in str(model_to_dict(row))]
    assert not [row for row in rows if "another-secret-7" in str(model_to_dict(row))]


def test_idling_out_is_told_from_logging_out(user, settings):
    client = attempt("liaison_a", PASSWORD)
    session = client.session
    session["last_seen"] -= settings.PORTAL_IDLE_MINUTES * 60 + 60
    session.save()
    client.get("/")
    assert kept()[-1] == ("idled_out", user)


def test_a_reset_code_is_recorded_with_who_issued_it(cast, sign_in):
    sign_in(cast.security_admin).post(f"/people/{cast.handler.user_id}/reset-code/")
    record = LoginRecord.objects.get(what="reset_code_issued")
    assert (record.user, record.by) == (cast.handler.user, cast.security_admin)


def test_records_are_only_added(user):
    attempt("liaison_a", PASSWORD)
    record = LoginRecord.objects.first()
    with pytest.raises(ValidationError, match="不能修改"):
        record.save()
    with pytest.raises(ValidationError, match="不能删除"):
        record.delete()
