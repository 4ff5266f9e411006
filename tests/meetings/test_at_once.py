"""Two hands at one resolution: one succeeds, the other is told."""

import pytest

from matters.models import Event
from matters.verifying import verify
from meetings.models import JointMeeting, Report
from tests.meetings.joint_meeting import Course
from tests.workflow.threads import at_once
from workflow.errors import Invalid, Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tuesday")]


def kinds(results: list) -> set[type]:
    return {type(result) for result in results}


def test_of_two_who_report_the_same_as_done_one_does(cast):
    course = Course(cast).entered()
    part = course.part(1, cast.agency_a)
    given = {
        "matter": course.matter,
        "step": "report",
        "part": part,
        "progress": "done",
        "text": "已经完成。",
    }
    results = at_once(
        *(lambda actor=actor: perform(actor=actor, **given) for actor in (cast.liaison_a, cast.head_a))
    )
    assert kinds(results) == {Event, Invalid}
    assert Report.objects.count() == 1
    assert list(verify(JointMeeting.objects.get())) == []


def test_of_confirming_and_sending_back_at_once_one_happens(cast):
    course = Course(cast).entered().reported()
    part = course.part(1, cast.agency_a)
    results = at_once(
        lambda: perform(matter=course.matter, step="confirm", actor=cast.handler, part=part),
        lambda: perform(
            matter=course.matter, step="send_back", actor=cast.department_head, part=part, reason="请补充。"
        ),
    )
    assert kinds(results) == {Event, Refused}
    assert list(verify(JointMeeting.objects.get())) == []
