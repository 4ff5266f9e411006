"""送错单位: drafted anew for the right recipient, linked, with the facts; the wrong one is withdrawn."""

import pytest

from recommendations.models import Recommendation
from tests.courses import Course
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def returned(cast) -> Course:
    course = Course(cast).issued()
    course.take("return_unsigned", cast.liaison_a, reason="职责不在本局。")
    return course


def successor(cast, course: Course) -> Recommendation:
    course.take("draft_for_another", cast.handler, recipient=cast.agency_b)
    return Recommendation.objects.get(earlier_links__earlier=course.matter)


def test_the_draft_carries_facts_and_advices_to_the_right_recipient(cast):
    draft = successor(cast, returned(cast))
    assert (draft.state, draft.facts, draft.issued_on) == ("draft", "现场勘查笔录、照片", "")
    assert draft.advices.count() == 2
    assert [row.organisation for row in draft.intended.all()] == [cast.agency_b]
    assert draft.earlier_links.get().relation == "successor"


def test_the_draft_has_a_day_and_goes_the_whole_way(cast):
    course = returned(cast)
    another = Course(cast, recipient=cast.agency_b)
    another.matter = successor(cast, course)
    assert another.matter.deadlines.filter(rule="target.revise", status="open").exists()
    another.take("submit", cast.handler)
    assert another.matter.state == "in_review"


def test_the_wrong_recipient_learns_nothing_of_it(cast):
    course = returned(cast)
    draft = successor(cast, course)
    assert not Recommendation.objects.visible_to(cast.liaison_a).filter(pk=draft.pk).exists()
    assert course.matter.events.get(verb="draft_for_another").audience == cast.procuratorate


def test_the_returned_one_waits_until_it_is_withdrawn(cast):
    course = returned(cast)
    successor(cast, course)
    assert course.matter.deadlines.filter(rule="target.answer_request", status="open").exists()
    course.take("withdraw", cast.chief, reasons="送错单位")
    assert course.matter.state == "withdrawn"


def test_only_what_was_returned(cast):
    course = Course(cast).issued()
    with pytest.raises(Refused, match="没有被退回"):
        course.take("draft_for_another", cast.handler, recipient=cast.agency_b)
