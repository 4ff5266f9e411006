"""Appeals that are entered late, appeals of both sides, and what the second instance makes of the judgment."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.statute import Stated
from organisations.models import Role
from recommendations import rules
from tests.courses import Course
from tests.recommendations.served import deadline
from tests.recommendations.sued import judged, running, sued
from workflow.errors import Invalid, Refused
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
LATER = clock.at(date(2026, 12, 21), 9)


def over(cast, judgment: str = "supported", **data) -> Course:
    """Judged on 1 December 2026; the period to appeal was over on the 16th, and the system has said so."""
    course = judged(cast, judgment, **data)
    with clock.set_to(clock.at(date(2026, 12, 17), 1)):
        take_due_steps()
    course.matter.refresh_from_db()
    return course


def lead_appeals(course: Course, day: str = "2026-12-16") -> None:
    course.take("appeal", course.cast.chief, reasons="裁判确有错误。", appealed_on=When.parse(day))


def defendant_appeals(course: Course, day: str = "2026-12-21") -> None:
    course.take("record_appeal", course.cast.handler, received_on=When.parse(day))


def second_instance(course: Course, judgment: str, **data) -> None:
    with clock.set_to(date(2027, 3, 1)):
        course.take("record_judgment", course.cast.handler, judgment=judgment, **data)


def test_the_procuratorates_appeal_of_the_last_day_is_entered_after_the_end(cast):
    course = over(cast, "refused")
    with clock.set_to(LATER):
        lead_appeals(course)
    matter = course.matter
    assert (matter.state, matter.closed_on, matter.appellant) == ("in_court", "", "lead")
    assert deadline(course, rules.JUDGMENT).starts_on == date(2026, 12, 16)
    second_instance(course, "supported")
    assert (course.matter.state, course.matter.closed_on) == ("closed", "2027-03-01")


def test_an_appeal_after_the_last_day_is_refused_at_its_field_after_the_end_too(cast):
    course = over(cast, "refused")
    with clock.set_to(LATER), pytest.raises(Invalid) as problem:
        lead_appeals(course, "2026-12-17")
    assert list(problem.value.fields) == ["appealed_on"]
    assert course.matter.state == "closed"


def test_the_defendants_appeal_by_post_days_after_the_end_opens_the_matter_again(cast):
    course = over(cast)
    with clock.set_to(LATER):
        defendant_appeals(course)
        assert deadline(course, rules.REPORT_APPEAL).due_on == date(2026, 12, 24)
    matter = course.matter
    assert (matter.state, matter.closed_on, matter.appellant) == ("in_court", "", "defendant")


def test_what_the_end_of_the_period_started_falls_away_with_the_appeal(cast):
    course = over(cast, follow_up=Stated(30))
    assert rules.FOLLOW_UP in running(course.matter)
    with clock.set_to(LATER):
        defendant_appeals(course)
    assert running(course.matter) >= {rules.JUDGMENT, rules.REPORT_APPEAL, rules.RECORD_JUDGMENT}
    assert rules.FOLLOW_UP not in running(course.matter)


def test_the_result_is_not_owed_to_the_source_while_the_matter_goes_on(cast):
    course = judged(cast)
    type(course.matter).objects.filter(pk=course.matter.pk).update(source="deputy")
    with clock.set_to(clock.at(date(2026, 12, 17), 1)):
        take_due_steps()
    course.matter.refresh_from_db()
    owed_before = rules.FEED_BACK in running(course.matter)
    with clock.set_to(LATER):
        defendant_appeals(course)
    assert (owed_before, rules.FEED_BACK in running(course.matter)) == (True, False)


@pytest.mark.parametrize("first", ["lead", "defendant"])
def test_both_may_appeal_and_either_is_entered_first(cast, first):
    course = over(cast)
    with clock.set_to(LATER):
        for appeals in (
            (lead_appeals, defendant_appeals) if first == "lead" else (defendant_appeals, lead_appeals)
        ):
            appeals(course)
    assert (course.matter.state, course.matter.appellant) == ("in_court", "both")
    assert course.matter.deadlines.filter(rule=rules.JUDGMENT, status="open").count() == 1
    assert course.matter.deadlines.filter(rule=rules.REPORT_APPEAL, status="open").count() == 1


def test_in_time_the_second_appeal_is_entered_too(cast):
    course = judged(cast)
    with clock.set_to(date(2026, 12, 10)):
        defendant_appeals(course, "2026-12-10")
        lead_appeals(course, "2026-12-10")
    assert course.matter.appellant == "both"


def test_nobody_appeals_twice(cast):
    course = over(cast)
    with clock.set_to(LATER):
        defendant_appeals(course)
        with pytest.raises(Refused):
            defendant_appeals(course)
        lead_appeals(course)
        with pytest.raises(Refused):
            lead_appeals(course)


def test_after_the_second_instance_nobody_appeals(cast):
    course = judged(cast, is_appealed=True)
    second_instance(course, "supported")
    with clock.set_to(date(2027, 3, 2)):
        for appeals in (lead_appeals, defendant_appeals):
            with pytest.raises(Refused):
                appeals(course)


def test_after_the_matter_was_ended_by_the_chief_nobody_appeals(cast):
    course = over(cast, follow_up=Stated(30))
    with clock.set_to(LATER):
        course.take("terminate", cast.chief, reasons="裁判已经履行。", report="裁判已经全部履行。")
        with pytest.raises(Refused):
            defendant_appeals(course)


def test_a_matter_that_was_never_judged_does_not_speak_of_appeals(cast, sign_in):
    course = sued(cast)
    page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "登记被告上诉" not in page


@pytest.mark.parametrize("judgment", ["changed_supported", "changed_partly", "changed_refused"])
def test_the_second_instance_changes_the_judgment_and_ends_the_matter(cast, judgment):
    course = judged(cast, "refused", is_appealed=True)
    second_instance(course, judgment)
    assert (course.matter.state, course.matter.judgment) == ("closed", judgment)


def test_sent_back_the_matter_waits_in_court_for_a_new_first_instance(cast):
    course = judged(cast, is_appealed=True, follow_up=Stated(30))
    second_instance(course, "remanded", court="阿坝藏族羌族自治州中级人民法院")
    matter = course.matter
    assert (matter.state, matter.judgment, matter.judged_on, matter.appealed_on) == ("in_court", "", "", "")
    assert deadline(course, rules.JUDGMENT).starts_on == date(2027, 3, 1)
    assert rules.APPEAL not in running(matter)


def test_the_new_first_instance_may_be_appealed_against_and_is_recorded(cast):
    course = judged(cast, is_appealed=True)
    with clock.set_to(date(2026, 12, 2)):
        course.take("record_with_superior", cast.handler, to="州检察院")
    second_instance(course, "remanded")
    with clock.set_to(date(2027, 6, 1)):
        course.take("record_judgment", cast.handler, judgment="supported")
    assert course.matter.state == "in_court"
    assert running(course.matter) >= {rules.APPEAL, rules.RECORD_JUDGMENT}
    assert deadline(course, rules.APPEAL).responsible_role == Role.CHIEF


@pytest.mark.parametrize("judgment", ["changed_supported", "remanded"])
def test_without_an_appeal_there_is_no_second_instance(cast, judgment):
    course = sued(cast)
    with clock.set_to(date(2026, 12, 1)), pytest.raises(Invalid) as problem:
        course.take("record_judgment", cast.handler, judgment=judgment)
    assert list(problem.value.fields) == ["judgment"]


def test_the_second_instance_does_not_lie_before_the_appeal(cast):
    course = judged(cast, is_appealed=True)
    with pytest.raises(Invalid) as problem:
        second_instance(course, "remanded", judged_on=When.parse("2026-11-30"))
    assert list(problem.value.fields) == ["judged_on"]


def test_the_page_offers_what_the_instance_decides(cast, sign_in):
    course = sued(cast)
    first = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/record_judgment/").content.decode()
    assert "发回重审" not in first
    with clock.set_to(date(2026, 12, 1)):
        course.take("record_judgment", cast.handler, judgment="supported", is_appealed=True)
        second = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/record_judgment/")
    assert "发回重审" in second.content.decode()


def test_the_court_of_second_instance_is_not_the_one_that_was_sued_before(cast, sign_in):
    course = judged(cast, is_appealed=True)
    with clock.set_to(date(2026, 12, 20)):
        page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/record_judgment/")
        assert "court" not in page.context["form"].initial
        assert "appeal" not in page.context["form"].fields
    second_instance(course, "supported", court="阿坝藏族羌族自治州中级人民法院")
    assert course.matter.court == "九寨沟县人民法院"
    said = course.matter.events.filter(verb="record_judgment").last().data
    assert said["judging_court"] == "阿坝藏族羌族自治州中级人民法院"
