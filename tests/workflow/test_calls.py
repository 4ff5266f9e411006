"""今日需电话提醒: the page of the office, and 已电话 with one click."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from common import clock
from deadlines.models import CallRecord, Deadline
from organisations.models import Membership
from tests import factories
from tests.workflow.matters import issued

pytestmark = pytest.mark.django_db
LATE = date(2026, 10, 20)
PAGE = "/matters/calls/"


@pytest.fixture
def unsigned(cast):
    """Not signed for within three working days; 20 October is past the target."""
    with clock.set_to(date(2026, 10, 13)):
        return issued(cast, "餐饮油烟", number="川九检建〔2026〕6号")


@pytest.fixture
def office(cast, sign_in):
    with clock.set_to(LATE):
        yield sign_in(cast.mechanism_liaison)


def awaited(matter) -> Deadline:
    return matter.deadlines.get(rule="target.sign_for")


def called(matter) -> str:
    return reverse("matters:called", args=[awaited(matter).pk])


def test_it_names_whom_to_call_and_the_number(cast, unsigned, office):
    Membership.objects.filter(pk=cast.liaison_a.pk).update(phone="0837-1112222")
    page = office.get(PAGE).content.decode()
    for words in ("县市场监管局", "马超", "tel:0837-1112222", "餐饮油烟", "签收检察建议书"):
        assert words in page


def test_one_click_records_the_call_and_leads_back(cast, unsigned, office):
    answer = office.post(called(unsigned), {"note": "已告知", "next": "/"})
    record = CallRecord.objects.get()
    assert (record.by, record.note, record.deadline) == (cast.mechanism_liaison, "已告知", awaited(unsigned))
    assert answer.url == "/"
    assert "已电话" in office.get(PAGE).content.decode()


def test_a_second_click_is_no_second_call(cast, unsigned, office):
    for _ in range(2):
        office.post(called(unsigned))
    assert CallRecord.objects.count() == 1


def test_a_call_later_in_the_day_is_another_one(cast, unsigned, office):
    office.post(called(unsigned))
    with clock.set_to(clock.now() + timedelta(hours=2)):
        office.post(called(unsigned))
    assert CallRecord.objects.count() == 2


def test_the_way_back_stays_in_the_portal(cast, unsigned, office):
    assert office.post(called(unsigned), {"next": "https://example.org/"}).url == PAGE


def test_what_another_house_waits_for_is_not_there(cast, unsigned, sign_in):
    elsewhere = factories.membership(cast.superior, "mechanism_liaison")
    with clock.set_to(LATE):
        assert sign_in(elsewhere).post(called(unsigned)).status_code == 404
    assert not CallRecord.objects.exists()


def test_what_has_been_done_meanwhile_is_not_there(cast, unsigned, office):
    where = called(unsigned)
    awaited(unsigned).delete()
    assert office.post(where).status_code == 404


@pytest.mark.parametrize("name", ["handler", "chief", "liaison_a", "assessor"])
def test_others_are_told_who_uses_the_page(cast, unsigned, sign_in, name):
    client = sign_in(getattr(cast, name))
    with clock.set_to(LATE):
        assert client.get(PAGE).status_code == client.post(called(unsigned)).status_code == 403
    assert not CallRecord.objects.exists()


def test_a_call_is_not_recorded_by_looking(cast, unsigned, office):
    assert office.get(called(unsigned)).status_code == 405


def test_a_sealed_matter_is_named_by_its_number(cast, sign_in):
    with clock.set_to(date(2026, 10, 13)):
        issued(cast, "未成年人保护", number="川九检建〔2026〕5号", sensitivity="sealed")
    with clock.set_to(LATE):
        page = sign_in(cast.mechanism_liaison).get(PAGE).content.decode()
    assert "未成年人保护" not in page
    assert "川九检建〔2026〕5号" in page


def test_agencies_without_a_liaison_are_listed(cast, office):
    assert cast.liaison_a
    missing = cast.agency_b
    page = office.get(PAGE).content.decode()
    assert missing.name in page
    assert reverse("organisations:replace", args=[missing.pk]) in page
    assert cast.agency_a.name not in page


def test_nothing_to_call_for_is_said(cast, office):
    assert "今天没有需要电话提醒的事项" in office.get(PAGE).content.decode()
