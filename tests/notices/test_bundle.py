"""One bundled message for a person and day, in working hours, closed once."""

from datetime import UTC, date, datetime

import pytest

from common import clock
from notices.models import Delivery, Notice
from notices.tasks import deliver


@pytest.fixture
def bundled(tell, cast):
    return lambda place=None, **what: tell(place or cast.liaison_a, bundle=True, verb="remind", **what)


def test_a_days_notices_go_in_one_message(bundled, cast, mailbox, later):
    bundled(text="还有7天。")
    bundled(text="还有3天。")
    later(minutes=5)
    assert deliver() == 1
    body = mailbox.received[0].get_body(("plain",)).get_content()
    assert "还有7天。" in body
    assert "还有3天。" in body


def test_it_waits_until_the_notices_of_a_sweep_are_together(bundled, mailbox, later):
    bundled()
    later(minutes=4)
    deliver()
    assert not mailbox.received


def test_each_person_gets_their_own(bundled, cast, mailbox, later):
    bundled()
    bundled(cast.head_a)
    later(minutes=5)
    assert deliver() == 2


def test_what_comes_after_it_waits_for_tomorrow(bundled, mailbox, later):
    bundled()
    later(minutes=5)
    deliver()
    bundled(text="稍后才知道的事。")
    later(minutes=10)
    assert deliver() == 0
    later(days=1)
    assert deliver() == 1
    assert set(Delivery.objects.values_list("bundle_day", flat=True)) == {
        date(2026, 11, 5),
        date(2026, 11, 6),
    }


def test_what_is_urgent_then_goes_by_itself(bundled, mailbox, later):
    bundled()
    later(minutes=5)
    deliver()
    bundled(text="今天到期。", urgent=True)
    later(minutes=5)
    assert deliver() == 1
    assert Delivery.objects.filter(bundle_day=None).count() == 1
    assert not Notice.objects.waiting_for_bundle().exists()


@pytest.mark.parametrize(("hour", "minute", "sent"), [(8, 29, 0), (8, 30, 1), (17, 29, 1), (17, 30, 0)])
def test_it_leaves_in_working_hours(bundled, mailbox, hour, minute, sent):
    with clock.set_to(datetime(2026, 11, 4, 16, 0, tzinfo=UTC)):
        bundled()
    with clock.set_to(clock.at(date(2026, 11, 5), hour, minute)):
        assert deliver() == sent


def test_a_sweep_that_stood_still_for_days_sends_one(bundled, mailbox, later):
    bundled()
    later(days=1)
    bundled()
    later(days=2)
    assert deliver() == 1
    assert len(mailbox.received) == 1


def test_a_notice_withdrawn_before_is_left_out(bundled, mailbox, later):
    bundled(text="已经回复的事。")
    bundled(text="还没回复的事。")
    Notice.objects.filter(text="已经回复的事。").withdraw("已回复")
    later(minutes=5)
    deliver()
    assert "已经回复的事" not in mailbox.received[0].get_body(("plain",)).get_content()
