"""A place that nobody holds: the next above is told that it is empty, and the page says so."""

import pytest

from common import clock
from deadlines import people
from notices.models import Notice
from organisations.models import WITHOUT_MATTERS, Membership, Role
from organisations.vacancies import ABOVE, in_place_of
from tests import factories
from tests.courses import Course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def page_of(client, matter) -> str:
    return client.get(f"/matters/{matter.pk}/").content.decode()


def leave(place: Membership) -> None:
    place.ended_on = clock.today()
    place.save()


def test_every_place_has_one_above_it_up_to_the_head_of_the_house():
    tops = {role for role in Role if role not in ABOVE} - WITHOUT_MATTERS
    assert tops == {Role.CHIEF}
    for role in ABOVE:
        way = [role]
        while way[-1] in ABOVE:
            way.append(ABOVE[way[-1]])
            assert len(way) < len(Role), way


def test_where_no_department_head_is_the_chief_is_told_and_the_page_says_so(cast, sign_in):
    course = Course(cast).draft()
    chief = cast.chief
    course.take("submit", cast.handler)
    (notice,) = Notice.objects.filter(verb="submit")
    assert notice.recipient == chief.user
    assert "县检察院部门负责人空缺，请您办理或者指定人员" in notice.text
    assert "部门负责人空缺，由检察长办理或者指定人员" in page_of(sign_in(cast.handler), course.matter)


def test_where_the_place_is_held_nobody_else_is_told_and_nothing_said(cast, sign_in):
    held = cast.department_head
    course = Course(cast).submitted()
    (notice,) = Notice.objects.filter(verb="submit")
    assert notice.recipient == held.user
    assert "空缺" not in notice.text
    assert "空缺" not in page_of(sign_in(cast.handler), course.matter)


def test_what_is_owed_by_a_liaison_who_left_is_the_heads(cast, sign_in):
    head, course = cast.head_a, Course(cast).served()
    leave(cast.liaison_a)
    deadline = course.matter.deadlines.get(rule="recommendation.reply")
    assert people.responsible(deadline) == head
    assert "联络员空缺，由单位负责人办理或者指定人员" in page_of(sign_in(cast.handler), course.matter)


def test_a_house_without_anybody_is_told_of_to_the_lead(cast, sign_in):
    course = Course(cast).served()
    leave(cast.liaison_a)
    course.take("reassign", cast.department_head, handler=cast.second_handler, reason="工作调整")
    page = page_of(sign_in(cast.second_handler), course.matter)
    assert "该单位联络员空缺，没有可以办理的人员，请以电话或者书面方式告知" in page
    assert in_place_of(cast.agency_a, [Role.LIAISON]) == []


def test_what_another_sends_to_a_house_without_anybody_comes_to_the_handler(cast):
    """As a copy that the chief decides on: whoever is in charge hears that nobody there has it."""
    course = Course(cast).served()
    copied = factories.organisation("无人局", "government", short_name="无人局")
    course.take("add_copy", cast.chief, copied_to=[copied])
    texts = list(
        Notice.objects.filter(recipient=cast.handler.user, verb="add_copy").values_list("text", flat=True)
    )
    assert any("空缺，该单位没有人能收到下列通知" in text for text in texts), texts
