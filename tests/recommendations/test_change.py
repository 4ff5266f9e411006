"""变更、撤回: the chief's decision or the superior's order; a changed paper is served anew."""

import io
from datetime import date, timedelta

import docx
import pytest

from common import clock
from common.when import When
from deadlines.models import Deadline
from deadlines.statute import Stated
from recommendations import rules
from recommendations.models import Recommendation
from tests.courses import Course, upload
from tests.recommendations.served import REPLY, deadline, served
from workflow import timeline
from workflow.errors import Invalid, Refused
from workflow.steps import steps_of
from workflow.tasks import take_due_steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REASONS = "责任主体认定有误"


def changed(cast, kind: str = "social_governance", **data) -> Course:
    course = Course(cast, kind).served()
    data = {"advices": ["会同乡镇清理堆放的固体废物"], **data}
    course.take("modify", cast.chief, reasons=REASONS, **data)
    return course


def change_by_scan(course: Course) -> None:
    scans = [upload(course.cast.handler.user)]
    course.take("modify", course.cast.chief, reasons=REASONS, advices=["另行处理"], paper_scans=scans)


def text_of(document) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(document.file.read())).paragraphs)


def test_the_changed_paper_waits_to_be_signed_for_again(cast):
    matter = changed(cast).matter
    assert (matter.state, matter.paper_version, matter.changed_on) == ("issued", 2, "2026-10-13")
    assert (matter.received_on, matter.service_way) == ("", "")


def test_the_reply_period_falls_away_and_starts_anew_with_the_new_service(cast):
    course = changed(cast)
    assert not course.matter.deadlines.filter(rule=REPLY, status="open").exists()
    with clock.set_to(date(2026, 10, 20)):
        course.take("sign_for", cast.liaison_a)
        assert deadline(course).due_on == date(2026, 12, 21)


def test_both_papers_can_be_read_and_the_new_one_has_the_new_contents(cast):
    papers = changed(cast).matter.documents.filter(kind="recommendation").order_by("pk")
    assert [paper.title for paper in papers] == ["检察建议书", "检察建议书（第2版）"]
    assert [paper.number.text for paper in papers] == ["川九检建〔2026〕1号"] * 2
    assert "会同乡镇清理" in text_of(papers[1])
    assert "会同乡镇清理" not in text_of(papers[0])


def test_the_advices_are_those_of_the_new_paper_and_the_old_ones_stay(cast):
    matter = changed(cast).matter
    assert [each.text for each in matter.advices.all()] == ["会同乡镇清理堆放的固体废物"]
    assert [each.text for each in matter.earlier_advices()] == ["依法清理堆放的固体废物", "建立巡查制度"]


def test_a_paper_may_be_changed_again(cast):
    course = changed(cast)
    course.take("modify", cast.chief, reasons=REASONS, changes={"stated_reply": Stated(20)})
    course.take("sign_for", cast.liaison_a)
    assert course.matter.paper_version == 3
    assert [each.text for each in course.matter.advices.all()] == ["会同乡镇清理堆放的固体废物"]
    assert deadline(course, "recommendation.reply_urgent").due_on == date(2026, 11, 2)


def test_the_notice_names_reasons_article_and_what_changes(cast):
    notice = text_of(changed(cast).matter.documents.get(kind="modification_notice"))
    assert "第二十二条" in notice
    assert f"{REASONS}。" in notice
    assert "建议事项" in notice


def test_the_superiors_order_is_named(cast):
    order = {"order_number": "阿检令〔2026〕3号", "ordered_on": When.parse("2026-10-12")}
    matter = changed(cast, **order).matter
    assert "阿检令〔2026〕3号" in text_of(matter.documents.get(kind="modification_notice"))
    assert "上级检察院指令：阿检令〔2026〕3号" in timeline.entries(matter, cast.handler)[0]["sentence"]


def test_a_change_that_changes_nothing_is_refused(cast):
    course = Course(cast).served()
    with pytest.raises(Invalid, match="没有变更任何内容"):
        course.take("modify", cast.chief, reasons=REASONS)
    assert course.matter.paper_version == 1


def test_what_was_issued_elsewhere_comes_as_a_scan_with_its_own_number(cast):
    course = served(cast)
    scans = {"paper_scans": [upload(cast.handler.user)]}
    course.take(
        "modify", cast.chief, reasons=REASONS, advices=["另行处理"], number="川九检建〔2026〕120号", **scans
    )
    assert course.matter.number == "川九检建〔2026〕120号"
    assert (
        course.matter.documents.filter(kind="recommendation", number__text=course.matter.number).count() == 1
    )


def test_an_open_objection_is_decided_first(cast):
    course = served(cast, "2026-10-08")
    course.take("object", cast.head_a, grounds="职责不在本局。")
    for step, what in (("modify", {"advices": ["另行处理"]}), ("withdraw", {})):
        with pytest.raises(Refused, match="有异议正在审查"):
            course.take(step, cast.chief, reasons=REASONS, **what)


