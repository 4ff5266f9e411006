"""书面回复: in time by its own day; an interim one; never before the paper arrived."""

import pytest

from common.when import When
from recommendations.choices import Result
from tests.recommendations.served import deadline, served
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def late_days(course) -> int:
    return course.matter.deadlines.get(rule="recommendation.reply", status="closed").late_days


def test_on_the_last_day_it_is_in_time(cast):
    course = served(cast, "2026-07-13", issued_on="2026-07-13")
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-09-14"))
    assert late_days(course) == 0


def test_a_day_later_it_is_a_day_late(cast):
    course = served(cast, "2026-07-13", issued_on="2026-07-13")
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-09-15"))
    assert late_days(course) == 1


def test_nobody_answers_before_it_arrived(cast):
    course = served(cast)
    with pytest.raises(Invalid, match="整改中"):
        course.reply(actor=cast.handler, occurred_at=When.parse("2026-09-01"))


def test_after_an_interim_reply_the_final_one_is_reviewed(cast):
    course = served(cast, kind="public_interest")
    course.reply(Result.ONGOING)
    course.reply(Result.DONE)
    assert course.matter.state == "replied"
    assert deadline(course, "target.review").starts_event.number == course.matter.last_event_number


def test_the_review_period_starts_with_the_reply(cast):
    course = served(cast)
    course.reply()
    assert deadline(course, "target.review").debtor == cast.procuratorate
