"""督促: decided by the department head once the last day is over; its period runs from the letter's receipt."""

import io
from datetime import date

import docx
import pytest
from django.urls import reverse

from common import clock
from common.when import When
from deadlines.models import Deadline
from deadlines.statute import Stated, Unit
from recommendations.choices import UrgeGround
from recommendations.models import Recommendation
from tests.courses import Course
from tests.recommendations.served import deadline, served
from tests.recommendations.urged import RECEIVED, SENT, STATED, late, received, sent, urged
from workflow.errors import Invalid, Refused
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
URGED = "recommendation.urged"
STEPS = steps_of(Recommendation)


def text_of(paper) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(paper.file.read())).paragraphs)


def test_on_the_way_the_letter_starts_no_period(cast):
    course = sent(late(cast))
    assert not course.matter.deadlines.filter(rule=URGED).exists()
    assert deadline(course, "target.sign_for_letter").label == "签收督促函"


def test_its_period_runs_from_the_receipt_of_the_letter(cast):
    period = deadline(urged(cast), URGED)
    assert (period.debtor, period.starts_on, period.due_on, period.basis) == (
        cast.agency_a, date(2026, 10, 10), date(2026, 10, 20), "stated",
    )  # fmt: skip


def test_the_agency_signs_for_it_in_the_portal(cast):
    course = sent(late(cast))
    course.take("sign_for_letter", cast.liaison_a, consents=True)
    assert deadline(course, URGED).starts_on == date(2026, 10, 13)


def test_it_bears_a_number_and_its_proof_names_it(cast):
    matter = urged(cast).matter
    letter = matter.documents.get(kind="urging_letter")
    assert letter.number.text != matter.number
    assert letter.number.text in text_of(letter)
    assert matter.documents.filter(kind="proof_of_service").last().title == "督促函送达回证"


def test_a_period_in_months_is_stated_as_one(cast):
    course = received(sent(late(cast), stated=Stated(1, Unit.MONTHS)))
    assert deadline(course, URGED).due_on == date(2026, 11, 10)
    assert "1个月" in text_of(course.matter.documents.get(kind="urging_letter")).replace("一个月", "1个月")


def test_no_period_is_assumed(cast):
    with pytest.raises(Invalid) as problem:
        sent(late(cast), stated=None)
    assert list(problem.value.fields) == ["stated"]


def test_before_the_last_day_is_over_nothing_is_urged(cast):
    course = served(cast)
    with pytest.raises(Refused, match="请使用“提示”"):
        course.take("urge", cast.department_head, ground="no_reply", stated=STATED)


@pytest.mark.parametrize(("day", "fits"), [("2026-10-08", False), ("2026-10-09", True), ("2026-10", True)])
def test_entered_later_it_was_not_urged_before_the_last_day_was_over(cast, day, fits):
    course = late(cast)
    if fits:
        sent(course, occurred_at=When.parse(day))
        return
    with pytest.raises(Invalid) as problem:
        sent(course, occurred_at=When.parse(day))
    assert list(problem.value.fields) == ["occurred_at"]


@pytest.mark.parametrize("ground", ["not_adopted", "not_rectified", "partly", "due_soon", ""])
def test_unanswered_it_is_urged_for_no_other_ground(cast, ground):
    with pytest.raises(Invalid) as problem:
        sent(late(cast), ground=ground)
    assert list(problem.value.fields) == ["ground"]


def reviewed(cast, finding: str) -> Course:
    course = served(cast)
    course.reply(actor=cast.handler)
    course.review(finding, follow_up=STATED)
    return course


@pytest.mark.parametrize(
    ("finding", "ground"), [("not_adopted", "not_adopted"), ("not", "not_rectified"), ("partly", "partly")]
)
def test_answered_the_ground_is_what_the_review_found(cast, finding, ground):
    course = reviewed(cast, finding)
    assert course.matter.standing.grounds == [ground]
    with pytest.raises(Invalid, match=UrgeGround(ground).label):
        course.take("urge", cast.department_head, ground="no_reply", stated=STATED)
    course.take("urge", cast.department_head, ground=ground, stated=STATED)


def test_what_was_left_with_good_reason_is_not_urged(cast):
    course = served(cast)
    course.reply(actor=cast.handler)
    findings = [(advice, "partly", True, "") for advice in course.matter.advices.all()]
    course.take("review_rectification", cast.department_head, findings=findings, follow_up=STATED)
    assert course.matter.standing.grounds == []


def test_the_handler_prepares_it_and_the_department_head_decides(cast):
    course = late(cast)
    assert STEPS["urge"].who.hands_to(course.matter, cast.handler) == ("department_head",)
    with pytest.raises(Invalid) as problem:
        course.take("urge", cast.handler, ground="no_reply", stated=STATED)
    assert "decided_by" in problem.value.fields
    decision = {"decided_by": cast.department_head, "decided_on": SENT}
    course.take("urge", cast.handler, ground="no_reply", stated=STATED, **decision)


