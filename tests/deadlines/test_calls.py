"""今日需电话提醒: whom to call today, with which number."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.calls import calls_today, record_call
from organisations.models import Membership
from tests import factories

RECEIVED = When.on(date(2024, 9, 5))


@pytest.fixture
def reply(cast):
    return cast.owes(starts=RECEIVED)


@pytest.mark.parametrize(
    ("today", "listed"),
    [
        (date(2024, 11, 1), False),
        (date(2024, 11, 4), True),
        (date(2024, 11, 5), True),
        (date(2024, 11, 8), True),
    ],
)
def test_a_reply_is_called_for_from_the_working_day_before(cast, reply, today, listed):
    with clock.set_to(today):
        assert [call.deadline for call in calls_today(cast.procuratorate)] == ([reply] if listed else [])


def test_over_a_weekend_the_call_is_made_on_friday(cast):
    row = cast.owes(starts=When.on(date(2024, 9, 11)))
    assert row.due_on == date(2024, 11, 11)  # a Monday
    with clock.set_to(date(2024, 11, 8)):
        assert [call.deadline for call in calls_today(cast.procuratorate)] == [row]


def test_unsigned_is_called_for_once_the_target_has_passed(cast):
    cast.owes("target.sign_for", starts=RECEIVED)
    with clock.set_to(date(2024, 9, 10)):
        assert calls_today(cast.procuratorate) == []
    with clock.set_to(date(2024, 9, 11)):
        assert len(calls_today(cast.procuratorate)) == 1


def test_it_names_the_liaison_of_today_and_their_number(cast, reply):
    Membership.objects.filter(pk=cast.liaison.pk).update(phone="0837-1111111")
    with clock.set_to(date(2024, 11, 5)):
        (call,) = calls_today(cast.procuratorate)
    assert (call.person, call.phone) == (cast.liaison, "0837-1111111")


def test_without_a_liaison_the_organisation_itself_is_called(cast, reply):
    Membership.objects.filter(pk=cast.liaison.pk).update(ended_on=date(2024, 10, 1))
    cast.agency.phone = "0837-2222222"
    cast.agency.save()
    with clock.set_to(date(2024, 11, 5)):
        (call,) = calls_today(cast.procuratorate)
    assert (call.person, call.phone) == (None, "0837-2222222")


def test_a_call_recorded_today_is_shown_as_made(cast, reply):
    with clock.set_to(date(2024, 11, 4)):
        record_call(reply, by=cast.handler, note="已告知")
        assert calls_today(cast.procuratorate)[0].called_today
    with clock.set_to(date(2024, 11, 5)):
        (call,) = calls_today(cast.procuratorate)
        assert (call.called_today, call.last_call.note) == (False, "已告知")


def test_the_list_takes_the_same_queries_however_long(cast, reply, django_assert_num_queries):
    for number in range(5):
        cast.owes(starts=RECEIVED, subject=str(number))
    factories.membership(cast.agency, "liaison", standing="substitute")
    with clock.set_to(date(2024, 11, 5)), django_assert_num_queries(4):
        assert len(calls_today(cast.procuratorate)) == 6
