"""A session ends twelve hours after the log-in, whatever is done in it."""

import time

import pytest

from organisations import sessions
from organisations.models import LoginRecord

pytestmark = pytest.mark.django_db
HOUR = 60 * 60


def begun(client, ago: int) -> None:
    session = client.session
    session[sessions.STARTED], session[sessions.LAST_SEEN] = int(time.time()) - ago, int(time.time())
    session.save()


def test_after_twelve_hours_it_is_over_and_the_page_asked_for_is_kept(cast, sign_in):
    client = sign_in(cast.liaison_a)
    begun(client, 12 * HOUR)
    assert not sessions.living().filter(user=cast.liaison_a.user).exists()
    answer = client.get("/people/?q=1")
    assert answer.url == "/login/?over=1&next=%2Fpeople%2F%3Fq%3D1"
    page = client.get(answer.url).content.decode()
    assert "登录已满 12 小时" in page
    assert 'name="next" value="/people/?q=1"' in page
    assert LoginRecord.objects.filter(what="aged_out", user=cast.liaison_a.user).exists()


def test_using_it_does_not_make_it_longer(cast, sign_in):
    client = sign_in(cast.liaison_a)
    begun(client, 12 * HOUR - 60)
    assert client.get("/people/").status_code == 200
    assert client.session[sessions.STARTED] <= int(time.time()) - 12 * HOUR + 60
    begun(client, 12 * HOUR)
    assert client.post("/switch/").url == "/login/?over=1"


def test_one_from_before_its_beginning_was_kept_begins_now(cast, sign_in):
    client = sign_in(cast.liaison_a)
    session = client.session
    del session[sessions.STARTED]
    session.save()
    assert client.get("/people/").status_code == 200
    assert client.session[sessions.STARTED] >= int(time.time()) - 60
