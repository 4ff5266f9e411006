"""What the steps of every kind say is told by the timeline of any kind in the same words."""

import pytest

from tests.toys.courses import LoanCourse
from tests.workflow.handing import hand_over
from workflow.said import SHARED, facts, quoted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def sent_back(cast) -> LoanCourse:
    """Prepared by the office, and sent back by the head."""
    course, head = LoanCourse(cast).asked(), cast.head_a
    proposal = hand_over(course, "agree", cast.liaison_a, borrower=str(cast.police.pk))
    course.take("send_back_proposal", head, proposal=proposal, word="请先问清用途。")
    return course


def of(course, verb: str):
    return course.matter.events.get(verb=verb)


def test_what_was_handed_over_and_to_whom_is_named(sent_back):
    assert "提请事项：同意借出" in sent_back.matter.words_of(of(sent_back, "propose"))


def test_the_word_of_whoever_sent_it_back_is_quoted(sent_back, sign_in, cast):
    assert sent_back.matter.quote_of(of(sent_back, "send_back_proposal")) == "请先问清用途。"
    page = sign_in(cast.liaison_a).get(f"/matters/{sent_back.matter.pk}/").content.decode()
    assert "请先问清用途。" in page


def test_who_had_it_and_who_has_it_now(cast):
    course = LoanCourse(cast).agreed()
    course.take("reassign", cast.head_a, handler=cast.intake_a, reason="工作调整")
    event = of(course, "reassign")
    assert course.matter.words_of(event) == [f"原承办人：{cast.liaison_a}", f"新承办人：{cast.intake_a}"]
    assert course.matter.quote_of(event) == "工作调整"


def test_what_is_hidden_from_a_reader_is_neither_named_nor_quoted(cast):
    course = LoanCourse(cast).agreed()
    course.take("reassign", cast.head_a, handler=cast.intake_a, reason="工作调整")
    event = of(course, "reassign")
    assert facts(event, SHARED, frozenset({"before", "after"})) == []
    assert quoted(event, ("reason",), frozenset({"reason"})) == []
