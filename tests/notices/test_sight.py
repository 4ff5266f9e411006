"""Inbox, bell and mails say no more of a matter than their reader may see now."""

import pytest

from matters.models import Matter, Participation
from notices.grounds import UNSEEN as NOT_MAILED
from notices.grounds import why_gone
from notices.services import unread_count
from notices.sight import UNSEEN
from organisations.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "示例河段一案请签收"


@pytest.fixture
def notice(tell, cast):
    return tell(cast.liaison_a, text=SECRET, link="/matters/1/", next_step="签收")


def test_who_may_see_the_matter_reads_the_notice(notice, cast, sign_in):
    assert SECRET in sign_in(cast.liaison_a).get("/notices/").content.decode()
    assert unread_count(cast.liaison_a.user) == "1"
    assert why_gone(notice) == ""


def lose_sight(notice) -> None:
    Participation.objects.filter(matter=notice.matter).delete()


def test_who_may_not_reads_nothing_of_it_in_the_inbox(notice, cast, sign_in):
    lose_sight(notice)
    page = sign_in(cast.liaison_a).get("/notices/").content.decode()
    assert (SECRET in page, UNSEEN in page) == (False, True)


def test_the_bell_does_not_count_it(notice, cast):
    lose_sight(notice)
    assert unread_count(cast.liaison_a.user) == ""


def test_it_leads_nowhere(notice, cast, sign_in):
    lose_sight(notice)
    client = sign_in(cast.liaison_a)
    assert SECRET not in client.get(f"/notices/{notice.pk}/").content.decode()
    assert client.post(f"/notices/{notice.pk}/")["Location"] == "/notices/"
    assert unread_count(cast.liaison_a.user) == ""


def test_it_is_not_mailed(notice):
    lose_sight(notice)
    assert why_gone(notice) == NOT_MAILED


def test_sight_from_another_house_does_not_show_what_was_sent_to_this_one(notice, cast, sign_in):
    """Who holds places in two houses sees the notice of one of them no longer than from there."""
    factories.membership(cast.procuratorate, Role.HANDLER, cast.liaison_a.user)
    assert Matter.objects.exists()
    lose_sight(notice)
    assert SECRET not in sign_in(cast.liaison_a).get("/notices/").content.decode()
