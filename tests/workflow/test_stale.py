"""A page that has grown old: the person is told what happened meanwhile, as far as it is for them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.courses import PDF, Course
from tests.workflow.rows import grown, rows
from workflow.errors import Stale
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def stale(**call) -> Stale:
    with pytest.raises(Stale) as refused:
        perform(**call)
    return refused.value


def visit(course, actor, version) -> dict:
    return {
        "matter": course.matter,
        "step": "record_visit",
        "actor": actor,
        "version": version,
        "findings": "已走访。",
    }


def test_it_names_what_happened_meanwhile(cast):
    course = Course(cast).served()
    version = course.matter.version
    course.take("object", cast.head_a, grounds="数量有出入。")
    course.take("report_progress", cast.liaison_a, text="已清运。")
    told = stale(**visit(course, cast.handler, version))
    assert [event.verb for event in told.events] == ["object", "report_progress"]


def test_it_keeps_silent_on_what_is_for_others_alone(cast):
    course = Course(cast).served()
    version = course.matter.version
    course.take("assign_inside", cast.liaison_a, section="市场股")
    course.take("object", cast.head_a, grounds="数量有出入。")
    told = stale(**visit(course, cast.handler, version))
    assert [event.verb for event in told.events] == ["object"]


def test_it_writes_nothing(cast):
    course = Course(cast).served()
    version = course.matter.version
    course.take("object", cast.head_a, grounds="数量有出入。")
    before = rows()
    stale(**visit(course, cast.handler, version))
    assert grown(before) == {}


def test_with_the_version_of_now_the_step_is_taken(cast):
    course = Course(cast).served()
    version = course.matter.version
    course.take("object", cast.head_a, grounds="数量有出入。")
    told = stale(**visit(course, cast.handler, version))
    assert perform(**visit(course, cast.handler, told.matter.version)).verb == "record_visit"


def test_each_step_raises_the_version(cast):
    course = Course(cast).served()
    version = course.matter.version
    course.take("object", cast.head_a, grounds="数量有出入。")
    assert course.matter.version == version + 1


def test_the_page_says_so_and_keeps_what_was_typed(cast, sign_in):
    course = Course(cast).served()
    version = course.matter.version
    course.take("assign_inside", cast.liaison_a, section="市场股")
    course.take("object", cast.head_a, grounds="数量有出入。")
    data = {"version": version, "key": "k1", "way": "电话", "findings": "已向联络员了解清运进度"}
    answer = sign_in(cast.handler).post(f"/matters/{course.matter.pk}/steps/record_visit/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "提出异议" in page
    assert "已向联络员了解清运进度" in page
    assert "内部转办" not in page


def test_the_page_says_so_also_where_the_step_can_no_longer_be_taken(cast, sign_in):
    course = Course(cast).served()
    advice, version = course.matter.advices.all(), course.matter.version
    data = {f"result_{each.pk}": "done" for each in advice} | {
        f"text_{each.pk}": "已清运完毕" for each in advice
    }
    data |= {"version": version, "key": "k1", "paper_scans": SimpleUploadedFile("复函.pdf", PDF)}
    course.reply(actor=cast.head_a)
    answer = sign_in(cast.liaison_a).post(f"/matters/{course.matter.pk}/steps/reply/", data)
    assert answer.status_code == 409
    assert "已清运完毕" in answer.content.decode()
