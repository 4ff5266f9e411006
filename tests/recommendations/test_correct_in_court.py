"""更正 in court: the days of suit, judgment, appeal, summons, pause and letters, with every period that hangs on them."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.statute import Stated
from recommendations import rules
from tests.courses import REPORT, Course
from tests.recommendations.served import deadline
from tests.recommendations.sued import judged, sued, unanswered
from tests.recommendations.test_correct_anything import correct, number
from tests.recommendations.test_pausing import PAUSE, paused
from workflow.errors import Invalid
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
DECEMBER = date(2026, 12, 10)


def day(course: Course, verb: str) -> str:
    return f"day-{number(course, verb)}"


def refused(course: Course, field: str, new: str) -> None:
    with pytest.raises(Invalid) as problem:
        correct(course, field, new)
    assert list(problem.value.fields) == ["new"]


def test_the_day_of_the_suit_moves_its_record_and_the_wait_for_the_judgment(cast):
    course = sued(cast)
    correct(course, "sued_on", "2026-10-10")
    assert deadline(course, rules.RECORD_SUIT).starts_on == date(2026, 10, 10)
    assert deadline(course, rules.JUDGMENT).starts_on == date(2026, 10, 10)


def test_the_receipt_of_the_judgment_moves_the_appeal_period_and_the_record(cast):
    course = judged(cast)
    with clock.set_to(DECEMBER):
        correct(course, day(course, "record_judgment"), "2026-12-03")
    assert deadline(course, rules.APPEAL).due_on == date(2026, 12, 18)
    assert deadline(course, rules.RECORD_JUDGMENT).starts_on == date(2026, 12, 3)


def test_the_receipt_of_a_judgment_does_not_lie_before_the_suit(cast):
    course = judged(cast)
    with clock.set_to(DECEMBER):
        refused(course, day(course, "record_judgment"), "2026-10-11")


def test_the_end_of_the_case_moves_with_the_appeal_period(cast):
    course = judged(cast)
    with clock.set_to(clock.at(date(2026, 12, 28), 9)):
        take_due_steps()
        course.matter.refresh_from_db()
        assert course.matter.closed_on == "2026-12-17"
        correct(course, day(course, "record_judgment"), "2026-12-03")
        assert course.matter.closed_on == "2026-12-19"
        refused(course, day(course, "record_judgment"), "2026-12-20")


def test_what_is_followed_after_the_appeal_period_moves_with_it(cast):
    course = judged(cast, follow_up=Stated(30))
    with clock.set_to(clock.at(date(2026, 12, 28), 9)):
        take_due_steps()
        course.matter.refresh_from_db()
        correct(course, day(course, "record_judgment"), "2026-12-03")
    assert deadline(course, rules.FOLLOW_UP).starts_on == date(2026, 12, 19)


def test_the_day_of_the_procuratorates_appeal_moves_the_wait_for_the_second_judgment(cast):
    course = judged(cast, "refused")
    with clock.set_to(DECEMBER):
        course.take("appeal", cast.chief, reasons="裁判确有错误。", appealed_on=When.parse("2026-12-08"))
        correct(course, day(course, "appeal"), "2026-12-07")
        assert course.matter.appealed_on == "2026-12-07"
        assert deadline(course, rules.JUDGMENT).starts_on == date(2026, 12, 7)
        assert course.matter.deadlines.get(rule=rules.APPEAL, status="closed").closed_on == date(2026, 12, 7)
        refused(course, day(course, "appeal"), "2026-11-30")


def test_the_day_of_the_defendants_appeal_moves_its_report(cast):
    course = judged(cast)
    with clock.set_to(DECEMBER):
        course.take("record_appeal", cast.handler, received_on=When.parse("2026-12-09"))
        correct(course, day(course, "record_appeal"), "2026-12-07")
        assert course.matter.appealed_on == "2026-12-07"
        assert deadline(course, rules.REPORT_APPEAL).due_on == date(2026, 12, 10)
        assert deadline(course, rules.JUDGMENT).starts_on == date(2026, 12, 7)
        refused(course, day(course, "record_appeal"), "2026-11-30")


def test_the_day_of_the_summons_moves_the_notice_of_who_appears(cast):
    course = sued(cast)
    course.take("record_summons", cast.handler, received_on=When.parse("2026-10-13"))
    correct(course, day(course, "record_summons"), "2026-10-12")
    assert deadline(course, rules.APPEARANCE_NOTICE).due_on == date(2026, 10, 15)
    refused(course, day(course, "record_summons"), "2026-10-11")


def test_the_day_of_a_pause_moves_its_record_and_what_is_given_back(cast):
    course = unanswered(cast)
    course.take("pause", cast.chief, **PAUSE)
    with clock.set_to(date(2026, 11, 2)):
        correct(course, day(course, "pause"), "2026-10-12")
        assert course.matter.paused_on == "2026-10-12"
        assert deadline(course, rules.RECORD_PAUSE).starts_on == date(2026, 10, 12)
        course.take("resume", cast.chief, reasons="汛期已过。")
    assert deadline(course, rules.DECIDE_SUIT).due_on == date(2026, 11, 30)


def test_the_day_of_the_resumption_moves_what_is_given_back_and_lies_after_the_pause(cast):
    course = paused(cast)
    with clock.set_to(date(2026, 11, 2)):
        course.take("resume", cast.chief, reasons="汛期已过。")
        before = deadline(course, rules.DECIDE_SUIT).due_on
        correct(course, day(course, "resume"), "2026-10-23")
        assert deadline(course, rules.DECIDE_SUIT).due_on < before
        refused(course, day(course, "resume"), "2026-10-12")
        refused(course, day(course, "pause"), "2026-10-26")


def test_the_receipt_of_a_decision_follows_and_lies_after_its_making(cast):
    course = unanswered(cast)
    course.take("terminate", cast.chief, reasons="已依法履职", decided_on=When.parse("2026-10-09"), **REPORT)
    course.take("record_letter_service", cast.handler, received_on=When.parse("2026-10-13"), receiver="甲")
    correct(course, day(course, "record_letter_service"), "2026-10-12")
    assert course.matter.servedletter_set.get().received_on == "2026-10-12"
    row = course.matter.deadlines.get(rule=rules.SIGN_FOR_LETTER)
    assert row.closed_on == date(2026, 10, 12)
    refused(course, day(course, "record_letter_service"), "2026-10-08")


def test_a_ruling_taken_for_a_judgment_has_the_shorter_period_to_appeal(cast):
    course = judged(cast)
    with clock.set_to(DECEMBER):
        correct(course, "judgment", "dismissed")
        assert deadline(course, rules.APPEAL).due_on == date(2026, 12, 11)
        correct(course, "judgment", "refused")
    assert deadline(course, rules.APPEAL).due_on == date(2026, 12, 16)


def test_the_day_of_the_judgment_lies_after_the_suit(cast):
    course = judged(cast)
    with clock.set_to(DECEMBER):
        correct(course, "judged_on", "2026-11-28")
        assert course.matter.judged_on == "2026-11-28"
        refused(course, "judged_on", "2026-10-11")
