"""异议成立: changed or withdrawn by the chief, with reasons to the recipient (规 23)."""

import io

import docx
import pytest

from common.when import When
from tests.courses import Course, upload
from tests.recommendations.served import REPLY
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def upheld(cast, **data) -> Course:
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    course.take("uphold_objection", cast.chief, reasons="职责由三定方案确定", **data)
    return course


def changed(cast) -> Course:
    return upheld(cast, result="issued", advices=["会同水务局清理"])


def test_changed_it_goes_out_again(cast):
    matter = changed(cast).matter
    assert (matter.state, matter.paper_version) == ("issued", 2)
    assert not matter.deadlines.filter(rule=REPLY, status="open").exists()


def test_withdrawn_it_is_over(cast):
    matter = upheld(cast, result="withdrawn").matter
    assert matter.state == "withdrawn"
    assert [row.rule for row in matter.deadlines.running()] == ["recommendation.record_with_superior"]


def test_the_review_of_the_objection_is_met(cast):
    row = changed(cast).matter.deadlines.get(rule="recommendation.objection_review")
    assert (row.status, row.late_days) == ("closed", 0)


def test_the_objection_keeps_how_it_was_decided_and_by_which_event(cast):
    matter = changed(cast).matter
    objection = matter.objection_set.get()
    assert (objection.upheld, objection.answer) == (True, "职责由三定方案确定")
    assert objection.answered_by == matter.events.get(verb="uphold_objection")


def test_the_notice_rests_on_article_23(cast):
    paper = changed(cast).matter.documents.get(kind="modification_notice")
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(paper.file.read())).paragraphs)
    assert "异议成立" in text
    assert "第二十三条" in text


def test_a_new_objection_may_be_made_to_the_new_paper(cast):
    course = changed(cast)
    course.take("sign_for", cast.liaison_a)
    course.take("object", cast.head_a, grounds="期限过短。")
    assert course.matter.objection_set.count() == 2


def test_a_rejected_objection_is_not_upheld(cast):
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    course.take("reject_objection", cast.chief, reasons="职责由三定方案确定")
    assert course.matter.objection_set.get().upheld is False


def test_the_form_of_a_withdrawal_asks_for_no_contents(cast, sign_in):
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    url = f"/matters/{course.matter.pk}/steps/uphold_objection/"
    client = sign_in(cast.chief)
    assert "职责不在本局。" in client.get(url).content.decode()
    typed = {"version": course.matter.version, "result": "withdrawn", "reasons": "异议成立"}
    assert client.post(url, typed).status_code == 302


def test_a_page_that_has_grown_old_is_told_what_happened(cast, sign_in):
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    client, old = sign_in(cast.chief), course.matter.version
    course.take("reject_objection", cast.chief, reasons="职责由三定方案确定")
    typed = {"version": old, "result": "withdrawn", "reasons": "异议成立"}
    answer = client.post(f"/matters/{course.matter.pk}/steps/uphold_objection/", typed)
    assert answer.status_code == 409
    assert "异议不成立" in answer.content.decode()


COMMITTEE = {"result": "withdrawn", "decided_in": "committee", "committee_number": "九检委〔2026〕8号纪要"}


def test_it_is_upheld_by_the_committee_with_number_and_day_of_its_decision(cast):
    matter = upheld(cast, **COMMITTEE, committee_on=When.parse("2026-10-13")).matter
    said = matter.words_of(matter.events.get(verb="uphold_objection"))
    assert {"由谁决定：检察委员会决定", "检察委员会会议纪要、决定文号：九检委〔2026〕8号纪要"} <= set(said)
    paper = matter.documents.get(kind="withdrawal_notice")
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(paper.file.read())).paragraphs)
    assert "经本院检察委员会讨论，本院决定撤回" in text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"committee_number": "", "committee_on": When.parse("2026-10-13")}, "committee_number"),
        ({}, "committee_on"),
        ({"committee_on": When.parse("2026-10-14")}, "committee_on"),
        ({"committee_on": When.parse("2026-10-12")}, "committee_on"),
    ],
)
def test_the_committees_decision_is_whole_and_neither_before_the_objection_nor_ahead(cast, given, field):
    with pytest.raises(Invalid) as problem:
        upheld(cast, **{**COMMITTEE, **given})
    assert list(problem.value.fields) == [field]


def test_the_chiefs_decision_says_so_and_keeps_reasons(cast):
    matter = upheld(cast, result="withdrawn").matter
    assert "由谁决定：检察长决定" in matter.words_of(matter.events.get(verb="uphold_objection"))
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    for step, what in (("uphold_objection", {"result": "withdrawn"}), ("reject_objection", {})):
        with pytest.raises(Invalid) as problem:
            course.take(step, cast.chief, **what)
        assert list(problem.value.fields) == ["reasons"]


def test_the_committees_minutes_stay_inside_the_procuratorate(cast, sign_in):
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    minutes = upload(cast.chief.user, "检委会纪要.pdf")
    typed = {"version": course.matter.version, "reasons": "异议成立", "committee_on": "2026-10-13",
             "committee_paper-staged": str(minutes.pk), **COMMITTEE}  # fmt: skip
    answer = sign_in(cast.chief).post(f"/matters/{course.matter.pk}/steps/uphold_objection/", typed)
    assert answer.status_code == 302
    assert course.matter.attachments.get(upload=minutes).audience == cast.procuratorate
