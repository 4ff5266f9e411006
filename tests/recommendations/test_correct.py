"""更正: a day or a number that was entered wrong; what is computed from it moves, the old value stays."""

from datetime import date, timedelta

import pytest

from common import clock
from common.when import When
from documents.models import DocumentNumber
from recommendations import rules
from recommendations.models import Recommendation
from tests.courses import Course
from tests.recommendations.served import REPLY, deadline, served
from workflow import timeline
from workflow.errors import Invalid
from workflow.steps import steps_of
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def correct(course: Course, field: str, new: str, actor=None, **data):
    actor = actor or course.cast.department_head
    return course.take("correct", actor, field=field, new=new, reason="录入有误", **data)


def test_another_day_of_receipt_replaces_the_periods_counted_from_it(cast):
    course = served(cast)
    old = deadline(course)
    correct(course, "received_on", "2026-09-08")
    new = deadline(course)
    assert (old.due_on, new.due_on) == (date(2026, 11, 2), date(2026, 11, 9))
    assert new.replaces == old
    assert course.matter.received_on == "2026-09-08"


def test_the_old_row_stays_with_its_day(cast):
    course = served(cast)
    old = deadline(course)
    correct(course, "received_on", "2026-09-08")
    old.refresh_from_db()
    assert (old.status, old.due_on, old.closing_event.verb) == ("replaced", date(2026, 11, 2), "correct")
    assert deadline(course).change_kind == "correction"


def test_the_objection_period_moves_along(cast):
    course = served(cast)
    correct(course, "received_on", "2026-09-08")
    assert deadline(course, "recommendation.objection").starts_on == date(2026, 9, 8)


def test_periods_from_other_days_stay(cast):
    course = served(cast)
    before = deadline(course, "recommendation.record_with_superior")
    correct(course, "received_on", "2026-09-08")
    assert deadline(course, "recommendation.record_with_superior") == before


def test_old_and_new_stand_beside_each_other_in_the_timeline(cast):
    course = served(cast)
    correct(course, "received_on", "2026-09-08")
    change = {"label": "收到日期", "old": "2026-09-02", "new": "2026-09-08"}
    assert timeline.entries(course.matter, cast.liaison_a)[0]["changes"] == [change]


def test_a_day_that_becomes_a_month_leaves_no_last_day(cast):
    course = served(cast)
    correct(course, "received_on", "2026-09")
    assert (deadline(course).due_on, course.matter.received_on) == (None, "2026-09")


def test_a_month_that_becomes_a_day_gets_its_last_day(cast):
    course = served(cast, "2026-09")
    correct(course, "received_on", "2026-09-02")
    assert deadline(course).due_on == date(2026, 11, 2)


def test_an_assumed_receipt_that_is_found_is_assumed_no_longer(cast):
    course = served(cast, "2026-09-01", receipt_assumed=True)
    correct(course, "received_on", "2026-09-04")
    assert not course.matter.receipt_assumed
    assert not deadline(course).starts_assumed
    assert "推定" not in deadline(course).explanation


@pytest.mark.parametrize("day", ["2026-10-14", "2026-08-31", "九月初二", "2026-13"])
def test_a_day_that_cannot_be_is_refused(cast, day):
    course = served(cast)
    with pytest.raises(Invalid):
        correct(course, "received_on", day)


def test_what_cannot_be_corrected_here_is_refused(cast):
    with pytest.raises(Invalid):
        correct(served(cast), "state", "closed")


def test_nothing_becomes_empty(cast):
    for field in ("title", "number", "received_on", "issued_on"):
        with pytest.raises(Invalid):
            correct(served(cast, number=f"2026年{field}1号"), field, "")


def test_another_number_frees_the_old_one(cast):
    course = served(cast)
    correct(course, "number", "川九检建〔2026〕98号")
    assert course.matter.number == "川九检建〔2026〕98号"
    assert [row.text for row in DocumentNumber.objects.in_use()] == ["川九检建〔2026〕98号"]


def test_a_number_that_another_paper_bears_is_refused(cast):
    course = served(cast)
    Course(cast).registered(number="川九检建〔2026〕98号")
    with pytest.raises(Invalid, match="已用于"):
        correct(course, "number", "川九检建(2026)98号")


