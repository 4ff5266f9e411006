"""异议: inside the stated period, or afterwards as a statement; the reply's period runs on."""

from datetime import date

import pytest

from common.when import When
from tests.courses import Course
from tests.recommendations.served import deadline, served
from workflow import timeline
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
GROUNDS = "职责不在本局。"


def objected(cast, received_on: str = "2026-10-08") -> Course:
    course = served(cast, received_on)
    course.take("object", cast.head_a, grounds=GROUNDS)
    return course


def test_inside_the_period_it_is_in_time(cast):
    assert objected(cast).matter.objection_set.get().in_time is True


def test_after_the_period_it_is_marked_as_late_and_taken_as_a_statement(cast):
    course = objected(cast, "2026-09-02")
    assert course.matter.objection_set.get().in_time is False
    assert "作为情况说明处理" in timeline.entries(course.matter, cast.handler)[0]["sentence"]


def test_on_the_last_day_it_is_in_time(cast):
    assert objected(cast, "2026-09-28").matter.objection_set.get().in_time is True


def test_where_only_the_month_is_known_nothing_is_judged(cast):
    assert objected(cast, "2026-09").matter.objection_set.get().in_time is None


def test_the_reply_period_runs_on(cast):
    course = objected(cast)
    assert deadline(course).due_on == date(2026, 12, 8)


def test_ten_working_days_to_review_it(cast):
    review = deadline(objected(cast), "recommendation.objection_review")
    assert (review.debtor, review.due_on) == (cast.procuratorate, date(2026, 10, 27))


def test_one_objection_at_a_time(cast):
    course = objected(cast)
    with pytest.raises(Refused, match="已有一项异议"):
        course.take("object", cast.head_a, grounds=GROUNDS)


def test_rejected_with_reasons_in_a_paper(cast):
    course = objected(cast)
    course.take("reject_objection", cast.chief, reasons="职责由三定方案确定。")
    assert course.matter.documents.filter(kind="objection_answer").exists()
    assert course.matter.objection_set.get().answer == "职责由三定方案确定。"
    assert not course.matter.deadlines.filter(rule="recommendation.objection_review", status="open").exists()


def test_the_recipient_is_told_of_the_answer(cast):
    course = objected(cast)
    course.take("reject_objection", cast.chief, reasons="职责由三定方案确定。")
    assert "回复期限不变" in cast.head_a.user.notices.latest("pk").text


def test_without_an_objection_there_is_nothing_to_reject(cast):
    with pytest.raises(Refused, match="没有待审查的异议"):
        served(cast).take("reject_objection", cast.chief, reasons="x")


def test_an_objection_by_letter_counts_by_its_day(cast):
    course = served(cast, "2026-09-02")
    course.take("object", cast.handler, grounds=GROUNDS, occurred_at=When.parse("2026-09-17"))
    assert course.matter.objection_set.get().in_time is True
