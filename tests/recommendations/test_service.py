"""登记送达: the day on the proof counts; a month counts no day, neither to begin a period nor to end one."""

from datetime import date

import pytest

from common.when import When
from tests.courses import Course
from tests.recommendations.served import deadline
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def served_on(cast, text: str, kind: str = "social_governance", **data) -> Course:
    course = Course(cast, kind).registered()
    course.take("record_service", cast.handler, received_on=When.parse(text), **{"way": "direct", **data})
    return course


def test_the_periods_start_on_the_day_of_the_proof(cast):
    course = served_on(cast, "2026-09-03")
    assert deadline(course).due_on == date(2026, 11, 3)
    assert course.matter.events.latest("number").recorded_at.date() == date(2026, 10, 13)


def test_the_wait_for_a_signature_ended_on_that_day(cast):
    ended = served_on(cast, "2026-09-03").matter.deadlines.get(rule="target.sign_for")
    assert (ended.closed_on, ended.late_days) == (date(2026, 9, 3), 0)


def test_where_only_the_month_is_known_nothing_ended_on_a_day(cast):
    ended = served_on(cast, "2026-09").matter.deadlines.get(rule="target.sign_for")
    assert (ended.status, ended.closed_on, ended.late_days) == ("closed", None, None)


@pytest.mark.parametrize("text", ["2026-08-31", "2026-10-14"])
def test_neither_before_issue_nor_tomorrow(cast, text):
    with pytest.raises(Invalid):
        served_on(cast, text)


def test_leaving_it_in_place_is_for_public_interest_alone(cast):
    with pytest.raises(Invalid, match="第七十六条"):
        served_on(cast, "2026-09-03", way="left")


def test_announcing_it_needs_the_recipients_consent(cast):
    with pytest.raises(Invalid, match="第十八条"):
        served_on(cast, "2026-09-03", way="announcement")


def test_the_consent_to_an_announcement_is_kept(cast):
    course = served_on(cast, "2026-09-03", way="announcement", recipient_consents=True)
    assert "被建议单位已同意宣告送达" in course.matter.words_of(
        course.matter.events.get(verb="record_service")
    )


def test_a_public_interest_paper_is_announced_without_consent(cast):
    course = served_on(cast, "2026-09-03", "public_interest", way="announcement")
    assert course.matter.service_way == "announcement"
    assert "recipient_consents" not in course.matter.events.get(verb="record_service").data
