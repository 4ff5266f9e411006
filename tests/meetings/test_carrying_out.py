"""Each owner reports on its own part, as often as it likes; the house that convened confirms or sends back."""

from datetime import date, timedelta

import pytest

from common.when import When
from matters.verifying import verify
from meetings import rules
from meetings.models import JointMeeting, Part, Report, Term
from meetings.resolving import Item
from notices.models import Notice
from tests.meetings.joint_meeting import DUE, HELD, Course
from tests.workflow.days import TUESDAY
from workflow.errors import Invalid, Refused, Stale
from workflow.page import mover
from workflow.perform import perform
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def course(cast):
    return Course(cast).entered()


def running(course, rule=rules.RESOLUTION) -> list[tuple]:
    rows = course.matter.deadlines.running().filter(rule=rule).order_by("pk")
    return [(row.subject, row.debtor.short_name, row.due_on) for row in rows]


def test_every_owner_owes_each_of_its_resolutions_by_itself(course):
    assert running(course) == [
        ("1", "县市场监管局", DUE),
        ("1", "县水务局", DUE),
        ("2", "县检察院", DUE),
        ("3", "县水务局", None),
    ]
    owed = course.matter.deadlines.get(debtor=course.cast.agency_a)
    assert owed.label == "落实第1项：开展校园周边食品安全联合检查。"
    assert owed.creditor == course.cast.procuratorate
    assert owed.basis == "stated"


def test_each_owner_is_told_once_of_all_that_it_carries_out(course):
    told = Notice.objects.filter(recipient=course.cast.liaison_b.user)
    (text,) = told.values_list("text", flat=True)
    assert "第1、3项由贵单位落实" in text


def test_a_report_of_progress_leaves_the_day_running(course):
    course.reported(progress="going_on", text="已经检查三所学校。")
    course.reported(progress="going_on", text="已经检查八所学校。")
    assert ("1", "县市场监管局", DUE) in running(course)
    texts = Report.objects.values_list("text", "is_complete")
    assert list(texts) == [("已经检查三所学校。", False), ("已经检查八所学校。", False)]


def test_what_one_reports_as_done_meets_its_own_day_alone(course):
    course.reported()
    assert ("1", "县水务局", DUE) in running(course)
    assert ("1", "县市场监管局", DUE) not in running(course)
    part = course.part(1, course.cast.agency_a)
    assert (part.state, part.reported_on) == ("reported", TUESDAY.isoformat())
    assert [subject for subject, *_ in running(course, rules.CONFIRM)] == [part.item]
    link = Notice.objects.filter(recipient=course.cast.handler.user).latest("pk").link
    assert link == f"/matters/{course.matter.pk}/steps/confirm/?item={part.item}"


def test_nobody_reports_on_the_part_of_another(course):
    with pytest.raises(Invalid, match="由九寨沟县市场监督管理局落实"):
        course.report(course.cast.liaison_b, course.part(1, course.cast.agency_a))


def test_a_part_of_another_meeting_is_no_answer(course):
    other = Course(course.cast).entered()
    with pytest.raises(Invalid, match="本次会议"):
        course.report(course.cast.liaison_a, other.part(1, course.cast.agency_a))


def test_done_is_not_reported_twice(course):
    course.reported()
    with pytest.raises(Invalid, match="待核对"):
        course.reported()


def test_the_same_page_sent_twice_reports_once(course):
    part = course.part(1, course.cast.agency_a)
    for _ in range(2):
        course.report(course.cast.liaison_a, part, key="k1")
    assert Report.objects.count() == 1


def test_an_old_page_is_told_what_happened_meanwhile(course):
    part, version = course.part(1, course.cast.agency_a), course.matter.version
    course.report(course.cast.liaison_b, course.part(1, course.cast.agency_b))
    with pytest.raises(Stale):
        course.report(course.cast.liaison_a, part, version=version)


def test_what_was_reported_stays_and_holds(course):
    course.reported(text="已经完成检查。")
    course.take(
        "send_back", course.cast.handler, part=course.part(1, course.cast.agency_a), reason="缺少清单。"
    )
    course.reported(text="补充清单。")
    assert list(Report.objects.values_list("text", flat=True)) == ["已经完成检查。", "补充清单。"]
    assert list(verify(course.matter)) == []


def test_sent_back_it_runs_again_to_the_same_day(course):
    course.reported()
    course.take(
        "send_back", course.cast.handler, part=course.part(1, course.cast.agency_a), reason="缺少清单。"
    )
    assert ("1", "县市场监管局", DUE) in running(course)
    assert running(course, rules.CONFIRM) == []
    notice = Notice.objects.filter(recipient=course.cast.liaison_a.user).latest("pk")
    assert "缺少清单" in notice.text
    assert notice.link.endswith("/steps/report/?item=1")


