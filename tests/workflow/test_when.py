"""When a step happened: never in the future, online always now, a month stays a month."""

from datetime import UTC, datetime, timedelta

import pytest

from common import clock
from common.when import When
from tests.courses import Course
from tests.workflow.rows import grown, rows
from workflow import timeline
from workflow.errors import Invalid
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
RESULTS = {"results": [], "build_letter": True}


def invalid(**call) -> dict[str, str]:
    before = rows()
    with pytest.raises(Invalid) as problem:
        perform(**call)
    assert grown(before) == {}
    return problem.value.fields


def test_without_a_day_it_is_now(cast):
    event = Course(cast).served().take("record_visit", cast.handler, findings="已走访。")
    assert event.occurred_at == event.recorded_at == clock.now()


@pytest.mark.parametrize("text", ["2026-10-14", "2026-11", "2027", "2026-10-13T09:01"])
def test_the_future_is_refused(cast, text):
    course = Course(cast).served()
    how = {"matter": course.matter, "step": "record_visit", "actor": cast.handler}
    assert invalid(**how, occurred_at=When.parse(text)).keys() == {"occurred_at"}


def test_today_and_this_month_are_no_future(cast):
    course = Course(cast).served()
    for text in ("2026-10-13", "2026-10", "2026"):
        course.take("record_visit", cast.handler, occurred_at=When.parse(text), findings="已走访。")


def test_an_agency_online_does_not_back_date(cast):
    course = Course(cast).served()
    how = {"matter": course.matter, "step": "reply", "actor": cast.liaison_a, **RESULTS}
    assert "在线办理" in invalid(**how, occurred_at=When.parse("2026-10-12"))["occurred_at"]


def test_nor_by_naming_itself_as_the_one_it_is_entered_for(cast):
    course = Course(cast).served()
    how = {"matter": course.matter, "step": "reply", "actor": cast.liaison_a, **RESULTS}
    how["entered_for"] = cast.agency_a
    assert invalid(**how, occurred_at=When.parse("2026-10-12"))


def test_what_is_entered_later_keeps_both_times(cast):
    course = Course(cast).registered("2026-09-01", received_on=When.parse("2026-09-02"))
    event = course.take("remind", cast.handler, occurred_at=When.parse("2026-10-09"))
    assert event.when == When.parse("2026-10-09")
    assert event.recorded_at == clock.now()
    assert timeline.is_recorded_later(event)


@pytest.mark.parametrize("hour_in_utc", [1, 16, 23])
def test_what_is_entered_on_its_own_day_in_shanghai_is_no_later_entry(cast, hour_in_utc):
    with clock.set_to(datetime(2026, 10, 13, hour_in_utc, tzinfo=UTC)):
        course = Course(cast).served()
        event = course.take(
            "record_visit", cast.handler, occurred_at=When.on(clock.today()), findings="已走访。"
        )
    assert not timeline.is_recorded_later(event)


def test_a_month_stays_a_month_and_no_day_is_computed(cast):
    course = Course(cast).registered("2026-08", received_on=When.parse("2026-08"))
    reply = course.matter.deadlines.get(rule="recommendation.reply")
    assert course.matter.received_on == "2026-08"
    assert (reply.due_on, reply.status) == (None, "open")
    assert "只登记为2026年8月" in reply.explanation


def test_a_month_is_not_called_late_or_in_time(cast):
    course = Course(cast).registered("2026-06", received_on=When.parse("2026-06"))
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-09"))
    assert course.matter.deadlines.get(rule="recommendation.reply").late_days is None


def test_the_decision_of_the_day_before_counts_from_its_day(cast):
    yesterday = clock.today() - timedelta(days=1)
    with clock.set_to(yesterday):
        course = Course(cast).submitted()
    event = course.take(
        "review", cast.handler, decided_by=cast.department_head, decided_on=yesterday, opinion="同意"
    )
    assert event.data["decided_on"] == "2026-10-12"
