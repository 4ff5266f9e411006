"""Steps that a day takes: the day after, once, and harmless when the sweep runs twice."""

from datetime import date, timedelta

import pytest

from common import clock
from common.when import When
from matters.models import Event
from tests.courses import Course
from tests.workflow.threads import at_once
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
RECTIFICATION = "recommendation.public_interest.rectification"
DECIDE_SUIT = "recommendation.public_interest.decide_suit"
OBJECTION = "recommendation.objection"


def served(cast, kind: str = "public_interest") -> Course:
    return Course(cast, kind).registered(received_on=When.parse("2026-09-02"))


def last_day(course: Course, rule: str) -> date:
    return course.matter.deadlines.get(rule=rule).due_on


def taken_on(day: date) -> int:
    with clock.set_to(day):
        return take_due_steps()


def test_on_the_last_day_nothing_happens(cast):
    course = served(cast)
    assert taken_on(last_day(course, RECTIFICATION)) == 0


def test_the_day_after_the_month_for_the_decision_on_a_suit_begins(cast):
    course = served(cast)
    day = last_day(course, RECTIFICATION)
    assert taken_on(day + timedelta(days=1)) == 1
    suit = course.matter.deadlines.get(rule=DECIDE_SUIT)
    assert (suit.starts_on, suit.debtor, suit.audience) == (day, cast.procuratorate, cast.procuratorate)
    assert suit.due_on == date(2026, 12, 2)


def test_a_second_run_is_harmless(cast):
    course = served(cast)
    day = last_day(course, RECTIFICATION) + timedelta(days=1)
    assert (taken_on(day), taken_on(day)) == (1, 0)
    assert course.matter.events.filter(verb="rectification_ended").count() == 1


def test_days_late_it_still_counts_from_the_last_day(cast):
    course = served(cast)
    day = last_day(course, RECTIFICATION)
    taken_on(day + timedelta(days=9))
    assert course.matter.deadlines.get(rule=DECIDE_SUIT).starts_on == day


def test_the_event_names_the_system_and_why(cast):
    course = served(cast)
    taken_on(last_day(course, RECTIFICATION) + timedelta(days=1))
    event = course.matter.events.get(verb="rectification_ended")
    assert (event.actor, event.system_reason) == (None, "期限届满")


def test_handler_and_chief_are_told(cast):
    course, chief = served(cast), cast.chief
    taken_on(last_day(course, RECTIFICATION) + timedelta(days=1))
    for person in (cast.handler, chief):
        assert person.user.notices.filter(verb="rectification_ended").exists()


def test_after_the_reply_it_is_taken_too(cast):
    course = served(cast)
    course.reply()
    assert taken_on(last_day(course, RECTIFICATION) + timedelta(days=1)) == 1
    period = course.matter.deadlines.get(rule=RECTIFICATION)
    assert (period.status, period.quiet) == ("open", True)


def test_the_objection_period_ends_by_itself(cast):
    course = served(cast, "social_governance")
    assert taken_on(last_day(course, OBJECTION)) == 0
    assert taken_on(last_day(course, OBJECTION) + timedelta(days=1)) == 1
    assert course.matter.deadlines.get(rule=OBJECTION).status == "cancelled"


def test_what_is_over_ends_for_every_matter_and_stops_at_none(cast):
    first = served(cast)
    second = Course(cast, "public_interest").registered(
        number="川九检建〔2026〕98号", received_on=When.parse("2026-09-02")
    )
    first.take("terminate", cast.chief, reasons="已整改", report="已经整改到位。")
    assert taken_on(last_day(second, RECTIFICATION) + timedelta(days=1)) == 1


def test_a_matter_whose_step_fails_stops_no_other(cast):
    """Its next number is taken by a record that should not be there."""
    first = served(cast)
    second = Course(cast, "public_interest").registered(
        number="川九检建〔2026〕98号", received_on=When.parse("2026-09-02")
    )
    Event.objects.create(
        matter=first.matter,
        number=first.matter.last_event_number + 1,
        verb="sign_for",
        system_reason="测试",
        occurred_at=clock.now(),
        recorded_at=clock.now(),
    )
    assert taken_on(last_day(second, RECTIFICATION) + timedelta(days=1)) == 1
    assert second.matter.events.filter(verb="rectification_ended").exists()


@pytest.mark.django_db(transaction=True)
def test_two_machines_take_it_once(cast):
    course = served(cast)
    with clock.set_to(last_day(course, RECTIFICATION) + timedelta(days=1)):
        taken = at_once(take_due_steps, take_due_steps)
    assert sum(taken) == 1
    assert Event.objects.filter(verb="rectification_ended").count() == 1
