"""A suit in public interest: when it may be brought, what it starts and ends, the judgment, the withdrawal."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common import clock
from common.when import When
from deadlines.statute import Stated
from recommendations import rules
from recommendations.choices import Finding, Kind, Result
from recommendations.models import Recommendation
from tests.courses import PDF, Course
from tests.recommendations.served import deadline, served
from tests.recommendations.sued import SUIT, effective, judged, running, sued, unanswered
from workflow.errors import Invalid, Refused
from workflow.steps import steps_of
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def test_a_suit_ends_the_decision_and_opens_the_record(cast):
    course = sued(cast)
    assert (course.matter.state, course.matter.sued_on) == ("in_court", "2026-10-12")
    assert course.matter.deadlines.get(rule=rules.DECIDE_SUIT).status == "closed"
    assert deadline(course, rules.RECORD_SUIT).due_on == date(2026, 10, 19)
    assert running(course.matter) == {rules.PUBLIC_RECORD, rules.RECORD_SUIT, rules.JUDGMENT}


def test_a_suit_of_which_the_month_is_known_gives_no_day(cast):
    course = sued(cast, sued_on=When.parse("2026-10"))
    assert course.matter.sued_on == "2026-10"
    assert deadline(course, rules.RECORD_SUIT).due_on is None


def test_before_the_period_is_over_nobody_sues(cast):
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
    with pytest.raises(Refused, match="尚未全部届满"):
        course.take("sue", cast.chief, **SUIT)


def test_a_reply_that_refuses_the_duty_may_be_sued_at_once(cast):
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
    course.reply(Result.REFUSED)
    course.take("sue", cast.chief, **SUIT, basis="refused")
    assert course.matter.state == "in_court"


def test_what_the_reply_did_not_refuse_is_no_reason(cast):
    course = unanswered(cast)
    with pytest.raises(Invalid) as problem:
        course.take("sue", cast.chief, **SUIT, basis="refused")
    assert list(problem.value.fields) == ["basis"]


@pytest.mark.parametrize("missing", ["harmed", "ground", "court", "reasons"])
def test_without_harm_ground_court_and_reason_nobody_sues(cast, missing):
    course = unanswered(cast)
    with pytest.raises(Invalid) as problem:
        course.take("sue", cast.chief, **{**SUIT, missing: ""})
    assert list(problem.value.fields) == [missing]


@pytest.mark.parametrize("day", ["2026-08-02", "2026-10-14"])
def test_a_suit_lies_after_receipt_and_not_ahead(cast, day):
    course = unanswered(cast)
    with pytest.raises(Invalid) as problem:
        course.take("sue", cast.chief, **SUIT, sued_on=When.parse(day))
    assert list(problem.value.fields) == ["sued_on"]


def test_only_public_interest_is_sued(cast):
    course = served(cast, "2026-07-01", issued_on="2026-07-01")
    assert "只有公益诉讼" in steps_of(Recommendation)["sue"].refusal(course.matter, cast.chief)


def test_the_records_are_met_one_by_one(cast):
    course = sued(cast)
    course.take("record_with_superior", cast.handler, to="州检察院", what=[rules.RECORD_SUIT])
    assert running(course.matter) == {rules.PUBLIC_RECORD, rules.JUDGMENT}
    paper = course.matter.documents.get(kind="record_form")
    assert (paper.audience, paper.title) == (cast.superior, "检察建议备案表")


def test_a_judgment_that_is_performed_closes_and_is_still_recorded(cast):
    course = effective(cast, performance="当庭履行完毕。", court_number="（2026）川3225行初1号")
    assert (course.matter.state, course.matter.get_state_display()) == ("closed", "终结案件")
    assert running(course.matter) == {rules.PUBLIC_RECORD, rules.RECORD_SUIT, rules.RECORD_JUDGMENT}
    assert deadline(course, rules.RECORD_JUDGMENT).due_on == date(2026, 12, 4)
    with clock.set_to(date(2026, 12, 2)):
        course.take("record_with_superior", cast.handler, to="州检察院")
    assert running(course.matter) == set()


def test_a_judgment_to_be_performed_is_followed_until_it_is(cast):
    course = effective(cast, follow_up=Stated(30))
    assert course.matter.state == "rectifying"
    assert deadline(course, rules.FOLLOW_UP).due_on == date(2026, 12, 31)
    with clock.set_to(date(2026, 12, 20)):
        course.take("record_performance", cast.handler, performance="违建已拆除。", is_performed=True)
        assert rules.DECIDE in running(course.matter)
        course.take("terminate", cast.chief, reasons="裁判已经履行。", report="裁判已经全部履行。")
    assert (course.matter.state, course.matter.performance) == ("closed", "违建已拆除。")


def test_an_appeal_keeps_it_in_court(cast):
    course = judged(cast, is_appealed=True, appeal="被告提出上诉。")
    assert course.matter.state == "in_court"
    assert running(course.matter) >= {rules.JUDGMENT, rules.RECORD_JUDGMENT}


def test_the_judgment_of_second_instance_is_not_recorded_again(cast):
    course = judged(cast, is_appealed=True)
    with clock.set_to(date(2026, 12, 2)):
        course.take("record_with_superior", cast.handler, to="州检察院")
    with clock.set_to(date(2027, 3, 1)):
        course.take("record_judgment", cast.handler, judgment="supported")
    records = course.matter.deadlines.filter(rule=rules.RECORD_JUDGMENT)
    assert [row.status for row in records] == ["closed"]


def test_a_record_of_the_first_instance_stays_owed_through_the_second(cast):
    course = judged(cast, is_appealed=True)
    due = deadline(course, rules.RECORD_JUDGMENT)
    with clock.set_to(date(2027, 3, 1)):
        course.take("record_judgment", cast.handler, judgment="supported")
    assert deadline(course, rules.RECORD_JUDGMENT) == due


@pytest.mark.parametrize(("name", "problem"), [("sued_on", "sued_on"), ("decided_on", "decided_on")])
def test_because_the_period_is_over_nobody_sued_before_it_was(cast, name, problem):
    """Its last day was 8 October."""
    course = unanswered(cast)
    given = {
        "sued_on": When.parse("2026-10-12"),
        "decided_on": When.parse("2026-10-12"),
        "decided_by": cast.chief,
    }
    with pytest.raises(Invalid) as refused:
        course.take("sue", cast.handler, **SUIT, basis="over", **(given | {name: When.parse("2026-10-08")}))
    assert list(refused.value.fields) == [problem]


def test_what_was_performed_after_the_review_ends_as_rectified(cast):
    course = served(cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03")
    course.reply(Result.DONE, actor=cast.handler, occurred_at=When.parse("2026-09-03"))
    course.review(Finding.NOT)
    course.take("sue", cast.chief, **SUIT)
    course.take("record_judgment", cast.handler, judgment="supported", follow_up=Stated(30))
    course.take("waive_appeal", cast.chief, reasons="裁判正确。", defendant_waives=True)
    course.take("record_performance", cast.handler, performance="已清理。", is_performed=True)
    course.take("terminate", cast.chief, reasons="裁判已经履行。", report="裁判已经全部履行。")
    assert (course.matter.state, course.matter.outcome) == ("closed", "rectified")


def test_a_judgment_lies_after_the_suit(cast):
    course = sued(cast)
    with pytest.raises(Invalid) as problem:
        course.take(
            "record_judgment", cast.handler, judgment="supported", received_on=When.parse("2026-10-11")
        )
    assert "received_on" in str(problem.value.fields) or "judged_on" in problem.value.fields


def test_after_a_judgment_nobody_sues_again(cast):
    course = effective(cast, follow_up=Stated(30))
    with clock.set_to(date(2026, 12, 2)), pytest.raises(Refused, match="法院已经裁判"):
        course.take("sue", cast.chief, **SUIT)


def test_a_suit_is_withdrawn_when_all_claims_are_fulfilled(cast):
    course = sued(cast)
    with pytest.raises(Invalid, match="诉讼请求全部实现"):
        course.take("withdraw_suit", cast.chief, reasons="已整改")
    course.take("withdraw_suit", cast.chief, reasons="已整改", fulfilled=True)
    assert (course.matter.state, course.matter.outcome) == ("closed", "rectified")
    assert deadline(course, rules.WITHDRAW_SUIT).due_on == clock.today() + timedelta(days=3)
    assert course.matter.documents.filter(kind="suit_withdrawal_decision").exists()
    course.take("submit_withdrawal", cast.handler)
    assert running(course.matter) == {rules.PUBLIC_RECORD, rules.RECORD_SUIT, rules.SIGN_FOR_LETTER}


def test_the_withdrawal_is_not_submitted_before_it_was_decided(cast):
    course = sued(cast)
    course.take("withdraw_suit", cast.chief, reasons="已整改", fulfilled=True)
    with pytest.raises(Invalid) as problem:
        course.take("submit_withdrawal", cast.handler, occurred_at=When.parse("2026-10-12"))
    assert list(problem.value.fields) == ["occurred_at"]


def test_the_stepper_shows_the_court_and_what_follows_it(cast):
    course = sued(cast)
    assert [each["label"] for each in course.matter.stepper(inside=True)][-2:] == ["诉讼中", "终结"]
    course.matter = judged_in(course, cast)
    labels = [(each["label"], each["status"]) for each in course.matter.stepper(inside=True)]
    assert labels[-3:] == [("诉讼中", "done"), ("整改中", "current"), ("终结", "next")]


def judged_in(course: Course, cast) -> Recommendation:
    with clock.set_to(date(2026, 12, 1)):
        course.take("record_judgment", cast.handler, judgment="supported", follow_up=Stated(30))
        course.take("waive_appeal", cast.chief, reasons="裁判正确。", defendant_waives=True)
    return course.matter


@pytest.mark.parametrize("step", ["sue", "record_judgment", "withdraw_suit", "record_with_superior"])
def test_the_pages_open(cast, sign_in, step):
    course = unanswered(cast) if step == "sue" else sued(cast)
    actor = cast.handler
    page = sign_in(actor).get(f"/matters/{course.matter.pk}/steps/{step}/")
    assert page.status_code == 200


def test_the_handler_records_the_decision_to_sue_on_its_page(cast, sign_in):
    course = unanswered(cast)
    sheet = SimpleUploadedFile("审批表.pdf", PDF, "application/pdf")
    data = {
        **SUIT, "harmed": "on", "basis": "over", "sued_on": "2026-10-12", "version": course.matter.version,
        "decided_by": cast.chief.pk, "decided_on": "2026-10-10", "signed_sheet": sheet,
    }  # fmt: skip
    answer = sign_in(cast.handler).post(f"/matters/{course.matter.pk}/steps/sue/", data)
    assert answer.status_code == 302
    page = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "诉讼中" in page
    assert "逾期不回复检察建议" in page
    assert "固体废物至今没有清理" in page


# No suit before its time (解释 21 条).


def test_a_stated_period_shorter_than_two_months_brings_no_suit_forward(cast):
    """Received on 2 September, fifteen days stated: not on the 18th, but after 2 November."""
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST, values={"stated_rectification": Stated(15)})
    assert take_due_steps() == 1
    assert not course.matter.deadlines.filter(rule=rules.DECIDE_SUIT).exists()
    course.matter.refresh_from_db()
    with pytest.raises(Refused, match="2026-11-02"):
        course.take("sue", cast.chief, **SUIT)
    with clock.set_to(clock.at(date(2026, 11, 3), 9)):
        assert take_due_steps() == 1
        row = course.matter.deadlines.get(rule=rules.DECIDE_SUIT)
        assert (row.starts_on, row.due_on) == (date(2026, 11, 2), date(2026, 12, 2))
        course.matter.refresh_from_db()
        course.take("sue", cast.chief, **SUIT, sued_on=When.parse("2026-11-03"))
    assert course.matter.state == "in_court"


def test_in_an_emergency_the_fifteenth_day_is_none_either(cast):
    values = {"stated_rectification": Stated(15), "is_emergency": True}
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST, values=values)
    with pytest.raises(Refused, match="2026-11-02"):
        course.take("sue", cast.chief, **SUIT)


def test_a_stated_period_longer_than_two_months_is_waited_for(cast):
    course = served(cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03",
                    values={"stated_rectification": Stated(90)})  # fmt: skip
    assert take_due_steps() == 1
    assert not course.matter.deadlines.filter(rule=rules.DECIDE_SUIT).exists()
    course.matter.refresh_from_db()
    with pytest.raises(Refused, match="2026-11-02"):
        course.take("sue", cast.chief, **SUIT)


def test_the_two_months_are_nobodys_debt(cast):
    course = served(cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03",
                    values={"stated_rectification": Stated(15)})  # fmt: skip
    row = deadline(course, rules.ACT)
    assert (row.is_right, row.urgency(), row.tone) == (True, "passed", "withdrawn")


def test_a_corrected_receipt_moves_the_two_months_and_the_decision(cast):
    course = served(cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03",
                    values={"stated_rectification": Stated(15)})  # fmt: skip
    take_due_steps()
    take_due_steps()
    course.matter.refresh_from_db()
    course.take("correct", cast.department_head, field="received_on", new="2026-08-12", reason="误录")
    assert deadline(course, rules.DECIDE_SUIT).starts_on == date(2026, 10, 12)


# A judgment of first instance does not close.


def test_a_judgment_of_first_instance_does_not_close(cast):
    course = judged(cast)
    assert course.matter.state == "in_court"
    row = deadline(course, rules.APPEAL)
    assert (row.due_on, row.responsible_role) == (date(2026, 12, 16), "chief")


def test_against_a_ruling_ten_days(cast):
    assert deadline(judged(cast, "dismissed"), rules.APPEAL).due_on == date(2026, 12, 11)


@pytest.mark.parametrize("judgment", ["mediated", "discontinued"])
def test_what_knows_no_appeal_ends_at_once(cast, judgment):
    assert judged(cast, judgment).matter.state == "closed"


def test_it_is_closed_once_the_period_is_over(cast):
    course = judged(cast)
    with clock.set_to(clock.at(date(2026, 12, 16), 23)):
        take_due_steps()
        course.matter.refresh_from_db()
        assert course.matter.state == "in_court"
    with clock.set_to(clock.at(date(2026, 12, 17), 1)):
        take_due_steps()
        course.matter.refresh_from_db()
    assert (course.matter.state, course.matter.closed_on) == ("closed", "2026-12-17")


def test_what_is_to_be_performed_is_followed_once_the_period_is_over(cast):
    course = judged(cast, follow_up=Stated(30))
    with clock.set_to(clock.at(date(2026, 12, 17), 9)):
        take_due_steps()
        course.matter.refresh_from_db()
    assert course.matter.state == "rectifying"
    assert deadline(course, rules.FOLLOW_UP).due_on == date(2027, 1, 18)


def test_the_procuratorates_waiver_alone_does_not_make_it_effective(cast):
    course = judged(cast)
    with clock.set_to(date(2026, 12, 2)), pytest.raises(Invalid) as problem:
        course.take("waive_appeal", cast.chief, reasons="裁判正确。")
    assert list(problem.value.fields) == ["defendant_waives"]


def test_the_procuratorate_appeals_and_the_second_instance_ends_it(cast):
    course = judged(cast, "refused")
    with clock.set_to(date(2026, 12, 10)):
        course.take("appeal", cast.chief, reasons="裁判确有错误。", appealed_on=When.parse("2026-12-10"))
    assert (course.matter.state, course.matter.appellant) == ("in_court", "lead")
    with clock.set_to(date(2027, 3, 1)):
        take_due_steps()
        course.matter.refresh_from_db()
        assert course.matter.state == "in_court"
        course.take("record_judgment", cast.handler, judgment="supported")
    assert course.matter.state == "closed"


def test_nobody_appeals_after_the_last_day(cast):
    course = judged(cast)
    with clock.set_to(date(2026, 12, 17)), pytest.raises(Invalid) as problem:
        course.take("appeal", cast.chief, reasons="裁判有误。", appealed_on=When.parse("2026-12-17"))
    assert list(problem.value.fields) == ["appealed_on"]


def test_the_defendants_appeal_is_reported_in_three_days(cast):
    course = judged(cast)
    with clock.set_to(date(2026, 12, 14)):
        course.take("record_appeal", cast.handler, received_on=When.parse("2026-12-14"))
        assert deadline(course, rules.REPORT_APPEAL).due_on == date(2026, 12, 17)
        course.take("record_with_superior", cast.handler, to="州检察院", what=[rules.REPORT_APPEAL])
    assert (course.matter.state, course.matter.appellant) == ("in_court", "defendant")
    with clock.set_to(clock.at(date(2026, 12, 17), 9)):
        take_due_steps()
        course.matter.refresh_from_db()
    assert course.matter.state == "in_court"


def test_who_appears_is_told_the_court_in_three_days(cast):
    course = sued(cast)
    course.take("record_summons", cast.handler, received_on=When.parse("2026-10-13"))
    assert deadline(course, rules.APPEARANCE_NOTICE).due_on == date(2026, 10, 16)
    course.take("notify_appearance", cast.handler, people="张明")
    assert course.matter.deadlines.get(rule=rules.APPEARANCE_NOTICE).status == "closed"


@pytest.mark.parametrize("step", ["appeal", "record_appeal", "waive_appeal", "record_summons"])
def test_the_pages_of_the_second_instance_open(cast, sign_in, step):
    course = judged(cast)
    actor = cast.chief if step in ("appeal", "waive_appeal") else cast.handler
    assert sign_in(actor).get(f"/matters/{course.matter.pk}/steps/{step}/").status_code == 200


def test_a_judgment_is_effective_on_the_day_after_the_appeal_period_whenever_it_is_entered(cast):
    """Received on 3 December: fifteen days, until the 18th. Entered in March, it ended on the 19th all the same."""
    course = sued(cast)
    days = {"judged_on": When.parse("2026-12-01"), "received_on": When.parse("2026-12-03")}
    with clock.set_to(date(2027, 3, 1)):
        course.take("record_judgment", cast.handler, judgment="supported", **days)
        take_due_steps()
    course.matter.refresh_from_db()
    assert (course.matter.state, course.matter.closed_on) == ("closed", "2026-12-19")


def test_its_performance_is_counted_from_that_day(cast):
    course = sued(cast)
    days = {"judged_on": When.parse("2026-12-01"), "received_on": When.parse("2026-12-03")}
    with clock.set_to(date(2027, 3, 1)):
        given = {"judgment": "supported", "follow_up": Stated(30), **days}
        course.take("record_judgment", cast.handler, **given)
        take_due_steps()
    assert course.matter.deadlines.get(rule=rules.FOLLOW_UP).due_on == date(2027, 1, 18)


def test_a_second_judgment_needs_an_appeal(cast):
    """Entered twice, the second would be a first instance again, with another period to appeal."""
    course = judged(cast)
    with clock.set_to(date(2026, 12, 5)), pytest.raises(Invalid) as refused:
        course.take("record_judgment", cast.handler, judgment="supported")
    assert "登记上诉" in refused.value.fields["judgment"]


def test_on_a_refusal_no_suit_is_brought_before_the_refusal(cast):
    with clock.set_to(date(2026, 9, 20)):
        course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
        course.reply("refused")
        with pytest.raises(Invalid) as problem:
            course.take("sue", cast.chief, **SUIT, basis="refused", sued_on=When.parse("2026-09-10"))
        assert list(problem.value.fields) == ["sued_on"]
        course.take("sue", cast.chief, **SUIT, basis="refused", sued_on=When.parse("2026-09-20"))
