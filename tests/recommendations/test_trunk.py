"""The main job, step by step: drafted, decided, issued, signed for, answered, reviewed, closed."""

import pytest

from matters.verifying import verify
from recommendations import rules
from recommendations.choices import Kind
from tests.courses import Course

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_comes_from_start_to_end(cast, kind):
    course = Course(cast, kind, cast.court if kind == Kind.RETRIAL else None).closed()
    assert course.matter.state == "closed"
    owed = {rules.record_rule(course.matter)}
    if kind == Kind.PUBLIC_INTEREST:  # the decision that ends the case is served
        owed.add(rules.SIGN_FOR_LETTER)
    assert {row.rule for row in course.matter.deadlines.running()} == owed
    assert list(verify(course.matter)) == []


def test_social_governance_passes_the_policy_department(cast):
    course = Course(cast, Kind.SOCIAL_GOVERNANCE).submitted()
    course.take("review", cast.department_head, opinion="同意")
    assert course.matter.state == "in_policy_review"


def test_correction_goes_straight_to_the_chief(cast):
    course = Course(cast, Kind.CORRECTION).submitted()
    course.take("review", cast.department_head, opinion="同意")
    assert course.matter.state == "in_approval"