def test_sent_back_after_its_day_it_needs_another(cast):
    course = Course(cast).entered([Item("核查。", [cast.agency_a], due_on=date(2026, 10, 10))])
    course.reported()
    part = course.part(1, cast.agency_a)
    with pytest.raises(Invalid, match="原定的最后日期已过"):
        course.take("send_back", cast.handler, part=part, reason="缺少清单。")
    course.take("send_back", cast.handler, part=part, reason="缺少清单。", due_on=TUESDAY)
    assert running(course) == [("1", "县市场监管局", TUESDAY)]


@pytest.mark.parametrize("step", ["confirm", "send_back"])
def test_what_nobody_reported_is_neither_confirmed_nor_sent_back(course, step):
    course.reported()
    part = course.part(1, course.cast.agency_b)
    with pytest.raises(Invalid, match="落实中"):
        course.take(
            step, course.cast.handler, part=part, **({"reason": "理由"} if step == "send_back" else {})
        )


def test_the_house_that_convened_reports_its_own_part(course):
    course.report(course.cast.handler, course.part(2, course.cast.procuratorate))
    assert course.part(2, course.cast.procuratorate).state == "reported"


def test_the_house_that_convened_enters_what_came_on_paper(course):
    part = course.part(1, course.cast.agency_a)
    received = When.parse("2026-09-28")
    event = course.report(course.cast.handler, part, entered_for=course.cast.agency_a, occurred_at=received)
    assert event.entered_for == course.cast.agency_a
    assert course.part(1, course.cast.agency_a).reported_on == "2026-09-28"


def test_done_for_this_year_goes_on_to_the_next(course):
    part = course.part(2, course.cast.procuratorate)
    course.report(course.cast.handler, part)
    course.take("confirm", course.cast.handler, part=part, goes_on=True)
    assert ("2", "县检察院", date(2027, 12, 31)) in running(course)


def test_closing_names_what_is_missing(course):
    with pytest.raises(Refused, match=r"第1项（县市场监管局，落实中）.*第3项（县水务局，落实中）"):
        course.take("close", course.cast.handler)


def test_when_all_is_confirmed_it_can_be_closed(cast):
    course = Course(cast).confirmed()
    assert [rule for (rule,) in course.matter.deadlines.running().values_list("rule")] == [rules.CLOSE]
    course.take("close", cast.handler)
    assert (course.matter.state, course.matter.outcome) == ("closed", "confirmed")
    assert not course.matter.deadlines.running().exists()


def test_a_longer_time_moves_the_days_that_were_named_alone(course):
    later = DUE + timedelta(days=30)
    parts = [course.part(1, course.cast.agency_a), course.part(2, course.cast.procuratorate)]
    course.take("extend", course.cast.chief, parts=parts, due_on=later, reason="尚需时日。")
    assert running(course)[0] == ("1", "县水务局", DUE)
    assert {row[:2] for row in running(course) if row[2] == later} == {
        ("1", "县市场监管局"),
        ("2", "县检察院"),
    }


def test_no_extension_makes_a_day_earlier(course):
    part = course.part(1, course.cast.agency_a)
    with pytest.raises(Invalid, match="应当晚于原定的最后日期"):
        course.take("extend", course.cast.chief, parts=[part], due_on=DUE, reason="理由")


def test_what_has_no_day_is_not_extended(course):
    part = course.part(3, course.cast.agency_b)
    with pytest.raises(Invalid, match="长期坚持"):
        course.take("extend", course.cast.chief, parts=[part], due_on=DUE, reason="理由")


def test_another_owner_takes_over_what_is_open(course):
    cast = course.cast
    course.reported(progress="going_on")
    given = {"part": course.part(1, cast.agency_a), "owner": cast.police, "reason": "职能调整。"}
    course.take("pass_on", cast.chief, **given)
    assert ("1", "县公安局", DUE) in running(course)
    assert ("1", "县市场监管局", DUE) not in running(course)
    assert course.part(1, cast.police).leads
    assert Report.objects.get().part.state == Part.State.RELEASED
    assert JointMeeting.objects.visible_to(cast.liaison_police).exists()


def test_nobody_takes_over_what_they_carry_out_already(course):
    given = {"part": course.part(1, course.cast.agency_a), "owner": course.cast.agency_b, "reason": "理由"}
    with pytest.raises(Invalid, match="已经是这一项的责任单位"):
        course.take("pass_on", course.cast.chief, **given)


def test_an_owner_named_twice_has_one_part(cast):
    course = Course(cast).entered([Item("核查。", [cast.agency_a, cast.agency_b, cast.agency_a], due_on=DUE)])
    assert course.matter.parts().count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"owners": []}, "请选择责任单位"),
        ({"text": " "}, "请写明议定的内容"),
        ({"due_on": None}, "请填写最后日期"),
        ({"term": Term.STANDING}, "长期坚持的不填日期"),
        ({"due_on": HELD - timedelta(days=1)}, "最后日期早于会议日期"),
    ],
)
def test_a_resolution_is_whole_or_refused(cast, wrong, sentence):
    item = Item(**{"text": "核查。", "owners": [cast.agency_a], "due_on": DUE} | wrong)
    with pytest.raises(Invalid, match=f"第1项：{sentence}"):
        Course(cast).entered([item])