def test_withdrawn_nothing_is_owed_but_the_record_and_the_recipient_has_the_notice(cast):
    course = Course(cast).served()
    course.take("withdraw", cast.chief, reasons=REASONS)
    assert (course.matter.state, course.matter.closed_on) == ("withdrawn", "2026-10-13")
    assert [row.rule for row in course.matter.deadlines.running()] == [rules.RECORD]
    assert course.matter.documents.get(kind="withdrawal_notice").audience is None
    assert "无需再办理" in cast.liaison_a.user.notices.latest("pk").text


def test_what_was_withdrawn_is_still_recorded(cast):
    course = Course(cast).served()
    course.take("withdraw", cast.chief, reasons=REASONS)
    course.take("record_with_superior", cast.handler, to="州检察院")
    assert not course.matter.deadlines.running().exists()


def test_after_a_change_the_ends_of_the_new_periods_are_noticed_again(cast):
    """The first round's end was noted; a changed paper has a second one."""
    course = served(cast, "2026-06-10", "public_interest", issued_on="2026-06-10")
    assert take_due_steps() == 1
    change_by_scan(course)
    assert not course.matter.deadlines.filter(rule=rules.DECIDE_SUIT, status="open").exists()
    course.take("record_service", cast.handler, received_on=When.parse("2026-10-13"), way="direct")
    with clock.set_to(date(2026, 12, 14) + timedelta(days=1)):
        assert take_due_steps() == 1
        assert take_due_steps() == 0
    assert Deadline.objects.filter(rule=rules.DECIDE_SUIT, status="open").count() == 1


def test_the_form_shows_what_stands_and_keeps_what_was_typed(cast, sign_in):
    matter = Course(cast).served().matter
    client, url = sign_in(cast.chief), f"/matters/{matter.pk}/steps/modify/"
    page = client.get(url).content.decode()
    assert "依法清理堆放的固体废物\n建立巡查制度" in page
    typed = {"version": matter.version, "advice_text": "另行处理", "order_number": "阿检令〔2026〕3号"}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "请同时填写指令日期" in answer.content.decode()
    assert "另行处理" in answer.content.decode()


def test_the_form_changes_the_paper(cast, sign_in):
    matter = Course(cast).served().matter
    typed = {"version": matter.version, "advice_text": "另行处理", "reasons": REASONS, "facts": matter.facts,
             "problem": matter.problem, "legal_basis": matter.legal_basis, "stated_objection": ["15", "days"]}  # fmt: skip
    assert sign_in(cast.chief).post(f"/matters/{matter.pk}/steps/modify/", typed).status_code == 302
    assert matter.events.get(verb="modify").data["changed"] == "建议事项"


def test_without_a_scan_the_changed_paper_needs_the_contents_that_a_draft_needs(cast):
    course = served(cast)
    course.matter.stated_objection = None
    course.matter.save()
    with pytest.raises(Invalid, match="案件或者问题的来源") as problem:
        course.take("modify", cast.chief, reasons=REASONS, advices=["另行处理"])
    assert set(problem.value.fields) == {"facts", "problem", "legal_basis", "stated_objection", "paper_scans"}
    assert course.matter.paper_version == 1


def test_the_form_names_at_its_field_what_the_changed_paper_lacks(cast, sign_in):
    matter = Course(cast).served().matter
    typed = {"version": matter.version, "advice_text": "另行处理", "reasons": REASONS, "facts": "",
             "problem": matter.problem, "legal_basis": matter.legal_basis, "stated_objection": ["15", "days"]}  # fmt: skip
    answer = sign_in(cast.chief).post(f"/matters/{matter.pk}/steps/modify/", typed)
    assert answer.status_code == 422
    assert "请填写认定的事实、证据。" in answer.content.decode()


def test_the_changed_paper_of_a_paused_matter_is_examined_anew(cast):
    course = served(cast, "2026-09-02", "public_interest")
    course.take("pause", cast.chief, cause="汛期", plan_made=True, no_neglect=True)
    change_by_scan(course)
    course.take("record_service", cast.handler, received_on=When.parse("2026-10-13"), way="direct")
    assert (course.matter.paused_on, course.matter.beside_state) == ("", [])
    assert deadline(course, rules.RECTIFICATION).status == "open"


def test_the_record_of_a_pause_is_owed_also_after_the_change(cast):
    course = served(cast, "2026-09-02", "public_interest")
    course.take("pause", cast.chief, cause="汛期", plan_made=True, no_neglect=True)
    change_by_scan(course)
    assert deadline(course, rules.RECORD_PAUSE).status == "open"


def test_the_end_of_the_first_papers_period_opens_no_suit_on_the_changed_one(cast):
    course = served(cast, "2026-06-10", "public_interest", issued_on="2026-06-10")
    assert take_due_steps() == 1
    change_by_scan(course)
    course.take("sign_for", cast.liaison_a, consents=True)
    assert "尚未全部届满" in steps_of(Recommendation)["sue"].refusal(course.matter, cast.chief)
