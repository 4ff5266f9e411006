"""Sessions are listed for their owner and for the security administrator, and end at once."""

import time

import pytest
from django.test import Client

from organisations import sessions
from organisations.models import LoginRecord, Session
from organisations.tasks import clear_sessions
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1"


def logged_in(membership, agent: str = WINDOWS, address: str = "10.1.2.3") -> Client:
    membership.user.set_password(PASSWORD)
    membership.user.save()
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    client.post("/login/", {"username": membership.user.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome，Windows"),
        (PHONE, "Safari，iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox，Linux"),
        (f"{WINDOWS} Edg/126.0", "Edge，Windows"),
        ("curl/8.0", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_a_device_is_named_as_people_call_it(agent, words):
    assert sessions.describe(agent) == words


def test_ones_own_sessions_are_listed_with_device_and_address(cast):
    here = logged_in(cast.liaison_a)
    user = cast.liaison_a.user
    there = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="10.9.9.9")
    there.post("/login/", {"username": user.username, "password": PASSWORD})
    page = here.get("/profile/").content.decode()
    for words in ("Chrome，Windows", "10.1.2.3", "Safari，iPhone", "10.9.9.9", "本机", "退出其他设备"):
        assert words in page
    assert not {row.session_key for row in Session.objects.all()} & set(page.split('"'))


@pytest.fixture
def two(cast, sign_in) -> tuple[Client, Client]:
    return sign_in(cast.liaison_a), sign_in(cast.liaison_a)


def mark_of(client: Client) -> str:
    return Session.objects.get(session_key=client.session.session_key).mark


def test_one_other_session_is_left(two):
    here, there = two
    here.post("/profile/sessions/end/", {"session": mark_of(there)})
    assert there.get("/people/").url.startswith("/login/")
    assert here.get("/people/").status_code == 200


def test_all_others_are_left(cast, sign_in, two):
    here, there = two
    third = sign_in(cast.liaison_a)
    here.post("/profile/sessions/end/")
    assert [client.get("/people/").status_code for client in (here, there, third)] == [200, 302, 302]
    assert LoginRecord.objects.filter(what="session_ended").count() == 2


def test_nobody_ends_the_session_of_another_from_the_own_page(cast, sign_in, two):
    stranger = sign_in(cast.liaison_b)
    stranger.post("/profile/sessions/end/", {"session": mark_of(two[0])})
    stranger.post("/profile/sessions/end/")
    assert [client.get("/people/").status_code for client in two] == [200, 200]


def test_a_new_password_leaves_the_other_sessions(cast):
    here, there = logged_in(cast.liaison_a), Client()
    there.post("/login/", {"username": "liaison_a", "password": PASSWORD})
    new = "baishuijiang-7788"
    here.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert [client.get("/people/").status_code for client in (here, there)] == [200, 302]
    assert Session.objects.filter(user=cast.liaison_a.user).count() == 1


def test_the_row_tells_when_it_was_last_used_without_a_write_for_each_page(two, django_assert_num_queries):
    client, _ = two
    session = client.session
    session[sessions.LAST_SEEN] = int(time.time()) - 10 * 60
    session.save()
    before = Session.objects.get(pk=session.session_key).last_seen
    client.get("/password/")
    assert (Session.objects.get(pk=session.session_key).last_seen - before).total_seconds() > 9 * 60
    with django_assert_num_queries(5):
        client.get("/password/")


def test_sessions_that_idled_out_are_not_listed(two, settings):
    session = two[1].session
    session[sessions.LAST_SEEN] = int(time.time()) - settings.PORTAL_IDLE_MINUTES * 60 - 120
    session.save()
    assert len(two[0].get("/profile/").context["sessions"]) == 1


def test_the_security_administrator_sees_and_ends_those_of_the_division(cast, sign_in, two):
    outside = sign_in(cast.superior_chief)
    client = sign_in(cast.security_admin)
    page = client.get("/security/").content.decode()
    assert "马超" in page
    assert "何伟" not in page
    client.post("/security/sessions/end/", {"session": mark_of(outside)})
    client.post("/security/sessions/end/", {"person": cast.superior_chief.user_id})
    assert outside.get("/people/").status_code == 200
    client.post("/security/sessions/end/", {"session": mark_of(two[0])})
    assert [each.get("/people/").status_code for each in two] == [302, 200]
    client.post("/security/sessions/end/", {"person": cast.liaison_a.user_id})
    assert two[1].get("/people/").status_code == 302
    record = LoginRecord.objects.filter(what="session_ended").first()
    assert (record.user, record.by) == (cast.liaison_a.user, cast.security_admin)


def test_people_are_found_by_name(cast, sign_in, two):
    client = sign_in(cast.security_admin)
    assert [row.user for row in client.get("/security/?q=夏").context["sessions"]] == [
        cast.security_admin.user
    ]
    assert client.get("/security/?q=无此人").context["sessions"] == []


@pytest.mark.parametrize("given", ["", "x", "99999999999999999999"])
def test_nonsense_ends_nothing(cast, sign_in, two, given):
    client = sign_in(cast.security_admin)
    for name in ("person", "session"):
        assert client.post("/security/sessions/end/", {name: given}).status_code == 302
    assert two[0].get("/people/").status_code == 200


def lock(username: str) -> None:
    for _ in range(5):
        Client().post("/login/", {"username": username, "password": "wrong"})


def test_a_locked_account_is_listed_and_released(cast, sign_in):
    logged_in(cast.liaison_a)
    lock("liaison_a")
    client = sign_in(cast.security_admin)
    assert [row.user for row in client.get("/security/").context["lock_outs"]] == [cast.liaison_a.user]
    assert client.post("/security/lock-outs/release/", {"person": cast.liaison_a.user_id}).url == "/security/"
    assert client.get("/security/").context["lock_outs"] == []
    again = Client().post("/login/", {"username": "liaison_a", "password": PASSWORD})
    assert again.status_code == 302


def test_nobody_releases_the_own_account(cast, sign_in):
    client = sign_in(cast.security_admin)
    lock("security_admin")
    answer = client.post("/security/lock-outs/release/", {"person": cast.security_admin.user_id})
    assert answer.status_code == 403
    assert client.get("/security/").context["lock_outs"][0].user == cast.security_admin.user


def test_sessions_that_ran_out_are_swept_up(two):
    session = two[0].session
    session.set_expiry(-60)
    session.save()
    clear_sessions()
    assert Session.objects.count() == 1