def test_before_service_the_handler_corrects_alone(cast):
    course = Course(cast).registered()
    event = correct(course, "issued_on", "2026-08-31", cast.handler)
    assert "decided_by" not in event.data
    assert deadline(course, "target.sign_for").starts_on == date(2026, 8, 31)


def test_after_service_the_handler_records_the_department_heads_decision(cast):
    course = served(cast)
    with pytest.raises(Invalid, match="部门负责人"):
        correct(course, "received_on", "2026-09-08", cast.handler)
    decision = {"decided_by": cast.department_head, "decided_on": When.parse("2026-10-12")}
    event = correct(course, "received_on", "2026-09-08", cast.handler, **decision)
    assert event.data["decided_by"] == str(cast.department_head)


def test_the_recipient_is_told(cast):
    course, liaison = served(cast), cast.liaison_a
    correct(course, "received_on", "2026-09-08")
    assert "收到日期已更正" in liaison.user.notices.latest("pk").text


def test_a_reply_that_was_late_by_the_wrong_day_is_in_time_by_the_right_one(cast):
    course = served(cast, "2026-07-10", issued_on="2026-07-10")
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-09-15"))
    assert course.matter.deadlines.get(rule=REPLY).late_days > 0
    assert "逾期" in said_of_reply(course)
    correct(course, "received_on", "2026-07-20")
    assert course.matter.deadlines.filter(rule=REPLY).latest("pk").late_days == 0
    assert "按期回复" in said_of_reply(course)


def said_of_reply(course) -> str:
    return "；".join(course.matter.words_of(course.matter.events.get(verb="reply")))


def overdue(cast) -> Course:
    """Received on 10 June 2026; the rectification was over in August, and the month for the suit runs."""
    course = served(cast, "2026-06-10", "public_interest", issued_on="2026-06-01")
    assert take_due_steps() == 1
    return course


def test_where_rectification_is_not_over_by_the_right_day_the_decision_on_a_suit_moves_with_its_end(cast):
    course = overdue(cast)
    correct(course, "received_on", "2026-10-10")
    row = deadline(course, rules.DECIDE_SUIT)
    assert (row.status, row.starts_on) == ("open", deadline(course, rules.RECTIFICATION).due_on)
    assert "尚未全部届满" in steps_of(Recommendation)["sue"].refusal(course.matter, cast.chief)


def test_the_end_is_said_again_when_the_right_period_ends(cast):
    course = overdue(cast)
    correct(course, "received_on", "2026-10-10")
    end = deadline(course, rules.RECTIFICATION).due_on
    with clock.set_to(end + timedelta(days=1)):
        assert take_due_steps() == 1
        assert take_due_steps() == 0
    assert deadline(course, rules.DECIDE_SUIT).starts_on == end


def test_a_month_added_to_the_decision_on_a_suit_outlives_two_corrections(cast):
    course = overdue(cast)
    course.take("extend_decision", cast.chief, reason="案情复杂")
    before = deadline(course, rules.DECIDE_SUIT)
    correct(course, "received_on", "2026-10-10")
    correct(course, "received_on", "2026-06-10")
    after = deadline(course, rules.DECIDE_SUIT)
    assert (after.due_on, after.original_on) == (before.due_on, before.original_on)
    assert "人民检察院检察长）同意，延长1个月" in after.explanation


def test_where_rectification_is_over_by_the_right_day_too_the_decision_counts_from_its_end(cast):
    course = overdue(cast)
    correct(course, "received_on", "2026-07-01")
    new = deadline(course, rules.DECIDE_SUIT)
    assert new.starts_on == deadline(course, rules.RECTIFICATION).due_on
    assert new.change_kind == "correction"
    assert take_due_steps() == 0


def test_what_stands_still_stands_still_after_a_correction(cast):
    course = overdue(cast)
    course.take("pause", cast.chief, cause="汛期", plan_made=True, no_neglect=True)
    correct(course, "received_on", "2026-07-01")
    row = deadline(course, rules.DECIDE_SUIT)
    assert (row.status, row.paused_on) == ("paused", clock.today())
