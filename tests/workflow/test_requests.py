"""A request of one side waits for the answer of the other, one of a sort at a time, whatever the kind."""

import pytest
from django.db import IntegrityError

from tests.toys import rules
from tests.toys.courses import LoanCourse
from tests.toys.requests import LONGER, Longer
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def course(cast) -> LoanCourse:
    assert cast.head_a  # who answers is there before anybody asks
    return LoanCourse(cast).asking_longer()


def answer(course, **data) -> Longer:
    course.take("answer_longer", course.cast.head_a, **data)
    return Longer.objects.latest("pk")


def owed(course):
    return course.matter.deadlines.get(rule=rules.ANSWER)


def test_it_keeps_what_was_asked_and_by_which_event(course):
    row = LONGER.of(course.matter)
    assert (row.reason, row.event.verb, row.answered_by) == ("尚未用完。", "ask_longer", None)


def test_the_answer_is_owed_to_whoever_asked(course, cast):
    row = owed(course)
    assert (row.debtor, row.creditor, row.status) == (cast.agency_a, cast.police, "open")
    assert row.label == "答复延长借用的申请"


def test_whoever_owes_it_is_told_and_led_to_the_answer(course, cast):
    assert cast.head_a.user.notices.latest("pk").link.endswith("steps/answer_longer/")


def test_a_second_one_has_to_wait(course, cast):
    with pytest.raises(Refused, match="已有一项"):
        course.take("ask_longer", cast.liaison_police, reason="再次申请。")


def test_two_that_wait_are_refused_by_the_database(course):
    waiting = LONGER.of(course.matter)
    with pytest.raises(IntegrityError):
        Longer.objects.create(toy=waiting.toy, event=waiting.event, reason="再次申请。")


def test_it_is_answered_once(course):
    row = answer(course, granted=True)
    assert (row.is_granted, row.answered_by.verb) == (True, "answer_longer")
    assert owed(course).status == "closed"
    with pytest.raises(Refused, match="没有待答复"):
        answer(course)


def test_whoever_asked_is_told(course, cast):
    answer(course)
    assert "已经答复" in cast.liaison_police.user.notices.latest("pk").text


def test_after_the_answer_another_may_be_made(course, cast):
    answer(course, granted=False)
    course.take("ask_longer", cast.liaison_police, reason="再次申请。")
    assert LONGER.of(course.matter).reason == "再次申请。"


def test_overtaken_it_lapses_by_the_event_that_overtook_it(course, cast):
    course.take("give_back", cast.liaison_police)
    assert Longer.objects.get().answered_by.verb == "give_back"
    assert owed(course).status == "cancelled"


def test_nothing_lapses_where_nothing_waits(cast):
    course = LoanCourse(cast).closed()
    assert not Longer.objects.filter(toy=course.matter.pk).exists()


def test_trying_an_answer_leaves_the_request_as_it_was(course, cast):
    waiting = LONGER.of(course.matter)
    LONGER.answered(course.matter, is_granted=True)
    assert waiting.is_granted is None
