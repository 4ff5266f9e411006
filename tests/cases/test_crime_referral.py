"""行刑正向移送 as cases_law.md has it: who decides, which paper, in what time."""

from datetime import date

import pytest

from cases.crime_referral import (
    COMPLEX,
    DECIDING,
    ECONOMIC,
    FILING,
    RECONSIDERATION,
    SUPERVISION,
    CrimeReferral,
)
from common import clock
from common.when import When
from deadlines import reminders
from matters.models import Matter
from notices.models import Notice
from tests.cases.crime_referral import Course
from tests.courses import upload
from tests.workflow.days import TUESDAY
from tests.workflow.test_files_of_fields import every_form
from workflow.errors import Invalid, Refused
from workflow.forms import UploadsField
from workflow.kinds import moves_of
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def course(cast) -> Course:
    return Course(cast)


def due(course, rule: str):
    return course.matter.deadlines.running().get(rule=rule)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person.user).order_by("pk").values_list("text", flat=True))


def test_the_head_decides_within_three_days_and_the_agency_alone_knows(course, cast):
    head = cast.head_a
    course.reported()
    row = due(course, "referral.agency_decision")
    assert (row.due_on, row.audience) == (date(2026, 10, 16), cast.agency_a)
    assert not Matter.objects.visible_to(cast.liaison_police).exists()
    assert "请办理“批准移送”" in told(head)[0]


def test_whoever_works_there_cannot_approve_for_the_head(course, cast):
    course.reported()
    with pytest.raises(Invalid):
        course.take("approve", cast.liaison_a, decided_as="head")


def test_what_the_head_decided_elsewhere_is_recorded_with_its_minute(course, cast):
    course.reported()
    decided = {"decided_by": cast.head_a, "decided_as": "head"}
    with pytest.raises(Invalid, match="时"):
        course.take("approve", cast.liaison_a, decided_on=When.on(TUESDAY), **decided)
    course.take("approve", cast.liaison_a, decided_on=When.parse("2026-10-13T08:40"), **decided)
    assert clock.local(due(course, "referral.transfer").due_at).isoformat()[:16] == "2026-10-14T08:40"


def test_the_team_has_two_officers_at_least(course):
    with pytest.raises(Invalid):
        course.reported(team=1)


def test_a_refusal_to_refer_stays_on_file_with_its_reasons(course, cast):
    course.reported().take("keep_on_file", cast.head_a, decided_as="acting", reason="未达到立案追诉标准。")
    assert (course.matter.state, course.matter.outcome, course.running()) == ("kept", "kept", set())
    assert course.matter.events.last().data["reason"] == "未达到立案追诉标准。"


def test_the_police_decide_within_three_days_of_acceptance(course):
    course.accepted()
    assert course.running() == {FILING.rule}
    assert due(course, FILING.rule).due_on == date(2026, 10, 16)


AGAIN = {"grounds": "regional", "approved_by": "州公安局"}


def test_an_economic_crime_has_ten_days_thirty_from_the_same_day_and_thirty_more(course, cast):
    course.accepted(is_economic=True)
    assert due(course, ECONOMIC.rule).due_on == date(2026, 10, 23)
    with clock.set_to(date(2026, 10, 20)):
        with pytest.raises(Refused, match="延长过一次"):
            course.take("extend_again", cast.head_police, **AGAIN)
        course.take("extend", cast.head_police, grounds="regional")
        assert course.running() == {COMPLEX.rule}
        assert due(course, COMPLEX.rule).due_on == date(2026, 11, 12)
        course.take("extend_again", cast.head_police, **AGAIN)
        assert due(course, COMPLEX.rule).due_on == date(2026, 12, 14)  # the twelfth is a Saturday
        with pytest.raises(Refused, match="最多延长两次"):
            course.take("extend_again", cast.head_police, **AGAIN)


def test_the_second_extension_names_the_police_above_who_approved_it(course, cast):
    course.accepted(is_economic=True).take("extend", cast.head_police, grounds="complex")
    with pytest.raises(Invalid) as refused:
        course.take("extend_again", cast.head_police, grounds="complex")
    assert set(refused.value.fields) == {"approved_by"}


def test_what_the_police_find_out_is_asked_by_no_extension():
    for name in ("extend", "extend_again"):
        assert "reason" not in getattr(CrimeReferral, name).move.asks


def test_a_period_that_is_over_is_not_extended(course, cast):
    course.accepted(is_economic=True)
    with clock.set_to(date(2026, 10, 24)), pytest.raises(Invalid, match="已经届满"):
        course.take("extend", cast.head_police, grounds="complex")
    with clock.set_to(date(2026, 10, 23)):
        course.take("extend", cast.head_police, grounds="complex")