def test_no_resolution_at_all_is_refused(cast):
    with pytest.raises(Invalid, match="至少登记一项"):
        Course(cast).take("enter_resolutions", cast.handler, resolutions=[])


def test_a_meeting_that_lies_ahead_has_decided_nothing(cast):
    course = Course(cast)
    course.matter.held_on = TUESDAY + timedelta(days=1)
    with pytest.raises(Invalid, match="不能晚于今天"):
        course.entered()


def test_all_owners_see_all_of_it_and_strangers_nothing(course):
    seen = JointMeeting.objects.visible_to
    assert seen(course.cast.liaison_a).exists()
    assert seen(course.cast.liaison_b).exists()
    assert not seen(course.cast.liaison_police).exists()


def test_the_government_sees_what_was_decided_with_it(course):
    assert JointMeeting.objects.visible_to(course.cast.assessor).exists()


def test_a_house_that_cannot_convene_enters_nothing(cast):
    course = Course(cast)
    course.matter.lead = cast.agency_a
    step = steps_of(JointMeeting)["enter_resolutions"]
    assert "没有作为“召集单位”的职能" in step.refusal(course.matter, cast.liaison_a)
    with pytest.raises(Refused):
        perform(matter=course.matter, step=step.name, actor=cast.liaison_a, resolutions=course.items())


EARLIER = When.on(HELD + timedelta(days=2))


@pytest.mark.parametrize(("step", "given"), [("confirm", {}), ("send_back", {"reason": "缺少清单。"})])
def test_nothing_is_checked_before_it_was_reported(course, step, given):
    course.reported()
    part = course.part(1, course.cast.agency_a)
    with pytest.raises(Invalid, match="不能早于责任单位反馈已经落实的日期"):
        course.take(step, course.cast.handler, part=part, occurred_at=EARLIER, **given)


def test_what_was_sent_back_is_not_reported_for_a_day_before_that(course):
    cast = course.cast
    course.reported().take("send_back", cast.handler, part=course.part(1, cast.agency_a), reason="缺少清单。")
    part = course.part(1, cast.agency_a)
    with pytest.raises(Invalid, match="退回继续落实的日期"):
        course.report(cast.handler, part, occurred_at=EARLIER, entered_for=cast.agency_a)


def test_who_took_over_reports_nothing_for_a_day_before_that(course):
    cast = course.cast
    course.take(
        "pass_on", cast.chief, part=course.part(1, cast.agency_a), owner=cast.bureau, reason="职责调整。"
    )
    part = course.part(1, cast.bureau)
    with pytest.raises(Invalid, match="交由该单位落实"):
        course.report(cast.handler, part, occurred_at=EARLIER, entered_for=cast.bureau)


def test_with_a_longer_time_a_report_of_an_earlier_day_is_still_entered(course):
    cast = course.cast
    course.take(
        "extend", cast.chief, parts=[course.part(1, cast.agency_a)], due_on=date(2027, 3, 31), reason="多。"
    )
    course.report(cast.handler, course.part(1, cast.agency_a), occurred_at=EARLIER, entered_for=cast.agency_a)
    assert course.part(1, cast.agency_a).reported_on == "2026-09-27"


def test_it_is_not_closed_before_the_last_part_was_confirmed(cast):
    course = Course(cast).confirmed()
    with pytest.raises(Invalid, match="不能早于最后一项销号的日期"):
        course.take("close", cast.handler, occurred_at=EARLIER)


def test_what_is_not_of_every_year_has_no_next_one(course):
    course.reported()
    part = course.part(1, course.cast.agency_a)
    with pytest.raises(Invalid, match="不是每年一次"):
        course.take("confirm", course.cast.handler, part=part, goes_on=True)
    assert course.part(1, course.cast.agency_a).state == "reported"


def test_of_a_meeting_that_nobody_handles_yet_the_head_of_the_department_is_told(cast):
    course = Course(cast)
    course.workers()
    assert cast.department_head
    course.take(
        "enter_resolutions",
        cast.clerk,
        resolutions=course.items(),
        occurred_at=When.on(course.matter.held_on),
    )
    assert course.matter.handler is None
    course.reported()
    told = Notice.objects.filter(recipient=cast.department_head.user).values_list("text", flat=True)
    assert "县市场监管局反馈第1项已经落实，请核对后销号或者退回。" in told


def test_an_office_that_convened_is_awaited_by_its_own_name(cast):
    meeting = JointMeeting(kind="joint_meeting", title="会议", held_on=HELD, lead=cast.bureau)
    event = perform(
        matter=meeting,
        step="enter_resolutions",
        actor=cast.liaison_bureau,
        resolutions=[Item("通报情况。", [cast.bureau], due_on=DUE)],
        occurred_at=When.on(HELD),
    )
    meeting = JointMeeting.objects.get(pk=event.matter_id)
    owed = meeting.deadlines.running().get(rule=rules.RESOLUTION)
    assert mover(owed, meeting) == "等待县司法局（联络员）落实第1项：通报情况。"
