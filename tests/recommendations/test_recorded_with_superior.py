"""What 规 21 sends to the superior reaches it where it has accounts here, and it notes its opinion."""

import pytest

from common.when import When
from matters.models import Attachment, Event
from notices.models import Notice
from recommendations.models import Recommendation
from tests.courses import Course, upload
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
LIST = "/recommendations/recorded/"
FORM = "检察建议备案表"


def recorded(cast) -> Course:
    course = Course(cast).registered(issued_on="2026-10-09")
    files = [upload(cast.handler.user, "报备材料.pdf")]
    course.take("record_with_superior", cast.handler, to="州检察院对口部门", files=files)
    return course


def noted(cast, course: Course, opinion: str = "agreed", actor=None, **data) -> Event:
    return course.take("note_record", actor or cast.superior_handler, opinion=opinion, **data)


def page(sign_in, person, course: Course) -> str:
    return sign_in(person).get(f"/matters/{course.matter.pk}/").content.decode()


@pytest.mark.parametrize(
    ("who", "sees"),
    [("superior_handler", True), ("handler", True), ("liaison_a", False), ("assessor", False)],
)
def test_the_form_and_what_went_with_it_reach_the_superior_and_nobody_else(cast, sign_in, who, sees):
    course, person = recorded(cast), getattr(cast, who)
    assert (FORM in page(sign_in, person, course)) is sees
    assert ("报备材料.pdf" in page(sign_in, person, course)) is sees
    paper = course.matter.documents.get(kind="record_form")
    file = Attachment.objects.get(matter_id=course.matter.pk, upload__original_name="报备材料.pdf")
    expected = 200 if sees else 404
    assert sign_in(person).get(paper.get_absolute_url()).status_code == expected
    assert sign_in(person).get(f"/matters/{course.matter.pk}/files/{file.pk}/").status_code in (expected, 404)


def test_the_superior_finds_it_in_its_worklist(cast, sign_in):
    course = recorded(cast)
    assert course.matter.title in sign_in(cast.superior_handler).get("/").content.decode()
    shown = sign_in(cast.superior_handler).get(LIST).content.decode()
    assert course.matter.title in shown
    assert f"/matters/{course.matter.pk}/steps/note_record/" in shown
    noted(cast, course)
    home = sign_in(cast.superior_handler).get("/").content.decode()
    assert f"/matters/{course.matter.pk}/steps/note_record/" not in home
    assert "同意备案" in sign_in(cast.superior_handler).get(LIST).content.decode()


def test_the_list_is_the_superior_s_alone(cast, sign_in):
    recorded(cast)
    for who in ("liaison_a", "assessor"):
        assert sign_in(getattr(cast, who)).get(LIST).status_code == 403
    assert "示例河段" not in sign_in(cast.handler).get(LIST).content.decode()


@pytest.mark.parametrize("who", ["liaison_a", "assessor", "handler", "chief"])
def test_nobody_else_notes(cast, who):
    with pytest.raises(Refused):
        noted(cast, recorded(cast), actor=getattr(cast, who))


def test_the_opinion_is_seen_by_the_superior_and_the_lead(cast, sign_in):
    course = recorded(cast)
    noted(cast, course, "problem", text="未写明回复期限的依据。")
    assert "未写明回复期限" in page(sign_in, cast.handler, course)
    assert "未写明回复期限" in page(sign_in, cast.superior_handler, course)
    assert "未写明回复期限" not in page(sign_in, cast.liaison_a, course)
    assert "未写明回复期限" not in page(sign_in, cast.assessor, course)
    assert "指出问题" in Notice.objects.filter(recipient=cast.handler.user).latest("pk").text


def test_what_is_found_wrong_is_said(cast):
    with pytest.raises(Invalid, match="写明存在的问题"):
        noted(cast, recorded(cast), "problem")


def test_an_order_names_its_paper(cast):
    with pytest.raises(Invalid, match="指令文号"):
        noted(cast, recorded(cast), "change", text="适用法律错误")


def ordered(cast, opinion: str = "withdraw") -> Course:
    course, _ = recorded(cast), cast.chief
    order = {"order_number": "川阿检指令〔2026〕3号", "ordered_on": When.parse("2026-10-13")}
    noted(cast, course, opinion, text="适用法律错误", **order)
    return course


@pytest.mark.parametrize(("opinion", "step"), [("withdraw", "withdraw"), ("change", "modify")])
def test_an_order_waits_for_the_chief_and_is_filled_in(cast, sign_in, opinion, step):
    course = ordered(cast, opinion)
    form = sign_in(cast.chief).get(f"/matters/{course.matter.pk}/steps/{step}/").context["form"]
    assert form["order_number"].initial == "川阿检指令〔2026〕3号"
    assert course.matter.deadlines.filter(subject="superior_order", status="open").exists()
    assert Notice.objects.filter(recipient=cast.chief.user).exists()


def test_carrying_it_out_meets_the_order(cast):
    course = ordered(cast)
    course.take(
        "withdraw",
        cast.chief,
        reasons="按指令撤回",
        order_number="川阿检指令〔2026〕3号",
        ordered_on=When.now(),
    )
    assert course.matter.deadlines.get(subject="superior_order").status == "closed"


def test_what_is_closed_is_not_ordered_to_change(cast):
    course = recorded(cast)
    course.take("withdraw", cast.chief, reasons="重复")
    order = {"order_number": "1号", "ordered_on": When.now(), "text": "错误"}
    with pytest.raises(Invalid, match="不能再指令"):
        noted(cast, course, "change", **order)
    noted(cast, course, "problem", text="错误")


@pytest.mark.parametrize(
    ("day", "match"), [("2026-10-20", "不能晚于今天"), ("2026-10-01", "不能早于报备日期")]
)
def test_the_day_of_the_opinion_is_one_that_can_be(cast, day, match):
    with pytest.raises(Invalid, match=match):
        noted(cast, recorded(cast), noted_on=When.parse(day))


def test_it_is_noted_once(cast):
    course = recorded(cast)
    noted(cast, course)
    with pytest.raises(Refused, match="没有等待审查"):
        noted(cast, course)


def test_the_superior_takes_it_on_its_page(cast, sign_in):
    course = recorded(cast)
    data = {"version": course.matter.version, "opinion": "agreed"}
    answer = sign_in(cast.superior_handler).post(f"/matters/{course.matter.pk}/steps/note_record/", data)
    assert answer.status_code == 302
    assert Recommendation.objects.get(pk=course.matter.pk).superiorrecord_set.get().opinion == "agreed"


def test_where_there_is_no_superior_the_record_stays_with_the_lead(cast, sign_in):
    cast.procuratorate.superior = None
    cast.procuratorate.save()
    course = recorded(cast)
    assert FORM in page(sign_in, cast.handler, course)
    assert not course.matter.superiorrecord_set.exists()