def test_no_other_referral_is_extended(course, cast):
    course.accepted()
    with pytest.raises(Refused, match="三日内决定"):
        course.take("extend", cast.head_police, grounds="complex")


def test_missing_material_does_not_stop_the_three_days(course, cast):
    course.accepted().take("ask_supplement", cast.liaison_police, missing="检验报告")
    assert course.running() == {FILING.rule, "referral.supplement"}
    course.take("supply", cast.liaison_a, materials=["opinions"])
    assert course.running() == {FILING.rule}


def test_the_ten_days_begin_when_the_material_meets_the_rules(course, cast):
    course.accepted(is_economic=True).take("ask_supplement", cast.liaison_police, missing="审计报告")
    assert course.running() == {"referral.supplement"}
    with clock.set_to(date(2026, 10, 15)):
        course.take("supply", cast.liaison_a, materials=["others"])
        assert due(course, ECONOMIC.rule).due_on == date(2026, 10, 26)  # the twenty-fifth is a Sunday


def test_a_refusal_to_file_opens_two_rights_and_no_duty(course):
    course.refused()
    assert course.running() == {RECONSIDERATION.rule, SUPERVISION.rule}
    assert all(row.is_right for row in course.matter.deadlines.running())


def test_reconsideration_takes_the_place_of_supervision_until_it_is_decided(course, cast):
    course.refused().take("ask_reconsideration", cast.liaison_a)
    assert course.running() == {"referral.reconsideration_decision"}
    course.take("uphold", cast.head_police, notice_number="九公复〔2026〕1号")
    assert course.running() == {SUPERVISION.rule}


def test_supervision_may_be_asked_for_without_reconsideration(course, cast):
    head = cast.department_head
    course.refused()
    course.take(
        "ask_supervision",
        cast.liaison_a,
        supervisor=cast.procuratorate,
        number_of_request="九市监建〔2026〕1号",
    )
    assert (course.matter.state, course.running()) == ("supervised", {"target.supervise_filing"})
    assert any("建议立案监督" in text for text in told(head))


def test_supervision_over_silence_waits_for_the_end_of_the_period(course, cast):
    course.accepted()
    asked = {"supervisor": cast.procuratorate, "number_of_request": "九市监建〔2026〕2号"}
    with clock.set_to(date(2026, 10, 16)), pytest.raises(Refused, match="还没有届满"):
        course.take("ask_over_silence", cast.liaison_a, **asked)
    with clock.set_to(date(2026, 10, 17)):
        course.take("ask_over_silence", cast.liaison_a, **asked)
    # The police are late until they decide: to be supervised ends nothing that they owe.
    assert course.running() == {"target.supervise_filing", FILING.rule}


SUPERVISED = {"number_of_request": "九市监建〔2026〕5号"}


def test_police_who_do_not_sign_have_no_longer_than_three_days_and_no_less(course, cast):
    course.transferred()
    asked = {"supervisor": cast.procuratorate} | SUPERVISED
    with clock.set_to(date(2026, 10, 15)), pytest.raises(Refused, match="还没有届满"):
        course.take(
            "ask_over_silence", cast.liaison_a, **asked
        )  # over is the day to sign by, no period of the law
    with clock.set_to(date(2026, 10, 17)):
        course.take("ask_over_silence", cast.liaison_a, **asked)
    assert course.matter.state == "supervised"


def test_police_supervised_for_their_silence_may_still_refuse_and_the_rights_begin(course, cast):
    course.accepted()
    with clock.set_to(date(2026, 10, 17)):
        course.take("ask_over_silence", cast.liaison_a, supervisor=cast.procuratorate, **SUPERVISED)
        course.take("refuse", cast.head_police, notice_number="九公不立字〔2026〕6号", returned=True)
    assert (course.matter.state, course.running()) == ("refused", {RECONSIDERATION.rule, SUPERVISION.rule})


def test_what_is_supervised_after_a_refusal_is_not_refused_again(course, cast):
    course.refused().take("ask_supervision", cast.liaison_a, supervisor=cast.procuratorate, **SUPERVISED)
    with pytest.raises(Refused, match="已经决定不予立案"):
        course.take("refuse", cast.head_police, notice_number="九公不立字〔2026〕7号")


def test_police_may_file_after_they_upheld_their_refusal(course, cast):
    course.refused().take("ask_reconsideration", cast.liaison_a)
    course.take("uphold", cast.head_police, notice_number="九公复〔2026〕3号")
    course.take("file", cast.head_police, notice_number="九公立〔2026〕9号")
    assert course.running() == {"referral.handover"}


