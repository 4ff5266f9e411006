"""异议成立: changed or withdrawn by the chief, with reasons to the recipient (规 23)."""

import io

import docx
import pytest

from tests.courses import Course
from tests.recommendations.served import REPLY

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
