"""抄送: those named see the matter from then on, read it, and take no step."""

import io

import docx
import pytest

from recommendations.models import Recommendation
from tests.courses import Course, upload
from workflow.errors import Invalid
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def copied(cast) -> Course:
    course = Course(cast).served()
    course.take("add_copy", cast.handler, copied_to=[cast.liaison_b.organisation])
    return course


def sees(matter, person) -> bool:
    return Recommendation.objects.visible_to(person).filter(pk=matter.pk).exists()


def test_they_see_it_from_then_on_and_are_told(cast):
    course = Course(cast).served()
    assert not sees(course.matter, cast.liaison_b)
    course.take("add_copy", cast.handler, copied_to=[cast.agency_b])
    assert sees(course.matter, cast.liaison_b)
    assert "抄送" in cast.liaison_b.user.notices.latest("pk").text


def test_they_take_no_step_whatever(cast):
    matter = copied(cast).matter
    for person in (cast.liaison_b, cast.head_b):
        assert matter.side_of(person) is None
        assert all(step.refusal(matter, person) for step in steps_of(Recommendation).values())


def test_their_page_has_no_button_and_a_step_is_refused(cast, sign_in):
    matter, client = copied(cast).matter, sign_in(cast.liaison_b)
    page = client.get(f"/matters/{matter.pk}/")
    assert page.status_code == 200
    assert "/steps/" not in page.content.decode()
    assert client.post(f"/matters/{matter.pk}/steps/reply/", {"version": matter.version}).status_code == 403


def test_what_is_meant_for_one_side_alone_stays_there(cast, sign_in):
    course = copied(cast)
    course.take("assign_inside", cast.liaison_a, section="市场股", instruction="请张三阅办。")
    page = sign_in(cast.liaison_b).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "请张三阅办" not in page
    assert "批准" not in page


def test_they_are_told_when_it_is_changed_or_withdrawn(cast):
    course = copied(cast)
    course.take("withdraw", cast.chief, reasons="有误")
    assert "撤回" in cast.liaison_b.user.notices.latest("pk").text


def test_who_takes_part_already_is_not_copied_again(cast):
    course = copied(cast)
    for already in (cast.agency_a, cast.agency_b):
        with pytest.raises(Invalid, match="尚未参与"):
            course.take("add_copy", cast.handler, copied_to=[already])


def test_at_issue_the_imprint_names_them(cast):
    course = Course(cast).approved()
    course.take("issue", cast.handler, copied_to=[cast.government, cast.agency_b])
    paper = course.matter.documents.get(kind="recommendation")
    cells = docx.Document(io.BytesIO(paper.file.read())).tables[0]
    assert "九寨沟县人民政府" in cells.cell(0, 0).text
    assert sees(course.matter, cast.liaison_b)


def test_of_several_recipients_each_matter_is_copied(cast):
    course = Course(cast)
    course.registered(recipients=[cast.agency_a, cast.police], copied_to=[cast.agency_b])
    assert Recommendation.objects.visible_to(cast.liaison_b).count() == 2


def test_the_register_form_offers_it(cast, sign_in):
    client, url = sign_in(cast.handler), "/recommendations/new/register_issued/"
    scan = upload(cast.handler.user)
    typed = {"version": 0, "kind": "social_governance", "number": "川九检建〔2026〕9号", "title": "示例",
             "recipients": [cast.agency_a.pk], "issued_on": "2026-09-01", "copied_to": [cast.agency_b.pk],
             "paper_scans-staged": [str(scan.pk)], "sensitivity": "ordinary"}  # fmt: skip
    assert 'name="copied_to"' in client.get(url).content.decode()
    assert client.post(url, typed).status_code == 302
    assert Recommendation.objects.visible_to(cast.liaison_b).count() == 1


def test_the_form_offers_nobody_who_takes_part_and_no_procuratorate(cast):
    matter = copied(cast).matter
    free, superior = cast.government, cast.superior
    form = steps_of(Recommendation)["add_copy"].form_class()
    shown = form(matter=matter, actor=cast.handler, step=steps_of(Recommendation)["add_copy"])
    offered = set(shown.fields["copied_to"].queryset)
    assert free in offered
    assert not offered & {cast.agency_a, cast.agency_b, cast.procuratorate, superior}
