"""What is entered later did not happen before what it presupposes."""

import pytest

from common.when import When
from tests.courses import Course
from workflow.errors import Invalid

pytestmark = pytest.mark.django_db


def refused(field: str, take) -> str:
    with pytest.raises(Invalid) as problem:
        take()
    return problem.value.fields[field]


def test_it_is_not_issued_before_it_was_approved(cast):
    course = Course(cast).approved()
    when = When.parse("2020-01-05")
    assert "待制发" in refused("occurred_at", lambda: course.take("issue", cast.handler, occurred_at=when))


def test_nobody_is_reminded_before_receipt(cast):
    course = Course(cast).registered("2026-09-01", received_on=When.parse("2026-09-03"))
    when = When.parse("2020-01-01")
    assert refused("occurred_at", lambda: course.take("remind", cast.handler, occurred_at=when))


@pytest.mark.parametrize("name", ["approved_on", "filed_on", "found_on"])
def test_what_precedes_issue_is_not_dated_after_it(cast, name):
    given = {name: When.parse("2026-09-02")}
    assert "制发日期" in refused(name, lambda: Course(cast).registered("2026-09-01", **given))


def test_a_month_is_compared_as_a_month(cast):
    received = {"received_on": When.parse("2026-05-03")}
    assert refused("received_on", lambda: Course(cast).registered("2026-10", **received))


def test_the_month_of_issue_itself_may_be_the_month_of_receipt(cast):
    course = Course(cast).registered("2026-09-20", received_on=When.parse("2026-09"))
    assert course.matter.received_on == "2026-09"


def test_receipt_is_not_corrected_to_after_the_reply(cast):
    course = Course(cast).registered("2026-05-01", received_on=When.parse("2026-05-06"))
    course.take("reply", cast.handler, results=[], occurred_at=When.parse("2026-06-01"))
    change = {"field": "received_on", "new": "2026-06-02", "reason": "笔误"}
    assert "回复日期" in refused("new", lambda: course.take("correct", cast.department_head, **change))


def test_several_recipients_share_the_day_of_receipt_that_was_entered(cast):
    both = {"recipients": [cast.agency_a, cast.agency_b], "received_on": When.parse("2026-09-03")}
    course = Course(cast).registered("2026-09-01", **both)
    states = {matter.state for matter in type(course.matter).objects.all()}
    assert states == {"rectifying"}


def test_a_procuratorate_is_no_recipient(cast):
    assert refused("recipients", lambda: Course(cast).registered(recipients=[cast.procuratorate]))


@pytest.mark.parametrize(
    ("stage", "due"), [("", "2026-10-08"), ("trial", "2026-10-08"), ("enforcement", "2026-12-03")]
)
def test_a_court_answers_by_the_stage_of_its_case(cast, stage, due):
    values = {"values": {"court_stage": stage}, "received_on": When.parse("2026-09-03")}
    course = Course(cast, "correction", cast.court).registered("2026-09-01", **values)
    running = course.matter.deadlines.get(rule__startswith="recommendation.correction.reply")
    assert str(running.due_on) == due
