"""商请参与、监督整改: the recipient invites, the procuratorate answers, and the review shows whether it was done."""

from datetime import date

import pytest

from common.when import When
from tests.courses import Course
from tests.recommendations.served import served
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REQUEST = "target.answer_request"


def invited(cast) -> Course:
    course = Course(cast).served()
    course.take("invite_procuratorate", cast.liaison_a, occasion="现场验收", wanted_on=date(2026, 10, 20))
    return course


def answered(cast, **data) -> Course:
    course = invited(cast)
    data = {"accepted": True, "people": "张明", "held_on": date(2026, 10, 20), **data}
    course.take("answer_invitation", cast.handler, **data)
    return course


def test_the_answer_is_due_in_five_working_days(cast):
    row = invited(cast).matter.deadlines.get(rule=REQUEST)
    assert (row.subject, row.due_on, row.is_target) == ("invitation", date(2026, 10, 20), True)


def test_the_handler_is_told_and_led_to_the_answer(cast):
    course = invited(cast)
    notice = cast.handler.user.notices.latest("pk")
    assert notice.link.endswith("steps/answer_invitation/")
    assert course.matter.documents.filter(kind="invitation_letter").exists()


def test_by_letter_it_is_entered_for_the_recipient_and_no_letter_is_made(cast):
    course = served(cast)
    course.take(
        "invite_procuratorate", cast.handler, occasion="现场验收", occurred_at=When.parse("2026-10-12")
    )
    assert course.matter.events.get(verb="invite_procuratorate").entered_for == cast.agency_a
    assert not course.matter.documents.filter(kind="invitation_letter").exists()


def test_the_answer_is_kept_met_and_told(cast):
    course = answered(cast)
    invitation = course.matter.invitation_set.get()
    assert (invitation.accepted, invitation.answered_by.verb) == (True, "answer_invitation")
    assert course.matter.deadlines.get(rule=REQUEST).status == "closed"
    assert "派员参加" in cast.liaison_a.user.notices.latest("pk").text


def test_one_at_a_time_and_another_after_the_answer(cast):
    course = invited(cast)
    with pytest.raises(Refused, match="已有一项商请"):
        course.take("invite_procuratorate", cast.liaison_a, occasion="另一次")
    course.take("answer_invitation", cast.handler, accepted=False, answer="时间冲突。")
    course.take("invite_procuratorate", cast.liaison_a, occasion="另一次")
    assert course.matter.invitation_set.count() == 2


def test_an_extension_asked_besides_is_another_request(cast):
    course = invited(cast)
    course.take("request_extension", cast.liaison_a, reason="雨季", asked_until=date(2027, 1, 20))
    course.take("refuse_extension", cast.chief, reason="不充分")
    assert course.matter.deadlines.get(rule=REQUEST, status="open").subject == "invitation"


def test_the_review_shows_whether_the_recipient_invited(cast, sign_in):
    course = answered(cast)
    course.take("record_visit", cast.handler, way="参与、监督整改", findings="已清理。", people="张明")
    course.reply()
    page = sign_in(cast.department_head).get(f"/matters/{course.matter.pk}/steps/review_rectification/")
    assert "商请：现场验收，已答复派员参加。检察院参与、监督整改1次。" in page.content.decode()


def test_the_review_shows_that_it_did_not(cast, sign_in):
    matter = Course(cast).replied().matter
    page = sign_in(cast.department_head).get(f"/matters/{matter.pk}/steps/review_rectification/")
    assert "没有商请检察院参与、监督整改" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"accepted": "no"}, "不派员参加的，请写明理由"),
        ({"accepted": "yes"}, "派员参加的，请填写参加人员"),
        ({}, "field__errors"),
    ],
)
def test_the_form_asks_what_the_answer_needs(cast, sign_in, typed, problem):
    matter = invited(cast).matter
    answer = sign_in(cast.handler).post(
        f"/matters/{matter.pk}/steps/answer_invitation/", typed | {"version": matter.version}
    )
    assert answer.status_code == 422
    assert problem in answer.content.decode()


def test_after_a_changed_paper_it_can_still_be_answered(cast):
    course = invited(cast)
    course.take("modify", cast.chief, reasons="有误", advices=["另行处理"])
    course.take("sign_for", cast.liaison_a)
    assert course.matter.deadlines.filter(rule=REQUEST, status="open").exists()
    course.take("answer_invitation", cast.handler, accepted=True, people="张明")


def test_the_worklist_leads_to_the_answer(cast, sign_in):
    course = invited(cast)
    course.take("record_with_superior", cast.handler, to="州检察院")
    home = sign_in(cast.handler).get("/").content.decode()
    assert f"/matters/{course.matter.pk}/steps/answer_invitation/" in home


def test_after_the_reply_it_can_still_be_answered(cast):
    course = invited(cast)
    course.reply()
    assert course.matter.state == "replied"
    course.take("answer_invitation", cast.handler, accepted=True, people="张明")
    assert not course.matter.deadlines.filter(rule=REQUEST, status="open").exists()
