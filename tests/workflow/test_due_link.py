"""A reminder leads to the step that meets the deadline."""

import pytest

from tests.courses import Course

pytestmark = pytest.mark.django_db


def deadline_of(course, rule="recommendation.reply"):
    return course.matter.deadlines.get(rule=rule)


def test_the_debtor_comes_to_the_step(cast, sign_in):
    course = Course(cast).served()
    answer = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/due/{deadline_of(course).pk}/")
    assert answer.url == f"/matters/{course.matter.pk}/steps/reply/"


def test_who_may_not_take_it_comes_to_the_matter(cast, sign_in):
    course = Course(cast).served()
    answer = sign_in(cast.assessor).get(f"/matters/{course.matter.pk}/due/{deadline_of(course).pk}/")
    assert answer.url == f"/matters/{course.matter.pk}/"


def test_a_stranger_finds_nothing(cast, sign_in):
    course = Course(cast).served()
    address = f"/matters/{course.matter.pk}/due/{deadline_of(course).pk}/"
    assert sign_in(cast.liaison_b).get(address).status_code == 404
