"""What people see: the form with its rows, the table of parts, and buttons that lead to their own item."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common import clock
from meetings.models import JointMeeting, Part
from meetings.resolving import Item
from tests import factories
from tests.courses import PDF
from tests.meetings.joint_meeting import DUE, HELD, Course
from tests.workflow.days import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
NEW = "/matters/new/jointmeeting/enter_resolutions/"


@pytest.fixture
def course(cast):
    return Course(cast).entered()


def row(number: int, owners, text: str = "核查。", **more) -> dict:
    given = {"text": text, "owners": [each.pk for each in owners], "term": "fixed", "due_on": str(DUE)} | more
    return {f"{name}_{number}": value for name, value in given.items()}


def posted(*rows: dict, **more) -> dict:
    made = {"version": 0, "key": "k", "title": "联席会议", "held_on": str(HELD)}
    for each in rows:
        made |= each
    return made | more


def test_a_meeting_is_entered_with_its_rows(cast, sign_in):
    data = posted(row(1, [cast.agency_b, cast.agency_a]), row(4, [cast.police], due_on="", term="standing"))
    answer = sign_in(cast.handler).post(NEW, data)
    assert answer.status_code == 302
    meeting = JointMeeting.objects.get()
    parts = [(part.resolution.number, part.owner, part.place) for part in meeting.parts()]
    assert parts == [(1, cast.agency_b, 1), (1, cast.agency_a, 2), (2, cast.police, 1)]
    assert meeting.events.get().when.day == HELD


def test_more_rows_come_without_losing_what_was_typed(cast, sign_in):
    data = posted(row(1, [cast.agency_a], text="核查水源地。"), row(3, []), more_rows="1")
    page = sign_in(cast.handler).post(NEW, data)
    form = page.context["form"]
    assert max(form.numbers) == 8
    assert form["text_1"].value() == "核查水源地。"
    assert form.errors == {}
    assert not JointMeeting.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"owners_1": []}, "owners_1"),
        ({"text_1": ""}, "text_1"),
        ({"due_on_1": ""}, "due_on_1"),
        ({"due_on_1": "2026-09-01"}, "due_on_1"),
        ({"due_on_1": "三十二日"}, "due_on_1"),
        ({"held_on": str(TUESDAY + timedelta(days=1))}, "held_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, sign_in, wrong, name):
    page = sign_in(cast.handler).post(NEW, posted(row(1, [cast.agency_a])) | wrong)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [name]


def test_an_empty_form_asks_for_one_resolution(cast, sign_in):
    page = sign_in(cast.handler).post(NEW, posted())
    assert list(page.context["form"].errors) == ["text_1"]


def test_a_day_that_is_over_is_entered_and_pointed_out(cast, sign_in):
    data = posted(row(1, [cast.agency_a], due_on="2026-10-01"))
    page = sign_in(cast.handler).post(NEW, data, follow=True)
    assert "最后日期已过，登记后即为逾期" in page.content.decode()


def test_an_owner_that_nothing_reaches_is_named(cast, sign_in):
    nobody = factories.organisation("九寨沟县某中心", "agency")
    page = sign_in(cast.handler).post(NEW, posted(row(1, [nobody])), follow=True).content.decode()
    assert "九寨沟县某中心没有可以在线办理的人员" in page


def test_sixty_resolutions_of_the_longest_text_are_entered_and_shown(
    cast, sign_in, django_assert_max_num_queries
):
    rows = [row(number, [cast.agency_a, cast.agency_b], text="议" * 2000) for number in range(1, 61)]
    client = sign_in(cast.handler)
    assert client.post(NEW, posted(*rows)).status_code == 302
    meeting = JointMeeting.objects.get()
    assert meeting.parts().count() == 120
    with django_assert_max_num_queries(60):
        page = client.get(f"/matters/{meeting.pk}/").content.decode()
    assert page.count("data-row>") == 120


def test_the_page_leads_each_owner_to_its_own_part(course, sign_in):
    cast, pk = course.cast, course.matter.pk
    page = sign_in(cast.liaison_b).get(f"/matters/{pk}/").content.decode()
    assert set(re.findall(rf'/matters/{pk}/steps/report/(\?item=\d+)?"', page)) == {"", "?item=1", "?item=3"}


def test_the_workbench_has_a_row_for_each_of_ones_resolutions(course, sign_in):
    cast, pk = course.cast, course.matter.pk
    page = sign_in(cast.liaison_b).get("/").content.decode()
    assert set(re.findall(rf"/matters/{pk}/steps/report/\?item=(\d+)", page)) == {"1", "3"}


def test_the_page_of_an_item_begins_with_it(course, sign_in):
    cast, pk = course.cast, course.matter.pk
    page = sign_in(cast.liaison_b).get(f"/matters/{pk}/steps/report/?item=3")
    assert page.context["form"]["part"].value() == course.part(3, cast.agency_b).pk


@pytest.mark.parametrize("item", ["9", "-", "三", "1-999999999999999999999", "0", "1'"])
def test_an_item_that_is_none_begins_empty(course, sign_in, item):
    address = f"/matters/{course.matter.pk}/steps/report/"
    page = sign_in(course.cast.liaison_b).get(address, {"item": item})
    assert page.status_code == 200
    assert page.context["form"]["part"].value() is None


def test_only_ones_own_open_parts_are_offered(course, sign_in):
    page = sign_in(course.cast.liaison_a).get(f"/matters/{course.matter.pk}/steps/report/")
    offered = page.context["form"].fields["part"].queryset
    assert [part.owner for part in offered] == [course.cast.agency_a]


def test_who_confirms_reads_what_was_reported(course, sign_in):
    course.reported(text="检查学校周边商户二十家。")
    part = course.part(1, course.cast.agency_a)
    page = sign_in(course.cast.handler).get(f"/matters/{course.matter.pk}/steps/confirm/?item={part.item}")
    assert "检查学校周边商户二十家。" in page.content.decode()


def test_the_page_of_an_item_shows_its_own_day(cast, sign_in):
    days = [DUE, DUE + timedelta(days=9)]
    course = Course(cast).entered([Item("核查。", [cast.agency_a], due_on=day) for day in days])
    client, address = sign_in(cast.liaison_a), f"/matters/{course.matter.pk}/steps/report/"
    shown = [client.get(address, {"item": item}).context["pill"]["text"] for item in ("1", "2")]
    assert ["12月31日" in shown[0], "1月9日" in shown[1]] == [True, True]


def test_a_page_says_for_whom_paper_is_entered(course, sign_in):
    page = sign_in(course.cast.handler).get(f"/matters/{course.matter.pk}/steps/report/").content.decode()
    assert "您正在代责任单位录入纸质办理情况，将如实标明“代录”。" in page


def test_an_owner_has_a_matter_in_hand(course, sign_in):
    page = sign_in(course.cast.liaison_a).get("/").content.decode()
    assert "没有在办的事项" not in page


def test_of_what_was_entered_by_mistake_nothing_is_owed(course, sign_in):
    course.take("annul", course.cast.department_head, reason="重复登记")
    page = sign_in(course.cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "误录作废" in page
    assert "落实中" not in page
    assert not course.matter.deadlines.running().exists()


def test_what_came_on_paper_is_entered_for_whose_part_it_is(course, sign_in):
    part = course.part(1, course.cast.agency_a)
    given = {"version": course.matter.version, "part": part.pk, "progress": "done", "text": "已经完成。"}
    scan = SimpleUploadedFile("来文.pdf", PDF, "application/pdf")
    address = f"/matters/{course.matter.pk}/steps/report/"
    answer = sign_in(course.cast.handler).post(address, given | {"occurred_at": "2026-09-28", "files": scan})
    assert answer.status_code == 302
    event = course.matter.events.latest("number")
    assert (event.verb, event.entered_for) == ("report", course.cast.agency_a)


def test_a_late_resolution_is_overdue_at_home(course, sign_in):
    with clock.set_to(DUE + timedelta(days=2)):
        page = sign_in(course.cast.liaison_a).get("/").content.decode()
    assert "已逾期2天" in page


def test_where_there_is_nothing_of_ones_own_no_button_says_so(cast, sign_in):
    course = Course(cast).entered([Item("核查。", [cast.agency_a], due_on=DUE)])
    page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "反馈本单位落实情况" not in page
    assert Part.objects.count() == 1


def test_an_owner_with_nothing_left_to_report_is_told_so(course, sign_in):
    course.reported()
    page = sign_in(course.cast.liaison_a).get(f"/matters/{course.matter.pk}/steps/report/").content.decode()
    assert "本单位的议定事项都已反馈" in page
