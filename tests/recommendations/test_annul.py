"""误录作废: out of every count, its number free again, what happened stays."""

import pytest

from documents.models import DocumentNumber
from matters.models import Matter
from tests.courses import Course
from tests.recommendations.served import served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def annulled(course: Course) -> Course:
    course.take("annul", course.cast.department_head, reason="重复登记")
    return course


def test_nothing_is_owed_any_more(cast):
    course = annulled(served(cast))
    assert not course.matter.deadlines.running().exists()
    assert course.matter.state == "annulled"


def test_its_number_is_free_again(cast):
    annulled(Course(cast).registered())
    assert not DocumentNumber.objects.in_use().exists()
    assert Course(cast).registered().matter.number == "川九检建〔2026〕99号"


def test_a_number_that_the_portal_allotted_is_given_again(cast):
    first = annulled(Course(cast).issued()).matter.number
    assert Course(cast).issued().matter.number == first


def test_a_number_that_a_sibling_bears_is_not_free(cast):
    annulled(Course(cast).registered(recipients=[cast.agency_a, cast.agency_b]))
    assert DocumentNumber.objects.in_use().count() == 1


def test_it_leaves_the_lists_counts_of_the_jurisdiction(cast):
    annulled(served(cast))
    assert not Matter.objects.visible_to(cast.assessor).exists()
    assert not Matter.objects.not_annulled().exists()


def test_what_happened_stays_and_can_be_read(cast, sign_in):
    course = annulled(served(cast))
    page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "重复登记" in page
    assert "误录作废" in page
    assert "不再查阅：九寨沟县市场监督管理局" in page


def test_the_recipient_is_told_that_there_is_nothing_to_do(cast):
    liaison = cast.liaison_a
    annulled(served(cast))
    assert "无需办理" in liaison.user.notices.latest("pk").text


def test_before_issue_nobody_outside_hears_of_it(cast):
    liaison = cast.liaison_a
    annulled(Course(cast).draft())
    assert not liaison.user.notices.exists()
