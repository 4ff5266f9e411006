"""终结案件: the chief's; rectification counts from the day it was reported, not from the day of the decision."""

from datetime import date

import pytest

from common.when import When
from recommendations import rules
from recommendations.choices import Finding, Kind, Outcome
from tests.courses import REPORT, Course
from tests.recommendations.served import served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
RECTIFICATION = "recommendation.public_interest.rectification"


def replied(cast, on: str = "2026-08-03") -> Course:
    """Received on 10 June, answered in August, looked at in October."""
    course = served(cast, "2026-06-10", "public_interest", issued_on="2026-06-10")
    course.reply(actor=cast.handler, occurred_at=When.parse(on))
    return course


def terminated(course: Course, outcome: str = Outcome.RECTIFIED) -> Course:
    course.take("terminate", course.cast.chief, reasons="已依法履职", outcome=outcome, **REPORT)
    return course


def period(course: Course):
    return course.matter.deadlines.get(rule=RECTIFICATION)


def test_what_was_reported_in_time_is_in_time_however_late_it_is_ended(cast):
    ended = period(terminated(replied(cast)))
    assert (ended.status, ended.closed_on, ended.late_days) == ("closed", date(2026, 8, 3), 0)


def test_the_same_after_a_review(cast):
    course = replied(cast)
    course.review()
    ended = period(terminated(course))
    assert (ended.status, ended.closed_on, ended.late_days) == ("closed", date(2026, 8, 3), 0)


def test_where_only_the_month_of_the_reply_is_known_it_is_not_judged(cast):
    course = replied(cast, "2026-08")
    course.review()
    assert (period(course).status, period(course).late_days) == ("closed", None)


def test_what_was_not_done_is_not_counted_as_done(cast):
    ended = period(terminated(replied(cast), Outcome.PARTLY))
    assert (ended.status, ended.late_days) == ("cancelled", None)


def test_nor_after_a_review_that_found_it_undone(cast):
    course = replied(cast)
    course.review(Finding.PARTLY)
    assert period(terminated(course, Outcome.PARTLY)).status == "cancelled"


def test_only_public_interest_is_ended_so(cast):
    course = served(cast)
    course.reply()
    with pytest.raises(Refused, match="公益诉讼"):
        terminated(course)


def test_nothing_is_owed_any_more_but_the_record_and_the_receipt_of_the_decision(cast):
    running = terminated(replied(cast)).matter.deadlines.running()
    assert set(running.values_list("rule", flat=True)) == {rules.PUBLIC_RECORD, rules.SIGN_FOR_LETTER}


def test_the_conclusion_of_an_earlier_review_stands_in_the_form_and_may_be_another_by_now(cast, sign_in):
    course = replied(cast)
    course.review(Finding.PARTLY)
    page = sign_in(cast.chief).get(f"/matters/{course.matter.pk}/steps/terminate/").content.decode()
    assert '<option value="partly" selected>' in page
    assert terminated(course, Outcome.RECTIFIED).matter.outcome == Outcome.RECTIFIED


def test_without_another_conclusion_that_of_the_review_stays(cast):
    course = replied(cast)
    course.review(Finding.PARTLY)
    assert terminated(course, "").matter.outcome == Outcome.PARTLY


def test_what_nobody_reviewed_is_not_taken_for_rectified(cast, sign_in):
    """The form asks for the conclusion; one who only writes reasons and report is told at the field."""
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
    address = f"/matters/{course.matter.pk}/steps/terminate/"
    given = {"version": course.matter.version, "reasons": "不再办理。", **REPORT}
    answer = sign_in(cast.chief).post(address, given)
    assert answer.status_code == 422
    assert "整改结论" in answer.content.decode()
    course.matter.refresh_from_db()
    assert (course.matter.state, course.matter.outcome) == ("rectifying", "")


def test_the_door_too_asks_for_the_conclusion_where_nobody_reviewed(cast):
    course = replied(cast)
    with pytest.raises(Invalid) as refused:
        terminated(course, "")
    assert set(refused.value.fields) == {"outcome"}
    course.matter.refresh_from_db()
    assert (course.matter.state, course.matter.outcome, course.matter.closed_on) == ("replied", "", "")