def test_the_letter_is_read_on_the_page_before_it_goes(cast, sign_in):
    course, client = late(cast), sign_in(cast.handler)
    address = reverse("matters:propose", args=[course.matter.pk, "urge"])
    assert "期限已经届满，本院尚未收到你单位的书面回复" in client.get(address).content.decode()
    typed = {"version": course.matter.version, "ground": "no_reply", "stated": ["7", "days"],
             "demand": "清理河道", "preview": "1"}  # fmt: skip
    page = client.post(address, typed)
    assert page.status_code == 200
    assert "自收到本函之日起七日内办理以下事项" in page.content.decode()
    assert not course.matter.urging_set.exists()


def test_a_paused_matter_is_not_urged(cast):
    course = served(cast, "2026-06-10", "public_interest", issued_on="2026-06-10")
    course.matter.paused_on = "2026-10-01"
    course.matter.save()
    assert "中止审查" in STEPS["urge"].refusal(course.matter, cast.department_head)
    assert "中止审查" in STEPS["remind"].refusal(course.matter, cast.handler)


def test_liaison_and_head_are_told_to_sign_for_it(cast):
    people = [cast.liaison_a, cast.head_a]
    sent(late(cast))
    assert all(person.user.notices.filter(verb="urge").exists() for person in people)


def test_a_second_one_takes_the_place_of_the_first_once_it_is_received(cast):
    course = urged(cast)
    sent(course, occurred_at=When.parse("2026-10-12"))
    assert deadline(course, URGED).due_on == date(2026, 10, 20)
    received(course, When.parse("2026-10-13"))
    assert deadline(course, URGED).due_on == date(2026, 10, 23)
    assert [row.status for row in Deadline.objects.filter(rule=URGED).order_by("pk")] == ["cancelled", "open"]


def test_of_two_letters_the_later_one_counts_also_where_the_first_arrives_last(cast):
    course = sent(sent(late(cast)), occurred_at=When.parse("2026-10-12"))
    first, second = course.matter.servedletter_set.order_by("order")
    for letter in (second, first):
        on = {"received_on": When.parse("2026-10-13"), "way": "post"}
        course.take("record_letter_service", cast.handler, letters=[letter.pk], **on)
    assert deadline(course, URGED).subject == second.subject


def test_received_together_one_period_runs(cast):
    course = received(sent(sent(late(cast)), occurred_at=When.parse("2026-10-10")))
    assert course.matter.deadlines.filter(rule=URGED).count() == 1


def test_a_letter_that_finds_a_reply_starts_nothing_and_nobody_waits_for_it(cast):
    course = sent(late(cast))
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-10-12"))
    assert not course.matter.deadlines.filter(rule="target.sign_for_letter", status="open").exists()
    course.review("partly", follow_up=STATED)
    first = course.matter.servedletter_set.get(kind="urging_letter")
    course.take("record_letter_service", cast.handler, letters=[first.pk], received_on=RECEIVED, way="post")
    assert not course.matter.deadlines.filter(rule=URGED).exists()


def test_the_reply_meets_it(cast):
    course = urged(cast)
    course.reply()
    assert course.matter.deadlines.get(rule=URGED).status == "closed"


def test_a_letter_between_the_last_day_and_a_late_reply_is_entered_afterwards(cast):
    course = late(cast)
    course.reply(actor=cast.handler, occurred_at=When.parse("2026-10-12"))
    sent(course)
    assert course.matter.urging_set.get().ground == "no_reply"
    with pytest.raises(Invalid, match="核对日期"):
        sent(course, occurred_at=When.parse("2026-10-13"))


def test_before_an_extension_that_was_granted_too_late_it_was_urged_rightly(cast):
    course = late(cast)
    asked = {"asked_until": date(2026, 11, 9), "reason": "雨季", "occurred_at": When.parse("2026-10-10")}
    course.take("request_extension", cast.handler, **asked)
    course.take("grant_extension", cast.chief, reason="属实", occurred_at=When.parse("2026-10-12"))
    sent(course)
    with pytest.raises(Invalid, match="核对日期"):
        sent(course, occurred_at=When.parse("2026-10-13"))


def test_before_service_there_is_nobody_to_urge(cast):
    with pytest.raises(Refused, match="待签收"):
        Course(cast).registered().take("urge", cast.department_head)


def test_a_reminder_is_a_paper_of_its_own_and_no_urging(cast):
    course = served(cast)
    course.take("remind", cast.handler, text="请按期书面回复。")
    assert "书面回复期限至2026年11月2日" in text_of(course.matter.documents.get(kind="reminder_letter"))
    assert not course.matter.urging_set.exists()
    assert not course.matter.deadlines.filter(rule=URGED).exists()
    with clock.set_to(date(2026, 11, 10)):
        matter = Recommendation.objects.get(pk=course.matter.pk)
        assert "尚未督促" in STEPS["decide_reason"].refusal(matter, cast.chief)
        assert "不再提示" in STEPS["remind"].refusal(matter, cast.handler)


def test_the_letter_that_is_read_has_every_line_that_goes_out(cast, sign_in):
    """Also whom to call: the preview is the paper."""
    course = late(cast)
    cast.procuratorate.phone = "0837-7700000"
    cast.procuratorate.save()
    with clock.set_to(date(2026, 10, 12)):
        page = sign_in(cast.department_head).get(f"/matters/{course.matter.pk}/steps/urge/").content.decode()
    assert "（联系人：张明　电话：0837-7700000）" in page
