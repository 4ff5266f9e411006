"""The toys themselves go their way."""

import pytest

from matters.verifying import verify
from tests.toys import rules
from tests.toys.courses import COURSES, LoanCourse, RepairCourse

pytestmark = pytest.mark.django_db
EVERY_STATE = [(model, state) for model in COURSES for state in model.states]


@pytest.mark.parametrize(("model", "state"), EVERY_STATE)
def test_a_toy_comes_to_every_state_and_its_chain_holds(cast, model, state):
    course = getattr(COURSES[model](cast), state)()
    assert course.matter.state == state
    assert type(course.matter) is model
    assert list(verify(course.matter)) == []


def test_each_part_is_owed_and_met_by_itself(cast):
    course = RepairCourse(cast).agreed()
    course.take("mend", cast.liaison_b, part="轮子")
    owed = course.matter.deadlines.running().filter(rule=rules.MEND).order_by("pk")
    assert list(owed.values_list("subject", flat=True)) == ["车身", "油漆"]


def test_hours_run_from_the_minute(cast):
    deadline = LoanCourse(cast).agreed().matter.deadlines.get(rule=rules.RECEIVE)
    assert (deadline.due_at - deadline.start.start).total_seconds() == 24 * 3600
