"""中止审查 and 恢复 (办 78 条); more time to decide on a suit (办 47, 48 条)."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines import reminders
from deadlines.calls import calls_today
from deadlines.models import Deadline
from notices.models import Notice
from recommendations import rules
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.recommendations.served import deadline, served
from tests.recommendations.sued import SUIT, unanswered
from workflow.errors import Invalid, Refused
from workflow.lists.due import duties
from workflow.steps import steps_of
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
PAUSE = {"cause": "汛期不能施工", "reasons": "整改方案已经制定。", "plan_made": True, "no_neglect": True}


def paused(cast, **data):
    course = unanswered(cast)
    course.take("pause", cast.chief, **PAUSE, **data)
    return course


def test_a_pause_stops_the_decision_and_is_recorded_with_the_superior(cast):
    course = paused(cast)
    assert (course.matter.state, course.matter.paused_on) == ("rectifying", "2026-10-13")
    row = deadline(course, rules.DECIDE_SUIT)
    assert (row.status, row.due_on) == ("paused", None)
    assert deadline(course, rules.RECORD_PAUSE).debtor == cast.procuratorate
    assert course.matter.documents.get(kind="suspension_decision").audience is None
    assert course.matter.beside_state == ["已中止审查（2026-10-13起）"]


def test_what_is_paused_reminds_nobody(cast):
    course = paused(cast)
    Notice.objects.all().delete()
    with clock.set_to(clock.at(date(2026, 12, 1), 9)):
        reminders.sweep()
    asked = {notice.text for notice in Notice.objects.filter(matter=course.matter.pk)}
    assert not [text for text in asked if "提起诉讼" in text]


def test_after_the_resumption_the_days_are_given_back(cast):
    course = paused(cast)
    before = deadline(course, rules.DECIDE_SUIT).replaces.due_on
    assert before == date(2026, 11, 9)
    with clock.set_to(date(2026, 11, 2)):
        course.take("resume", cast.chief, reasons="汛期已过。")
    assert deadline(course, rules.DECIDE_SUIT).due_on == date(
        2026, 11, 30
    )  # 20 days: 29 November is a Sunday
    assert course.matter.paused_on == ""
    assert course.matter.documents.filter(kind="resumption_decision").exists()


def test_a_pause_stops_the_examination_and_not_the_agencys_rectification(cast):
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
    due = deadline(course, rules.RECTIFICATION).due_on
    course.take("pause", cast.chief, **PAUSE)
    row = deadline(course, rules.RECTIFICATION)
    assert (row.status, row.due_on, row.rests) == ("open", due, True)


def test_a_paused_matter_is_grey_and_nowhere_late(cast, sign_in):
    course = paused(cast)
    reply = course.matter.deadlines.get(rule="recommendation.public_interest.reply", status="open")
    with clock.set_to(date(2026, 12, 1)):
        assert (reply.tone, reply.urgency()) == ("withdrawn", "none")
        assert "逾期" not in reply.pill
        assert course.matter.pk not in [call.deadline.matter_id for call in calls_today(cast.procuratorate)]
        assert not duties(cast.chief, "overdue").filter(debtor=cast.agency_a).exists()
        assert not Deadline.objects.owed_by(cast.agency_a).filter(matter=course.matter.pk).exists()
        home = sign_in(cast.liaison_a).get("/").content.decode()
    assert "已中止审查" in home
    assert "逾期" not in home


def test_a_paused_matter_is_not_urged(cast):
    course = paused(cast)
    with pytest.raises(Refused, match="先恢复"):
        course.take("urge", cast.handler)


def test_after_the_resumption_it_is_again_as_the_calendar_has_it(cast):
    course = paused(cast)
    with clock.set_to(date(2026, 11, 2)):
        course.take("resume", cast.chief, reasons="汛期已过。")
        row = deadline(course, rules.RECTIFICATION)
        assert (row.rests, row.urgency()) == (False, "overdue")


def test_a_reply_to_a_paused_matter_is_not_examined_before_it_goes_on(cast):
    course = paused(cast)
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-10-13"))
    assert deadline(course, rules.REVIEW).status == "paused"


@pytest.mark.parametrize("missing", ["plan_made", "no_neglect"])
def test_a_pause_has_its_conditions(cast, missing):
    course = unanswered(cast)
    with pytest.raises(Invalid) as problem:
        course.take("pause", cast.chief, **{**PAUSE, missing: False})
    assert list(problem.value.fields) == [missing]


def test_a_pause_counts_by_days(cast):
    course = unanswered(cast)
    with pytest.raises(Invalid, match="填写到日"):
        course.take("pause", cast.handler, **PAUSE, decided_by=cast.chief, decided_on=When.parse("2026-10"))


def test_what_is_paused_is_not_sued(cast):
    course = paused(cast)
    with pytest.raises(Refused, match="先恢复"):
        course.take("sue", cast.chief, **SUIT)


def test_the_chief_extends_once_and_the_superior_further(cast):
    course = unanswered(cast)
    course.take("extend_decision", cast.chief, reason="案情复杂")
    assert deadline(course, rules.DECIDE_SUIT).due_on == date(2026, 12, 9)
    with pytest.raises(Invalid, match="须经上一级院"):
        course.take("extend_decision", cast.chief, reason="仍需调查")
    until = date(2027, 1, 8)
    course.take("extend_decision", cast.chief, reason="仍需调查", by_superior=True, until=until)
    row = deadline(course, rules.DECIDE_SUIT)
    assert (row.due_on, row.original_on) == (until, date(2026, 11, 9))
    assert row.decided_by == cast.superior.name


@pytest.mark.parametrize("step", ["pause", "extend_decision"])
def test_the_pages_open(cast, sign_in, step):
    course = unanswered(cast)
    assert sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/{step}/").status_code == 200


def test_the_pause_stands_beside_the_state(cast, sign_in):
    course = paused(cast)
    page = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "已中止审查" in page
    assert sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/resume/").status_code == 200


@pytest.mark.parametrize("step", ["circulate", "interview", "report_up", "decide_reason", "urge", "remind"])
def test_nothing_follows_upon_the_agency_while_its_obstacle_lasts(cast, step):
    course = paused(cast)
    refusal = steps_of(Recommendation)[step].unmet(course.matter)
    assert refusal == "本件已经中止审查，请先恢复审查。"


def test_the_month_to_decide_that_begins_in_a_pause_stands_still_from_its_first_day(cast):
    """However late the end of the two months comes to be noted, no day of the month is lost."""
    with clock.set_to(date(2026, 9, 20)):
        course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
        course.take("pause", cast.chief, **PAUSE)
    with clock.set_to(date(2027, 1, 11)):
        take_due_steps()
        course.take("resume", cast.chief, reasons="障碍消除")
        period = course.matter.deadlines.get(rule=rules.DECIDE_SUIT, status="open")
    assert period.due_on > date(2027, 2, 8)
