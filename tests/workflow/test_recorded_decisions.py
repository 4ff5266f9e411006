"""A decision made away from the keyboard: recorded by the handler with who and which day; the decider is told."""

from datetime import date

import pytest

from matters.models import Attachment
from tests.courses import Course, upload
from tests.workflow.rows import grown, rows
from workflow.errors import Invalid, Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
YESTERDAY = date(2026, 10, 12)


def recorded(course: Course, **data):
    decision = {"decided_by": course.cast.department_head, "decided_on": YESTERDAY, "opinion": "同意", **data}
    return course.take("review", course.cast.handler, **decision)


def problems(course: Course, **data) -> dict[str, str]:
    data = {"decided_by": course.cast.department_head, **data}
    before = rows()
    with pytest.raises(Invalid) as problem:
        recorded(course, **data)
    assert grown(before) == {}
    return problem.value.fields


def test_the_drafter_records_what_the_department_head_decided(cast):
    course = Course(cast).submitted()
    event = recorded(course)
    assert course.matter.state == "in_policy_review"
    assert event.data["decided_by"] == str(cast.department_head)
    assert event.data["decided_on"] == "2026-10-12"


def test_it_needs_who_decided(cast):
    assert "部门负责人" in problems(Course(cast).submitted(), decided_by=None)["decided_by"]


def test_it_needs_the_day(cast):
    assert problems(Course(cast).submitted(), decided_on=None).keys() == {"decided_on"}


def test_it_cannot_be_decided_tomorrow(cast):
    assert problems(Course(cast).submitted(), decided_on=date(2026, 10, 14)).keys() == {"decided_on"}


@pytest.mark.parametrize("who", ["chief", "second_handler", "liaison_a", "head_a"])
def test_nobody_decides_who_may_not(cast, who):
    assert problems(Course(cast).submitted(), decided_by=getattr(cast, who)).keys() == {"decided_by"}


def test_a_drafter_who_heads_the_department_does_not_review_their_own_draft(cast):
    course = Course(cast).submitted()
    course.matter.drafter = cast.department_head
    course.matter.save()
    assert "起草人" in problems(course)["decided_by"]


def test_the_decider_is_told_what_stands_under_their_name(cast):
    recorded(Course(cast).submitted())
    told = cast.department_head.user.notices.get(text__contains="以您的名义")
    assert told.text.startswith("张明")


def test_the_signed_sheet_stays_with_the_procuratorate(cast):
    recorded(Course(cast).submitted(), signed_sheet=upload(cast.handler.user))
    assert Attachment.objects.get().audience == cast.procuratorate


def test_who_decides_in_the_portal_records_nothing(cast):
    course = Course(cast).submitted()
    event = course.take("review", cast.department_head, opinion="同意")
    assert "decided_by" not in event.data


def test_a_department_head_does_not_review_a_draft_of_their_own(cast):
    course = Course(cast).submitted()
    course.matter.drafter = cast.department_head
    course.matter.save()
    with pytest.raises(Refused, match="起草人"):
        perform(matter=course.matter, step="review", actor=cast.department_head, opinion="同意")


def test_it_happened_on_the_day_of_the_decision(cast):
    event = recorded(Course(cast).submitted())
    assert event.when.day == YESTERDAY
    assert event.recorded_at.date() == date(2026, 10, 13)
