"""The stepper of a matter that ended early: what it passed is done, what it never reached has no date."""

from datetime import timedelta

import pytest

from common import clock
from common.when import When
from tests.courses import Course
from tests.recommendations.urged import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def statuses(course: Course) -> dict[str, str]:
    return {each["label"]: each["status"] for each in course.matter.stepper(inside=True)}


def notes(course: Course, status: str) -> set[str]:
    return {each["note"] for each in course.matter.stepper(inside=True) if each["status"] == status}


@pytest.fixture
def withdrawn(cast) -> Course:
    course = Course(cast).served()
    course.take("withdraw", cast.chief, reasons="情况变化。")
    return course


@pytest.fixture
def dropped(cast) -> Course:
    course = Course(cast, "social_governance").draft()
    course.take("end_without", cast.chief, reasons="问题已经解决。")
    return course


def test_withdrawn_what_it_had_passed_is_done(withdrawn):
    found = statuses(withdrawn)
    assert {found[label] for label in ("调查核实", "起草", "待制发", "待签收", "整改中")} == {"done"}
    assert (found["待审查"], found["办结"], found["已撤回"]) == ("skipped", "skipped", "current")


def test_dropped_what_it_had_passed_is_done(dropped):
    found = statuses(dropped)
    assert (found["调查核实"], found["起草"]) == ("done", "done")
    assert {found[label] for label in ("部门审核", "检察长审批", "待制发", "待签收", "办结")} == {"skipped"}


@pytest.mark.parametrize("ended", ["withdrawn", "dropped"])
def test_what_it_never_reached_has_no_date_and_its_end_has_one(ended, request):
    course = request.getfixturevalue(ended)
    assert notes(course, "skipped") == {""}
    assert notes(course, "current") == {course.matter.closed_on} != {""}


def test_closed_unanswered_never_waited_for_a_review(cast):
    course = Course(cast, "social_governance").served()
    with clock.set_to(course.matter.received.day + timedelta(days=90)):
        sent(course, occurred_at=When.now())
        course.take("sign_for_letter", cast.liaison_a)
    with clock.set_to(course.matter.received.day + timedelta(days=110)):
        course.take("close_unanswered", cast.chief, reasons="期满没有回复。")
    assert statuses(course)["办结"] == "done"
    assert "待审查" not in statuses(course)
