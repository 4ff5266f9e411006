"""No reminder after the answer: rectification that is reported as done is not asked for again."""

import pytest

from recommendations.choices import Finding, Result
from tests.courses import Course

pytestmark = pytest.mark.django_db
RULE = "recommendation.public_interest.rectification"


def test_what_is_reported_as_done_runs_on_without_reminders(cast):
    course = Course(cast, "public_interest").replied()
    period = course.matter.deadlines.get(rule=RULE)
    assert (period.status, period.quiet) == ("open", True)
    assert not hasattr(period, "ladder")


def test_what_goes_on_is_still_reminded_of(cast):
    course = Course(cast, "public_interest").served()
    course.reply(Result.ONGOING)
    assert hasattr(course.matter.deadlines.get(rule=RULE), "ladder")


def test_a_review_that_finds_it_done_meets_it_on_the_day_of_the_reply(cast):
    course = Course(cast, "public_interest").replied()
    course.review(Finding.DONE)
    period = course.matter.deadlines.get(rule=RULE)
    assert (period.status, str(period.closed_on)) == ("closed", course.matter.replied_on)
