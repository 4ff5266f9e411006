"""Sweeps under kill -9 of worker and beat: each rung, system step and notice once, whatever died when."""

from collections import Counter
from datetime import timedelta

import pytest

from common import clock
from deadlines import ladder, people
from deadlines.days import calendar_in_use
from deadlines.models import Deadline, Ladder, Reminder
from matters.models import Event
from matters.verifying import verify
from notices.mails import message_id
from notices.models import Delivery, Notice
from recommendations.models import Recommendation
from tests.courses import Course
from tests.kill.harness import Portal, until

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]
MATTERS = 12
#: So long ago were they signed for: objections are over, and rungs of reply and record have passed.
DAYS_AGO = 50


@pytest.fixture
def matters(cast, settings) -> list[Recommendation]:
    """Signed for some time ago; since then nobody has looked at the calendar."""
    settings.PORTAL_WORKING_HOURS = ("00:00", "23:59:59")
    cast.everyone()
    with clock.set_to(clock.now() - timedelta(days=DAYS_AGO)):
        return [signed_for(cast, number) for number in range(1, MATTERS + 1)]


def signed_for(cast, number: int) -> Recommendation:
    issued_on = clock.today().isoformat()
    course = Course(cast).registered(number=f"川九检建〔2026〕{number}号", issued_on=issued_on)
    course.take("sign_for", cast.liaison_a, consents=number == 1)
    return course.matter


def rungs_recorded() -> int:
    return Reminder.objects.count()


def steps_taken() -> int:
    return Event.objects.filter(verb="objection_ended").count()


def is_at_rest() -> bool:
    """Every rung and step whose moment has passed is dealt with, and nothing is left to mail today."""
    passed = Ladder.objects.filter(next_at__lte=clock.now())
    still_open = Delivery.objects.filter(state__in=Delivery.OPEN)
    return (
        not passed.exists()
        and steps_taken() == MATTERS
        and not still_open.exists()
        and not unbundled().exists()
    )


def unbundled():
    """Notices that wait for a bundle although today's has not been closed."""
    closed = Delivery.objects.filter(bundle_day=clock.today()).values("recipient")
    return Notice.objects.waiting_for_bundle().exclude(recipient__in=closed)


def kill_in_the_middle(portal: Portal) -> None:
    """Each time as soon as some of what the sweep has to do has been done."""
    for done, some in ((rungs_recorded, 3), (steps_taken, 2), (rungs_recorded, 20)):
        until(lambda done=done, some=some: done() >= some, f"{some} of {done.__name__}")
        portal.restart("worker", "beat")


def test_sweeps_killed_in_the_middle_lose_and_double_nothing(portal, mailbox, matters):
    portal.start("worker", "beat")
    kill_in_the_middle(portal)
    until(is_at_rest, "everything due is done")
    for matter in matters:
        assert_stepped_once(matter)
    for deadline in Deadline.objects.open().exclude(due_at=None):
        assert_reminded_once(deadline)
    assert_told_once()
    assert_mailed_once_or_marked(Counter(message["Message-ID"] for message in mailbox.received))


def assert_stepped_once(matter: Recommendation) -> None:
    matter.refresh_from_db(fields=["last_event_number", "head_hash"])
    assert matter.events.filter(verb="objection_ended").count() == 1
    assert not list(verify(matter))


def assert_reminded_once(deadline: Deadline) -> None:
    """The latest rung that has passed went to everyone it reaches, earlier ones are skipped."""
    passed = ladder.passed(deadline, clock.now(), calendar_in_use())
    sent = deadline.reminders.filter(status=Reminder.Status.SENT)
    reached = {
        (passed[-1].offset, person.user_id) for person in people.recipients(deadline, passed[-1].offset)
    }
    assert Counter(sent.values_list("rung", "recipient")) == Counter(reached)
    assert deadline.reminders.values("rung").distinct().count() == len(passed)


def assert_told_once() -> None:
    """One notice for each reminder, and each notice in one message, withdrawn, or waiting for tomorrow's."""
    reminders = Reminder.objects.filter(status=Reminder.Status.SENT)
    notices = Notice.objects.filter(verb=ladder.REMINDER)
    assert sorted(reminders.values_list("notice", flat=True)) == sorted(notices.values_list("pk", flat=True))
    for notice in Notice.objects.exclude(recipient__email=""):
        messages = notice.deliveries.count()
        assert messages == 1 or (messages == 0 and (notice.withdrawn_at or notice.awaits_bundle))


def assert_mailed_once_or_marked(arrived: Counter) -> None:
    for delivery in Delivery.objects.exclude(state=Delivery.State.CANCELLED):
        times = arrived.pop(message_id(delivery))
        assert times == 1 or (times > 1 and delivery.possibly_repeated_reason)
    assert not arrived
