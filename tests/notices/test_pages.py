"""The inbox, the preferences and the failing addresses in the browser's eyes."""

import pytest
from django.urls import reverse

from notices.models import Delivery, Notice, Preference
from notices.paging import SIZE
from notices.tasks import deliver
from organisations.acting import SESSION_KEY
from organisations.models import Role
from tests import factories

INBOX = "/notices/"


def test_the_inbox_shows_ones_own_only(tell, cast, sign_in):
    tell(cast.liaison_a, text="给市场监管局的。")
    tell(cast.liaison_b, text="给水务局的。")
    page = sign_in(cast.liaison_a).get(INBOX).content.decode()
    assert "给市场监管局的。" in page
    assert "给水务局的。" not in page


def test_unread_come_first(tell, cast, sign_in):
    old, new = tell(cast.liaison_a), tell(cast.liaison_a)
    Notice.objects.filter(pk=new.pk).mark_read()
    assert list(sign_in(cast.liaison_a).get(INBOX).context["notices"]) == [old, new]


@pytest.mark.parametrize(
    ("shown", "expected"), [("unread", [False]), ("read", [True]), ("all", [False, True])]
)
def test_it_filters_by_read(tell, cast, sign_in, shown, expected):
    Notice.objects.filter(pk=tell(cast.liaison_a).pk).mark_read()
    tell(cast.liaison_a)
    response = sign_in(cast.liaison_a).get(INBOX, {"show": shown})
    assert [not notice.is_unread for notice in response.context["notices"]] == expected


def test_pages_by_key_show_each_notice_once(tell, cast, sign_in):
    told = [tell(cast.liaison_a, bundle=True).pk for _ in range(2 * SIZE + 1)]
    Notice.objects.filter(pk__in=told[:SIZE]).mark_read()
    client, address, seen = sign_in(cast.liaison_a), INBOX, []
    while address:
        response = client.get(address)
        seen += [notice.pk for notice in response.context["notices"]]
        following = response.context["pager"]["next_url"]
        address = following and INBOX + following
    assert sorted(seen) == sorted(told)
    assert len(seen) == len(set(seen))


def test_a_key_that_is_none_is_not_found(cast, sign_in):
    assert sign_in(cast.liaison_a).get(INBOX, {"after": "x"}).status_code == 404


def test_its_queries_do_not_grow_with_its_rows(tell, cast, sign_in, django_assert_max_num_queries):
    """Session, person, places, capabilities, notices; unread; which of both are of matters seen, two each and one
    for what a place may see by exception."""
    client = sign_in(cast.liaison_a)
    tell(cast.liaison_a, bundle=True)
    client.get(INBOX)
    for _ in range(SIZE):
        tell(cast.liaison_a, bundle=True)
    with django_assert_max_num_queries(10):
        client.get(INBOX)


def test_opening_marks_it_read_and_leads_to_the_step(tell, cast, sign_in):
    notice = tell(cast.liaison_a, link="/recommendations/7/sign_for/")
    response = sign_in(cast.liaison_a).post(f"/notices/{notice.pk}/")
    assert response["Location"] == "/recommendations/7/sign_for/"
    notice.refresh_from_db()
    assert (notice.is_unread, notice.read_at is None) == (False, False)


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_a_notice_by_get_changes_nothing(tell, cast, sign_in, method):
    """A browser that fetches ahead, or a scanner of mails, neither reads it nor acts from another place."""
    other = factories.membership(cast.agency_b, Role.INTAKE, cast.liaison_a.user)
    notice, client = tell(other, text="请签收。"), sign_in(cast.liaison_a)
    response = getattr(client, method)(f"/notices/{notice.pk}/")
    notice.refresh_from_db()
    assert (response.status_code, notice.is_unread, notice.read_at) == (200, True, None)
    assert client.session[SESSION_KEY] == cast.liaison_a.pk


def test_a_mail_leads_to_the_notice_and_its_button_to_the_step(tell, cast, sign_in):
    notice = tell(cast.liaison_a, text="请签收。", link="/recommendations/7/sign_for/")
    page = sign_in(cast.liaison_a).get(f"/notices/{notice.pk}/").content.decode()
    assert "请签收。" in page
    assert "打开办理" in page


