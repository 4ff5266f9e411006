"""变更承办人: the department head or the chief gives the matter to another; notices go along."""

import pytest

from matters.models import Event, Participation
from tests.recommendations.served import served
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def reassigned(cast):
    course = served(cast)
    course.take("reassign", cast.department_head, handler=cast.second_handler, reason="工作调整")
    return course


def test_the_new_handler_acts(cast, reassigned):
    reassigned.take("record_visit", cast.second_handler, findings="已走访。")
    assert reassigned.matter.handler == cast.second_handler


def test_the_old_one_reads_who_has_it_now(cast, reassigned):
    with pytest.raises(Refused, match="由王芳承办"):
        reassigned.take("record_visit", cast.handler, findings="已走访。")


def test_the_new_handler_is_told_and_answers_for_it(cast, reassigned):
    assert "已改由您承办" in cast.second_handler.user.notices.latest("pk").text
    assert Participation.objects.get(role="lead").responsible == cast.second_handler


def test_what_the_recipient_does_is_told_to_the_new_one(cast, reassigned):
    reassigned.reply()
    assert cast.second_handler.user.notices.filter(verb="reply").exists()
    assert not cast.handler.user.notices.filter(verb="reply").exists()


def test_the_recipient_sees_nothing_of_it(cast, reassigned):
    assert not Event.objects.visible_to(cast.liaison_a).filter(verb="reassign").exists()


def test_the_chief_does_it_too(cast):
    course = served(cast)
    course.take("reassign", cast.chief, handler=cast.second_handler, reason="工作调整")
    assert course.matter.handler == cast.second_handler


def test_nobody_else_does_it(cast, reassigned):
    for actor in (cast.second_handler, cast.policy_reviewer, cast.clerk):
        with pytest.raises(Refused, match="部门负责人、检察长"):
            reassigned.take("reassign", actor, handler=cast.handler, reason="x")


def test_nobody_handles_a_matter_who_is_no_handler_of_the_house(cast):
    from workflow.errors import Invalid

    course = served(cast)
    for person in (cast.liaison_a, cast.chief, cast.superior_handler, None):
        with pytest.raises(Invalid):
            course.take("reassign", cast.department_head, handler=person, reason="x")
