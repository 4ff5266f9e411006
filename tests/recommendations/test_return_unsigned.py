"""退回: sent to the wrong one. The wait for a signature ends, the handler has to do something about it."""

import pytest

from common.when import When
from tests.courses import Course
from tests.recommendations.served import deadline
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def returned(cast) -> Course:
    course = Course(cast).registered()
    course.take("return_unsigned", cast.liaison_a, reason="该河段由县水务局管理。")
    return course


def test_it_stays_issued_and_is_marked(cast):
    course = returned(cast)
    assert course.matter.state == "issued"
    assert course.matter.return_reason == "该河段由县水务局管理。"


def test_the_move_is_the_procuratorates(cast):
    course = returned(cast)
    assert not course.matter.deadlines.filter(rule="target.sign_for", status="open").exists()
    assert deadline(course, "target.answer_request").debtor == cast.procuratorate


def test_the_handler_is_told(cast):
    returned(cast)
    assert "退回" in cast.handler.user.notices.latest("pk").text


def test_what_was_given_back_is_not_signed_for(cast):
    course = returned(cast)
    with pytest.raises(Refused, match="已经退回"):
        course.take("sign_for", cast.liaison_a, consents=True)


def test_what_was_given_back_by_letter_can_be_entered(cast):
    course = Course(cast).registered()
    event = course.take(
        "return_unsigned", cast.handler, reason="不归我局", occurred_at=When.parse("2026-09-04")
    )
    assert event.entered_for == cast.agency_a


def test_served_all_the_same_the_mark_goes_and_nothing_waits(cast):
    course = returned(cast)
    course.take("record_service", cast.handler, received_on=When.parse("2026-09-10"))
    assert course.matter.return_reason == ""
    assert not course.matter.deadlines.filter(rule="target.answer_request", status="open").exists()
