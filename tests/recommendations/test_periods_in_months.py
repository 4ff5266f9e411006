"""A paper that says 一个月 is entered as one month, from the form to the explanation."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.statute import Stated, Unit
from recommendations import rules
from recommendations.papers import periods
from tests.courses import Course, upload
from tests.recommendations.urged import late, sent
from workflow.foresight import foresee
from workflow.steps import steps_of

MONTH = Stated(1, Unit.MONTHS)

pytestmark = pytest.mark.django_db


def test_a_stated_month_ends_on_the_corresponding_day(cast):
    course = Course(cast).registered(
        received_on=When.parse("2026-09-10"), values={"stated_reply": MONTH, "stated_objection": Stated(15)}
    )
    reply = course.matter.deadlines.get(rule__in=rules.REPLIES)
    assert (reply.due_on, reply.stated, reply.basis) == (date(2026, 10, 10), MONTH, "stated")
    assert "文书载明的1个月" in reply.explanation


def test_the_last_day_of_january_and_a_stated_month(cast):
    course = Course(cast).registered(
        issued_on="2026-01-30", received_on=When.parse("2026-01-31"), values={"stated_reply": MONTH}
    )
    assert course.matter.deadlines.get(rule__in=rules.REPLIES).due_on == date(2026, 2, 28)


def test_the_paper_says_one_month(cast):
    matter = Course(cast).new(stated_reply=MONTH, stated_objection=Stated(15))
    assert periods(matter) == {"reply_period": "一个月", "objection_period": "十五日"}


def test_it_is_registered_through_the_form(cast, sign_in):
    course = Course(cast)
    typed = {
        "kind": course.kind, "number": "川九检建〔2026〕99号", "title": "示例", "recipients": [course.recipient.pk],
        "issued_on": "2026-09-01", "received_on": "2026-09-10", "way": "direct", "receiver": "王某",
        "sensitivity": "ordinary", "stated_reply": ["1", "months"], "stated_objection": ["", "days"],
        "paper_scans-staged": [str(upload(cast.handler.user).pk)], "version": "0", "key": "once",
    }  # fmt: skip
    answer = sign_in(cast.handler).post("/matters/new/recommendation/register_issued/", typed)
    assert answer.status_code == 302, answer.content.decode()
    matter = type(course.new()).objects.get()
    assert (matter.stated_reply, matter.stated_objection) == (MONTH, None)


def test_an_urging_letter_states_a_month(cast):
    course = sent(late(cast), stated=MONTH)
    assert course.matter.servedletter_set.get().stated == MONTH
    event = course.matter.events.get(verb="urge")
    assert "督促期限：1个月" in course.matter.words_of(event)


def test_what_a_step_will_do_is_told_in_months(cast):
    course = sent(late(cast), stated=MONTH)
    step = steps_of(type(course.matter))["sign_for_letter"]
    foreseen = foresee(course.matter, step, cast.liaison_a, {"consents": True})
    course.take("sign_for_letter", cast.liaison_a, consents=True)
    due = course.matter.deadlines.get(rule=rules.URGED)
    assert any(f"{due.due_on.month}月{due.due_on.day}日" in sentence for sentence in foreseen)
    assert due.starts_on == clock.today()