def test_reconsideration_comes_too_late_after_three_days_unless_it_was_asked_for_in_time(course, cast):
    course.refused()
    with clock.set_to(date(2026, 10, 17)):
        with pytest.raises(Invalid, match="最迟10月16日（含当日），已经届满"):
            course.take("ask_reconsideration", cast.liaison_a)
        course.take("ask_reconsideration", cast.liaison_a, occurred_at=When.on(date(2026, 10, 16)))
    assert due(course, "referral.reconsideration_decision").due_on == date(2026, 10, 19)


@pytest.mark.parametrize("on_the_way", ["accepted", "refused"])
def test_nobody_loses_the_rights_of_a_refusal_by_being_sent_the_case_back(course, cast, on_the_way):
    """第8条: who does not file says so in writing and returns the file; 第13条 is for what was filed."""
    getattr(course, on_the_way)()
    with pytest.raises(Refused):
        course.take("transfer_back", cast.head_police, notice_number="九公移〔2026〕1号")


def test_what_was_filed_and_handed_over_may_still_be_sent_back(course, cast):
    course.filed().take("hand_over_goods", cast.liaison_a, handed=["goods"])
    with clock.set_to(date(2026, 12, 1)):
        course.take("transfer_back", cast.head_police, notice_number="九公移〔2026〕2号")
    assert (course.matter.outcome, course.matter.ended_on) == ("returned", "2026-12-01")
    with pytest.raises(Refused, match="第13条"):
        course.take("transfer_back", cast.head_police, notice_number="九公移〔2026〕3号")


def test_what_is_supervised_is_filed_by_the_police_and_handed_over_in_three_days(course, cast):
    course.refused()
    course.take(
        "ask_supervision",
        cast.liaison_a,
        supervisor=cast.procuratorate,
        number_of_request="九市监建〔2026〕3号",
    )
    course.take("file", cast.head_police, notice_number="九公立〔2026〕2号")
    assert course.running() == {"referral.handover"}
    course.take("hand_over_goods", cast.liaison_a, handed=["goods"])
    assert (course.matter.state, course.matter.outcome, course.matter.ended_on) == (
        "closed",
        "filed",
        "2026-10-13",
    )


def test_forwarded_police_are_addressed_and_the_first_take_no_step_any_more(course, cast):
    other = cast.agency_b
    other.capabilities.create(capability="police")
    course.transferred().take("forward", cast.liaison_police, police=other)
    assert course.matter.recipient == other
    with pytest.raises(Refused, match="由公安机关办理"):
        course.take("accept", cast.liaison_police)


def test_only_police_can_be_addressed(course, cast):
    given = {"police": cast.agency_b, "number": "九市监移字〔2026〕9号", "materials": ["report"]}
    with pytest.raises(Invalid):
        course.approved().take("transfer", cast.liaison_a, **given)


def test_a_letter_to_the_supervisory_commission_is_the_agencys_own(course, cast):
    letter = {"commission": cast.commission, "number_of_letter": "九市监函〔2026〕1号"}
    course.transferred().take("inform_commission", cast.liaison_a, **letter)
    assert course.matter.events.last().audience == cast.agency_a
    assert not Matter.objects.visible_to(cast.liaison_police).filter(
        participations__organisation=cast.commission
    )


def test_those_to_whom_it_is_copied_see_the_flow_and_nobody_above(course, cast):
    course.accepted()
    assert Matter.objects.visible_to(cast.assessor).exists()
    for person in (cast.superior_handler, cast.superior_assessor, cast.liaison_government):
        assert not Matter.objects.visible_to(person).exists()


def test_the_title_names_nobody(course):
    course.reported()
    assert course.matter.title == "销售假药罪移送案（九市监案〔2026〕12号）"
    assert not any(name in CrimeReferral.fields for name in ("facts", "suspect", "subject"))


def test_when_the_police_are_late_whoever_watches_finds_it_on_the_workbench(course, cast, sign_in):
    course.accepted()
    watchers = (cast.department_head, cast.assessor)
    for person in watchers:
        assert "抄送本单位的事项" not in sign_in(person).get("/").content.decode()
    with clock.set_to(date(2026, 10, 20)):
        for person in watchers:
            page = sign_in(person).get("/").content.decode()
            assert "抄送本单位的事项" in page
            assert "等待县公安局：决定是否立案" in page


