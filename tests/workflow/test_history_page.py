"""字段历史和校验: for the lead procuratorate alone."""

import pytest

from tests.courses import Course
from tests.toys.courses import LoanCourse

pytestmark = pytest.mark.django_db


def page(course) -> str:
    return f"/matters/{course.matter.pk}/history/"


def test_the_lead_reads_which_field_changed_and_that_the_chain_holds(cast, sign_in):
    course = Course(cast).served()
    answer = sign_in(cast.handler).get(page(course)).content.decode()
    assert "校验相符" in answer
    assert "收到日期" in answer


def test_the_recipient_does_not_find_it(cast, sign_in):
    course = Course(cast).served()
    assert sign_in(cast.liaison_a).get(page(course)).status_code == 404


def test_a_call_is_shown_to_the_lead_and_not_to_the_agency(cast, sign_in):
    from deadlines.calls import record_call

    course = Course(cast).served()
    deadline = course.matter.deadlines.get(rule="recommendation.reply")
    record_call(deadline, by=cast.mechanism_liaison, note="答应本周回复")
    address = f"/matters/{course.matter.pk}/"
    assert "答应本周回复" in sign_in(cast.handler).get(address).content.decode()
    assert "答应本周回复" not in sign_in(cast.liaison_a).get(address).content.decode()


def test_a_reference_to_nothing_reads_as_nothing(cast, sign_in):
    course = Course(cast).begin()
    course.matter.handler = None
    course.matter.save()
    course.matter.handler = cast.second_handler
    course.matter.save()
    answer = sign_in(cast.handler).get(page(course)).content.decode()
    assert "王芳" in answer
    assert "Deleted" not in answer
    assert "pk=None" not in answer


def test_values_that_a_kind_keeps_for_itself_are_shown_each_by_its_name(cast, sign_in):
    course = LoanCourse(cast).out()
    course.take("note", cast.liaison_a, values={"pieces": 3, "fragile": True, "colours": ["红", "蓝"]})
    answer = sign_in(cast.liaison_a).get(page(course)).content.decode()
    assert "<dt>件数</dt><dd><s>1</s> → 3</dd>" in answer
    assert "<dt>易碎</dt><dd><s>（空）</s> → 是</dd>" in answer
    assert "<dt>玩具</dt><dd><s>（空）</s> → 红、蓝</dd>" in answer
    assert "名称" not in answer
