"""The two months of 规 15 are a guide for a case that is filed 立案 (参照): never 逾期, on no page."""

from datetime import date

import pytest

from common import clock
from recommendations import rules
from recommendations.choices import Kind
from tests.courses import Course
from tests.recommendations.served import deadline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
AFTER = clock.at(date(2026, 12, 21), 9)


def filed(cast) -> Course:
    """Filed on 13 October 2026; the agency has been told of it, so that the guide alone runs."""
    course = Course(cast, Kind.PUBLIC_INTEREST).begin()
    course.take("notify_filing", cast.handler, to="县水务局")
    return course


@pytest.mark.parametrize("page", ["/matters/{}/", "/matters/", "/", "/matters/?deadline=overdue"])
def test_a_filed_case_that_takes_longer_is_nowhere_late(cast, sign_in, page):
    course = filed(cast)
    with clock.set_to(AFTER):
        shown = sign_in(cast.handler).get(page.format(course.matter.pk)).content.decode()
    assert course.matter.title in shown or "overdue" in page
    assert "已逾期" not in shown


@pytest.mark.parametrize("page", ["/matters/{}/", "/matters/", "/"])
def test_its_length_is_called_a_guide_wherever_it_stands(cast, sign_in, page):
    course = filed(cast)
    with clock.set_to(AFTER):
        shown = sign_in(cast.handler).get(page.format(course.matter.pk)).content.decode()
    assert "参照期限" in shown


def test_the_pill_says_that_the_guide_is_over(cast):
    course = filed(cast)
    row = deadline(course, rules.PUBLIC_INVESTIGATION)
    with clock.set_to(AFTER):
        assert "参照期限" in row.pill
        assert (row.urgency(), "逾期" in row.pill) == ("passed", False)
