"""A review may end what was not adopted: with good reason, or once it lies with others. Public interest never."""

import pytest

from recommendations import rules
from recommendations.choices import Finding, Outcome, State
from tests.courses import Course
from workflow.errors import Invalid

pytestmark = pytest.mark.django_db


def refused(cast, kind: str = "social_governance") -> Course:
    return Course(cast, kind).replied()


def ending(course: Course, *, justified: bool) -> None:
    findings = [(advice, Finding.NOT_ADOPTED, justified, "") for advice in course.matter.advices.all()]
    course.take("review_rectification", course.cast.department_head, findings=findings, ends=True)


def test_what_was_not_adopted_with_good_reason_ends(cast):
    course = refused(cast)
    ending(course, justified=True)
    assert (course.matter.state, course.matter.outcome) == (State.CLOSED, Outcome.NOT_ADOPTED)
    assert [row.rule for row in course.matter.deadlines.running()] == [rules.RECORD]


def test_without_good_reason_it_goes_on_until_others_have_it(cast):
    course = refused(cast)
    with pytest.raises(Invalid, match="还不能办结"):
        ending(course, justified=False)
    assert course.matter.state == State.REPLIED


def test_what_was_handed_to_the_superior_procuratorate_ends(cast):
    course = refused(cast)
    course.take("refer_to_superior", cast.chief, reasons="对方拒不采纳")
    ending(course, justified=False)
    assert course.matter.state == State.CLOSED


def test_public_interest_is_ended_by_the_chief_alone(cast):
    course = refused(cast, "public_interest")
    with pytest.raises(Invalid, match="终结案件"):
        ending(course, justified=True)