def test_a_right_stands_on_the_workbench_and_is_no_duty(course, cast, sign_in):
    course.refused()
    page = sign_in(cast.liaison_a).get("/").content.decode()
    assert "可在10月16日前（含当日）提请公安机关复议" in page
    assert "目前没有需要贵单位签收" not in page


def test_all_clocks_of_the_police_are_rules_of_the_law(course):
    from deadlines import statutes

    assert all(statutes.get(clock.rule).basis for clock in DECIDING)


def test_no_step_takes_a_file_not_even_the_sheet_of_a_decision(cast):
    """Whoever the case is copied to is decided on apart from it."""
    moves = {move.name for move in moves_of(CrimeReferral)}
    forms = [(step.name, form) for step, form in every_form(cast, CrimeReferral) if step.name in moves]
    assert forms
    assert [
        name for name, form in forms if any(isinstance(f, UploadsField) for f in form.fields.values())
    ] == []


def reminded(person) -> list[str]:
    """What they were reminded of, apart from what the steps told them."""
    found = Notice.objects.filter(recipient=person.user).exclude(verb__in=steps_of(CrimeReferral))
    return list(found.values_list("text", flat=True))


def test_the_head_is_told_that_the_twenty_four_hours_are_over(course, cast):
    head = cast.head_a
    course.approved()
    with clock.set_to(date(2026, 10, 15)):
        reminders.sweep()
    assert any("向公安机关移送案件" in text for text in reminded(head))


def test_when_the_police_are_late_the_agency_the_procuratorate_and_the_bureau_are_told(course, cast):
    waiting = (cast.liaison_a, cast.mechanism_liaison, cast.assessor)
    course.accepted()
    with clock.set_to(date(2026, 10, 19)):
        reminders.sweep()
    for person in waiting:
        assert any("决定是否立案" in text for text in reminded(person)), person


def test_nobody_is_reminded_of_a_right(course, cast):
    people = (cast.liaison_a, cast.head_a)
    course.refused()
    for day in (16, 17, 20, 26):
        with clock.set_to(date(2026, 10, day)):
            reminders.sweep()
    assert not any("复议" in text or "立案监督" in text for person in people for text in reminded(person))


def test_rights_are_told_as_rights(course, cast):
    course.refused()
    allowed = "有异议的，可以在期限内办理“提请复议”或者“建议立案监督”，不是必须办理。"
    assert f"县公安局已办理“决定不予立案”。{allowed}" in told(cast.liaison_a)


def test_the_stations_of_a_case_that_was_never_filed_say_nothing_of_filing(course, cast):
    course.refused().take("close", cast.liaison_a)
    labels = [each["label"] for each in course.matter.stepper(inside=True)]
    assert labels == ["待负责人决定", "待移送", "待公安机关接受", "公安机关审查中", "已办结"]


def test_an_agency_that_is_a_bureau_too_is_not_offered_as_reader_of_its_own_case(course, cast, sign_in):
    bureau = cast.bureau
    cast.agency_a.capabilities.create(capability="judicial_bureau")
    course.approved()
    form = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/steps/transfer/").context["form"]
    assert bureau.pk in form.initial["copies"]
    assert cast.agency_a.pk not in form.initial["copies"]


def test_those_who_read_along_in_a_procuratorate_hear_of_no_vacancy(course, cast):
    head = cast.department_head
    course.transferred()
    assert told(head) == ["县市场监管局已办理“移送公安机关”。"]


def test_silence_on_a_request_for_reconsideration_leads_to_the_procuratorate_too(course, cast):
    course.refused().take("ask_reconsideration", cast.liaison_a)
    asked = {"supervisor": cast.procuratorate, "number_of_request": "九市监建〔2026〕5号"}
    with pytest.raises(Refused, match="还没有届满"):
        course.take("ask_over_silence", cast.liaison_a, **asked)
    with clock.set_to(date(2026, 10, 19)):
        course.take("ask_over_silence", cast.liaison_a, **asked)
    assert course.matter.state == "supervised"


def test_no_file_comes_in_by_another_way_than_the_form(course, cast):
    file = upload(cast.liaison_a.user)
    with pytest.raises(Invalid, match="不得填写或者上传"):
        course.reported(files=[file])


def test_the_supervisory_commission_may_be_written_to_at_the_end(course, cast):
    course.reported().take("keep_on_file", cast.head_a, decided_as="head", reason="未达到立案追诉标准。")
    course.take(
        "inform_commission",
        cast.liaison_a,
        commission=cast.commission,
        number_of_letter="九市监函〔2026〕2号",
    )
    assert course.matter.state == "kept"