def test_opening_twice_keeps_the_first_reading(tell, cast, sign_in, later):
    notice, client = tell(cast.liaison_a), sign_in(cast.liaison_a)
    client.post(f"/notices/{notice.pk}/")
    first = Notice.objects.get().read_at
    later(minutes=1)
    client.post(f"/notices/{notice.pk}/")
    assert Notice.objects.get().read_at == first


def test_somebody_elses_is_not_found(tell, cast, sign_in):
    notice = tell(cast.liaison_a)
    assert sign_in(cast.liaison_b).post(f"/notices/{notice.pk}/").status_code == 404
    assert Notice.objects.get().is_unread


def test_opening_acts_from_the_place_it_was_sent_to(tell, cast, sign_in):
    other = factories.membership(cast.agency_b, Role.INTAKE, cast.liaison_a.user)
    notice, client = tell(other), sign_in(cast.liaison_a)
    client.post(f"/notices/{notice.pk}/")
    assert client.session[SESSION_KEY] == other.pk


def test_all_are_read_at_once_by_post_alone(tell, cast, sign_in):
    tell(cast.liaison_a)
    client = sign_in(cast.liaison_a)
    assert client.get("/notices/read-all/").status_code == 405
    client.post("/notices/read-all/")
    assert not Notice.objects.unread().exists()


def test_preferences_are_kept(cast, sign_in):
    sign_in(cast.liaison_a).post("/notices/preferences/", {"bundled_only": "on"})
    preference = Preference.objects.get(user=cast.liaison_a.user)
    assert (preference.email, preference.bundled_only) == (False, True)


def test_preferences_are_shown(cast, sign_in):
    assert "liaison_a@example.org" in sign_in(cast.liaison_a).get("/notices/preferences/").content.decode()


@pytest.mark.parametrize("name", ["inbox", "preferences", "failing"])
def test_a_stranger_is_asked_to_log_in(client, db, name):
    assert client.get(reverse(f"notices:{name}")).status_code == 302


@pytest.fixture
def failing(tell, cast, mailbox) -> Delivery:
    mailbox.refused = {"liaison_a@example.org"}
    tell(cast.liaison_a)
    deliver()
    return Delivery.objects.get()


@pytest.mark.parametrize("who", ["mechanism_liaison", "system_admin"])
def test_the_failing_address_is_shown_with_the_servers_words(failing, cast, sign_in, who):
    page = sign_in(getattr(cast, who)).get("/notices/failing/").content.decode()
    assert "liaison_a@example.org" in page
    assert "550 no such mailbox" in page


@pytest.mark.parametrize("who", ["handler", "liaison_a", "auditor"])
def test_nobody_else_sees_failing_addresses(failing, cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get("/notices/failing/").status_code == 403
    assert client.post(f"/notices/failing/{failing.pk}/retry/").status_code == 403


def test_retry_sends_it_again(failing, cast, sign_in, mailbox):
    mailbox.refused = set()
    sign_in(cast.mechanism_liaison).post(f"/notices/failing/{failing.pk}/retry/")
    assert deliver() == 1


def test_another_countys_addresses_are_not_shown(failing, cast, sign_in):
    elsewhere = factories.jurisdiction("513200")
    there = factories.organisation("外县检察院", "procuratorate", where=elsewhere)
    there.jurisdiction = type(elsewhere).objects.create(
        code="513221", name="汶川县", short_name="汶川", level="county", parent=elsewhere
    )
    there.save()
    client = sign_in(factories.membership(there, Role.MECHANISM_LIAISON))
    assert not client.get("/notices/failing/").context["deliveries"]


def test_without_a_mail_server_the_page_says_so(cast, sign_in, settings):
    settings.PORTAL_EMAIL_ENABLED = False
    assert "没有配置邮件服务器" in sign_in(cast.system_admin).get("/notices/failing/").content.decode()


def test_who_can_put_an_address_right_finds_the_failing_ones_from_the_inbox(cast, sign_in):
    address = reverse("notices:failing")
    assert address in sign_in(cast.mechanism_liaison).get(reverse("notices:inbox")).content.decode()
    assert address not in sign_in(cast.liaison_a).get(reverse("notices:inbox")).content.decode()
