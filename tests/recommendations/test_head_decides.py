"""What the agency's head decides: by the head's own login, or recorded by the liaison with day and sheet."""

import pytest

from common import clock
from common.when import When
from deadlines.statute import Stated
from recommendations.choices import Result
from tests.courses import Course
from workflow.errors import Invalid

pytestmark = pytest.mark.django_db


def test_a_liaison_objects_only_on_the_heads_decision(cast):
    course = Course(cast).served()
    with pytest.raises(Invalid) as problem:
        course.take("object", cast.liaison_a, grounds="职责不在本局。")
    assert "负责人" in problem.value.fields["decided_by"]


def test_the_recorded_decision_is_kept_and_the_head_told(cast):
    course = Course(cast).served()
    event = course.take("object", cast.liaison_a, grounds="职责不在本局。", **course.head_agrees())
    assert "郭峰" in event.data["decided_by"]
    assert cast.head_a.user.notices.filter(verb="object").exists()


def test_nobody_but_a_head_of_the_agency_can_have_decided(cast):
    course = Course(cast).served()
    agreed = {"decided_by": cast.head_b, "decided_on": When.on(clock.today())}
    with pytest.raises(Invalid):
        course.take("object", cast.liaison_a, grounds="职责不在本局。", **agreed)


def test_a_reply_built_by_the_portal_needs_the_head_too(cast):
    course = Course(cast).served()
    with pytest.raises(Invalid):
        course.take("reply", cast.liaison_a, results=[], build_letter=True)


def test_where_rectification_goes_on_in_its_own_period_the_matter_stays(cast):
    course = Course(cast, "public_interest").served()
    course.reply(Result.ONGOING)
    assert course.matter.state == "rectifying"
    assert not course.matter.deadlines.filter(
        rule="recommendation.public_interest.reply", status="open"
    ).exists()


def test_it_can_then_be_reviewed(cast):
    course = Course(cast, "public_interest").served()
    course.reply(Result.ONGOING)
    course.review("partly", follow_up=Stated(30))
    course.take("sign_for_letter", cast.liaison_a)
    assert course.matter.deadlines.filter(rule="recommendation.follow_up", status="open").exists()
