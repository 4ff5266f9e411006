"""抄送: those named see the matter from then on, read it, and take no step."""

import io

import docx
import pytest

from common import clock
from common.when import When
from recommendations.models import IntendedCopy, Recommendation
from tests.courses import Course, upload
from workflow.errors import Invalid
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def copied(cast) -> Course:
    course = Course(cast).served()
    course.take("add_copy", cast.chief, copied_to=[cast.liaison_b.organisation])
    return course


def sees(matter, person) -> bool:
    return Recommendation.objects.visible_to(person).filter(pk=matter.pk).exists()


def test_they_see_it_from_then_on_and_are_told(cast):
    course = Course(cast).served()
    assert not sees(course.matter, cast.liaison_b)
    course.take("add_copy", cast.chief, copied_to=[cast.agency_b])
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
            course.take("add_copy", cast.chief, copied_to=[already])


def drafted(cast, *copies) -> Course:
    course = Course(cast).draft()
    for each in copies:
        IntendedCopy.objects.create(recommendation=course.matter, organisation=each)
    return course


def approved(cast, *copies) -> Course:
    course = drafted(cast, *copies)
    course.take("submit", cast.handler)
    course.take("review", cast.department_head, opinion="同意")
    course.take("review_policy", cast.policy_reviewer, opinion="同意")
    course.take("approve", cast.chief)
    return course


def test_what_was_decided_with_the_paper_stands_in_its_imprint(cast):
    course = approved(cast, cast.government, cast.agency_b)
    assert not sees(course.matter, cast.liaison_b)
    course.take("issue", cast.handler)
    paper = course.matter.documents.get(kind="recommendation")
    cells = docx.Document(io.BytesIO(paper.file.read())).tables[0]
    assert "九寨沟县人民政府" in cells.cell(0, 0).text
    assert sees(course.matter, cast.liaison_b)


def test_whoever_issues_it_adds_no_copy(cast):
    course = approved(cast)
    with pytest.raises(TypeError, match="copied_to"):
        course.take("issue", cast.handler, copied_to=[cast.agency_b])
    assert not sees(course.matter, cast.liaison_b)


def test_who_decides_on_the_draft_reads_to_whom_it_is_copied(cast, sign_in):
    course = drafted(cast, cast.agency_b)
    course.take("submit", cast.handler)
    page = sign_in(cast.department_head).get(f"/matters/{course.matter.pk}/steps/review/").content.decode()
    assert f"抄送：{cast.agency_b.name}。" in page


def test_afterwards_the_chief_decides_and_the_handler_records_it(cast):
    course = Course(cast).served()
    with pytest.raises(Invalid, match="检察长"):
        course.take("add_copy", cast.handler, copied_to=[cast.agency_b])
    decision = {"decided_by": cast.chief, "decided_on": When.on(clock.today())}
    course.take("add_copy", cast.handler, copied_to=[cast.agency_b], **decision)
    assert sees(course.matter, cast.liaison_b)


def test_the_draft_keeps_copies_and_refuses_a_recipient_among_them(cast, sign_in):
    course, client = drafted(cast), sign_in(cast.handler)
    address = f"/recommendations/{course.matter.pk}/draft/"
    typed = {"version": course.matter.version, "title": "示例", "sensitivity": "ordinary",
             "recipients": [cast.agency_a.pk], "copied_to": [cast.agency_b.pk]}  # fmt: skip
    assert client.post(address, typed).status_code == 302
    assert [row.organisation for row in course.matter.intended_copies.all()] == [cast.agency_b]
    course.matter.refresh_from_db()
    typed |= {"version": course.matter.version, "copied_to": [cast.agency_a.pk]}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "不另抄送" in str(answer.context["form"].errors["copied_to"])


def test_of_several_recipients_each_matter_is_copied(cast):
    course = Course(cast)
    course.registered(recipients=[cast.agency_a, cast.police], copied_to=[cast.agency_b])
    assert Recommendation.objects.visible_to(cast.liaison_b).count() == 2


def test_the_register_form_offers_it(cast, sign_in):
    client, url = sign_in(cast.handler), "/matters/new/recommendation/register_issued/"
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
