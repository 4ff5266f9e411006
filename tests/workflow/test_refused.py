"""A step in the wrong state, by the wrong role, against a condition: refused with the reason, nothing written."""

import pytest

from common import clock
from recommendations.choices import Kind
from tests.courses import Course
from tests.workflow.rows import grown, rows
from workflow.errors import Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def refusal(course: Course, step: str, actor, **data) -> str:
    """The reason, having made sure that nothing was written."""
    before = rows()
    with pytest.raises(Refused) as refused:
        perform(matter=course.matter or course.new(), step=step, actor=actor, **data)
    assert grown(before) == {}
    return refused.value.reason


def test_the_wrong_role_reads_who_takes_it(cast):
    course = Course(cast).issued()
    assert refusal(course, "sign_for", cast.officer_a) == (
        "这一步由联络员、办公室收文员、单位负责人办理，您当前的身份是承办股室经办人。"
    )


def test_the_wrong_side_reads_who_takes_it(cast):
    course = Course(cast).issued()
    assert refusal(course, "sign_for", cast.chief) == "这一步由被建议单位办理。"


def test_the_wrong_state_is_named(cast):
    course = Course(cast).issued()
    assert refusal(course, "reply", cast.liaison_a) == "事项现为“待签收”，不能办理“书面回复”。"


def test_a_condition_that_is_not_met_is_explained(cast):
    course = Course(cast, Kind.PUBLIC_INTEREST).served()
    assert "不能延期" in refusal(course, "request_extension", cast.liaison_a)


def test_missing_contents_are_named(cast):
    course = Course(cast).draft()
    course.matter.facts = ""
    course.matter.save()
    assert "缺：认定的事实、证据" in refusal(course, "submit", cast.handler)


def test_a_place_that_has_ended_may_do_nothing(cast):
    course = Course(cast).issued()
    cast.liaison_a.ended_on = clock.today()
    cast.liaison_a.save()
    assert "任职已经结束" in refusal(course, "sign_for", cast.liaison_a, consents=True)


def test_a_disabled_account_may_do_nothing(cast):
    course = Course(cast).issued()
    cast.liaison_a.user.is_active = False
    cast.liaison_a.user.save()
    assert "任职已经结束" in refusal(course, "sign_for", cast.liaison_a, consents=True)


def test_a_step_that_does_not_exist_is_refused(cast):
    assert "没有这一步骤" in refusal(Course(cast).issued(), "invent", cast.handler)


def test_a_handler_does_not_act_in_a_matter_of_another(cast):
    course = Course(cast).served()
    assert "由张明承办" in refusal(course, "urge", cast.second_handler)


def test_nobody_takes_a_step_of_the_system(cast):
    course = Course(cast, Kind.PUBLIC_INTEREST).served()
    assert "由系统" in refusal(course, "rectification_ended", cast.chief)


def test_a_matter_begins_with_a_creating_step_alone(cast):
    course = Course(cast)
    for step in ("correct", "submit", "note_moved_deadline"):
        assert refusal(course, step, cast.handler)


def test_a_matter_that_exists_is_not_created_again(cast):
    course = Course(cast).draft()
    assert "起草" in refusal(course, "decide_investigation", cast.chief)


def test_where_the_county_decides_elsewhere_nothing_is_submitted_here(cast):
    course = Course(cast).draft()
    jurisdiction = cast.procuratorate.jurisdiction
    jurisdiction.decides_in_portal = False
    jurisdiction.save()
    assert "登记已制发文书" in refusal(course, "submit", cast.handler)
