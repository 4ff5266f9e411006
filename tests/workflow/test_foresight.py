"""What a step will do is told from what was given to it, and names nobody whom no notice reaches."""

from datetime import date

import pytest

from common import clock
from deadlines.statute import Stated
from notices.models import Notice
from organisations.models import Membership, Role
from tests.courses import Course, upload
from tests.recommendations.served import served
from tests.recommendations.urged import late
from tests.workflow.handing import address, hand_over, page
from workflow.foresight import foresee
from workflow.perform import declared_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def told(course: Course, step: str, actor: Membership, **data) -> list[str]:
    return foresee(course.matter, declared_step(course.matter, step), actor, data)


def leave(*places: Membership) -> None:
    for place in places:
        place.ended_on = clock.today()
        place.save()


def notified(sentences: list[str]) -> str:
    return "".join(each for each in sentences if each.startswith("将收到通知"))


def test_only_places_that_are_held_are_told(cast):
    """The agency has no intake; what was said of it was not true."""
    cast.everyone()
    course = Course(cast).approved()
    leave(*Membership.objects.active().filter(organisation=cast.agency_a, role=Role.INTAKE))
    said = notified(told(course, "issue", cast.handler))
    assert "联络员" in said
    assert Role.INTAKE.label not in said


def test_of_an_empty_place_the_next_above_is_named(cast):
    head, course = cast.head_a, Course(cast).served()
    leave(cast.liaison_a)
    said = notified(told(course, "remind", cast.handler))
    course.take("remind", cast.handler)
    assert "单位负责人" in said
    assert "联络员" not in said
    assert Notice.objects.get(verb="remind").recipient == head.user


def test_of_a_house_without_anybody_it_is_said_that_nobody_is_told(cast):
    course = Course(cast).served()
    leave(*Membership.objects.active().filter(organisation=cast.agency_a))
    said = told(course, "remind", cast.second_handler)
    assert f"{cast.agency_a.short_name}没有人能收到通知，请以电话或者书面方式告知。" in said
    assert cast.agency_a.short_name not in notified(said)
    assert cast.handler.user.full_name in notified(said)


def test_nobody_is_told_what_they_do_themselves(cast):
    course = Course(cast).submitted()
    name = cast.handler.user.full_name
    assert name in notified(told(course, "send_back", cast.department_head, reason="请补充"))
    assert name not in notified(told(course, "send_back", cast.handler, reason="请补充"))


def test_a_scan_is_no_paper_that_is_made(cast):
    course = late(cast)
    given = {"ground": "no_reply", "stated": Stated(10)}
    assert "生成文书：《督促函》。" in told(course, "urge", cast.department_head, **given)
    scanned = told(course, "urge", cast.department_head, **given, paper_scans=[upload(cast.handler.user)])
    assert "以上传的文书为准：《督促函》。" in scanned
    assert not any(each.startswith("生成文书") for each in scanned)


def test_files_that_are_kept_beside_are_counted(cast):
    course, files = served(cast), [upload(cast.liaison_a.user) for _ in range(2)]
    assert "收存附件：2个文件。" in told(
        course, "report_progress", cast.liaison_a, text="已清运", files=files
    )


def test_a_page_that_shows_its_letter_tells_what_was_typed_does(cast, sign_in):
    course, scan = late(cast), upload(cast.department_head.user)
    typed = page(course.matter, ground="no_reply", stated=["10", "days"], preview="1")
    shown = sign_in(cast.department_head).post(
        address(course.matter, "urge"), typed | {"paper_scans-staged": str(scan.pk)}
    )
    assert "以上传的文书为准：《督促函》。" in shown.context["foreseen"], shown.context["form"].errors


def test_a_new_matter_is_foretold_with_the_fields_it_was_given(cast):
    course = Course(cast)
    course.matter = course.new()
    without = told(course, "decide_investigation", cast.chief)
    given = told(course, "decide_investigation", cast.chief, values={"handler": cast.handler})
    assert without == []
    assert cast.handler.user.full_name in notified(given)
    assert course.matter.handler is None


def test_who_prepared_it_is_among_those_who_will_be_told(cast, sign_in):
    course = Course(cast).served()
    course.take("request_extension", cast.liaison_a, reason="雨季施工", asked_until=date(2027, 1, 20))
    hand_over(course, "grant_extension", cast.handler, granted_until="2027-01-10", reason="属实")
    shown = sign_in(cast.chief).get(address(course.matter, "grant_extension"))
    assert cast.handler.user.full_name in notified(shown.context["foreseen"])
