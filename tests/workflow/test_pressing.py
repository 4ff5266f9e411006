"""Whoever does not do in time what it owes is pressed, step by step, whatever the kind."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.statute import Stated
from notices.models import Notice
from tests.toys import rules
from tests.toys.courses import LoanCourse
from tests.toys.pressing import Press
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def course(cast) -> LoanCourse:
    """Signed for on 13 October 2026: to be given back by the 23rd."""
    cast.everyone()
    return LoanCourse(cast).out()


@pytest.fixture
def late(course):
    with clock.set_to(date(2026, 10, 24)):
        yield course


def reported(course: LoanCourse, **data) -> None:
    course.take("report_up", course.cast.head_a, reason="仍未归还。", **data)


def period(course: LoanCourse):
    return course.matter.deadlines.get(rule=rules.URGED, status="open")


def test_while_the_period_runs_the_refusal_says_whose_and_until_when(course):
    with pytest.raises(Refused, match="县公安局“归还玩具”的期限还没有届满（最迟10月23日"):
        course.urged()


def test_who_is_late_is_urged_and_led_to_what_it_owes(late, cast):
    late.urged()
    assert cast.liaison_police.user.notices.latest("pk").link.endswith("steps/give_back/")
    assert period(late).due_on == date(2026, 10, 29)
    assert (period(late).debtor, period(late).creditor) == (cast.police, cast.agency_a)


def test_its_row_remembers_what_was_done_and_when(late):
    row = Press.objects.get(event=late.urged().matter.events.last())
    assert (row.type, row.held_on, row.text) == ("urge", "2026-10-24", "请归还。")


def test_urged_again_the_period_begins_anew(late):
    late.urged()
    with clock.set_to(date(2026, 10, 26)):
        late.urged()
        assert period(late).due_on == date(2026, 11, 2)  # the 31st is a Saturday


def test_before_it_was_urged_nothing_is_reported(late):
    with pytest.raises(Refused, match="尚未催还"):
        reported(late)


def test_while_the_new_period_runs_nothing_is_reported(late):
    with pytest.raises(Refused, match="按催还的期限归还玩具”的期限还没有届满"):
        reported(late.urged())


def test_urged_in_vain_it_is_reported_to_whoever_looks_on(late, cast):
    late.urged()
    with clock.set_to(date(2026, 10, 30)):
        reported(late)
        told = Notice.objects.filter(verb="report_up").values_list("recipient", flat=True)
    assert cast.assessor.user.pk in told
    assert cast.liaison_police.user.pk not in told


def test_what_is_entered_later_is_judged_by_its_own_day(late, cast):
    recorded = {"decided_by": cast.head_a, "decided_on": When.parse("2026-10-20")}
    with pytest.raises(Invalid, match="当日期限还没有届满"):
        late.take("urge", cast.liaison_a, stated=Stated(5), reason="请归还。", **recorded)


def test_given_back_nobody_is_pressed_any_more(late, cast):
    late.urged().take("give_back", cast.liaison_police)
    assert late.matter.deadlines.get(rule=rules.URGED).status == "closed"
    with pytest.raises(Refused):
        late.urged()
