"""代录: what an agency did on paper, entered for it by the procuratorate, shown as such."""

import pytest

from common.when import When
from tests.courses import Course, upload
from workflow import timeline
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
FRIDAY = When.parse("2026-10-09")


def registered(cast) -> Course:
    """On paper since the first of September; nobody of the agency has been online."""
    return Course(cast).registered(received_on=When.parse("2026-09-02"))


def test_a_handler_enters_the_reply_that_came_on_paper(cast):
    course = registered(cast)
    event = course.reply(actor=cast.handler, occurred_at=FRIDAY, paper_scans=[upload(cast.handler.user)])
    assert event.entered_for == cast.agency_a
    assert (course.matter.state, course.matter.replied_on) == ("replied", "2026-10-09")


def test_it_is_in_time_by_the_day_it_came(cast):
    course = registered(cast)
    course.reply(actor=cast.handler, occurred_at=FRIDAY)
    reply = course.matter.deadlines.get(rule="recommendation.reply")
    assert (reply.closed_on, reply.late_days) == (FRIDAY.day, 0)


def test_a_clerk_enters_it_for_the_house(cast):
    event = registered(cast).reply(actor=cast.clerk, occurred_at=FRIDAY)
    assert event.entered_for == cast.agency_a


def test_the_timeline_shows_for_whom(cast):
    course = registered(cast)
    course.reply(actor=cast.handler, occurred_at=FRIDAY)
    entry = timeline.entries(course.matter, cast.liaison_a)[0]
    assert "代县市场监管局录入" in entry["flags"]
    assert entry["recorded"] is not None


def test_what_the_agency_does_itself_is_not_marked(cast):
    course = Course(cast).served()
    assert course.reply().entered_for is None


def test_only_handlers_and_clerks_enter(cast):
    course = registered(cast)
    for actor in (cast.department_head, cast.chief, cast.case_manager):
        with pytest.raises(Refused, match="被建议单位"):
            course.reply(actor=actor, occurred_at=FRIDAY)


def test_an_agencys_inside_steps_are_its_own(cast):
    course = registered(cast)
    with pytest.raises(Refused, match="被建议单位"):
        course.take("assign_inside", cast.handler, section="市场股")


def test_the_agency_says_what_was_entered_wrong_and_both_stay(cast):
    course = registered(cast)
    entered = course.reply(actor=cast.handler, occurred_at=FRIDAY)
    course.take("correct_entered", cast.liaison_a, entry=entered, text="复函日期应为10月8日。")
    kept = course.matter.events.get(verb="correct_entered").data
    assert kept["entry"] == f"第{entered.number}条"
    assert course.matter.events.filter(verb="reply").exists()


def test_where_nothing_was_entered_there_is_nothing_to_correct(cast):
    course = Course(cast).served()
    with pytest.raises(Refused, match="没有检察院代为录入"):
        course.take("correct_entered", cast.liaison_a, text="x")
