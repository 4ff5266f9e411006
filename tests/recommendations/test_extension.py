"""延期: asked for with reasons, granted by the chief; the statutory day stays beside the new one."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.models import Ladder
from tests.courses import Course
from tests.recommendations.served import deadline, served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
LAST_DAY, ASKED = date(2026, 11, 2), date(2026, 12, 1)


def asked(cast) -> Course:
    course = served(cast)
    course.take("request_extension", cast.liaison_a, asked_until=ASKED, reason="雨季无法施工")
    return course


def granted(cast) -> Course:
    course = asked(cast)
    course.take("grant_extension", cast.chief)
    return course


def test_the_chief_has_five_working_days_to_answer(cast):
    answer = deadline(asked(cast), "target.answer_request")
    assert (answer.debtor, answer.responsible_role, answer.due_on) == (
        cast.procuratorate, "chief", date(2026, 10, 20),
    )  # fmt: skip


def test_the_new_day_stands_beside_the_statutory_one(cast):
    reply = deadline(granted(cast))
    assert (reply.due_on, reply.original_on, reply.basis) == (ASKED, LAST_DAY, "statutory")
    assert reply.extended_from == LAST_DAY


def test_both_days_are_on_the_page(cast, sign_in):
    course = granted(cast)
    page = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "2026-11-02" in page
    assert "2026年12月1日" in page


def test_the_old_row_stays(cast):
    reply = deadline(granted(cast))
    assert (reply.replaces.status, reply.replaces.due_on) == ("replaced", LAST_DAY)
    assert (reply.change_kind, reply.change_reason) == ("extension", "雨季无法施工")
    assert "周正" in reply.decided_by


def test_the_ladder_of_reminders_begins_anew(cast):
    course = asked(cast)
    old = deadline(course)
    course.take("grant_extension", cast.chief)
    assert not Ladder.objects.filter(deadline=old).exists()
    assert clock.local(Ladder.objects.get(deadline=deadline(course)).next_at).date() == date(2026, 11, 16)


def test_a_day_that_is_not_later_is_refused(cast):
    course = asked(cast)
    with pytest.raises(Invalid, match="晚于"):
        course.take("grant_extension", cast.chief, granted_until=LAST_DAY)


def test_refused_the_day_stays(cast):
    course = asked(cast)
    course.take("refuse_extension", cast.chief, reason="已有足够时间")
    assert deadline(course).due_on == LAST_DAY
    assert not course.matter.deadlines.filter(rule="target.answer_request", status="open").exists()


def test_public_interest_is_not_extended_and_the_reason_is_given(cast):
    course = served(cast, kind="public_interest")
    with pytest.raises(Refused, match="司法解释规定，不能延期"):
        course.take("request_extension", cast.liaison_a, asked_until=ASKED, reason="雨季")


def test_one_request_at_a_time(cast):
    course = asked(cast)
    with pytest.raises(Refused, match="已有一项延期申请"):
        course.take("request_extension", cast.head_a, asked_until=ASKED, reason="雨季")


def test_refused_it_may_be_asked_for_again(cast):
    course = asked(cast)
    course.take("refuse_extension", cast.chief, reason="已有足够时间")
    course.take("request_extension", cast.liaison_a, asked_until=ASKED, reason="设备到货延迟")
    assert course.matter.extensionrequest_set.count() == 2


def test_the_handler_records_what_the_chief_granted_on_paper(cast):
    course = asked(cast)
    decision = {"decided_by": cast.chief, "decided_on": When.parse("2026-10-12")}
    course.take("grant_extension", cast.handler, **decision)
    assert "周正" in deadline(course).decided_by


def test_answered_before_the_request_was_nothing_waits(cast):
    course = asked(cast)
    course.reply()
    assert not course.matter.deadlines.filter(rule="target.answer_request", status="open").exists()
    assert course.matter.open_extension() is None


def test_what_was_granted_on_paper_long_ago_is_entered_as_it_was(cast):
    course = served(cast, "2026-06-10", issued_on="2026-06-10")
    earlier = {"asked_until": date(2026, 9, 10), "reason": "雨季", "occurred_at": When.parse("2026-08-03")}
    course.take("request_extension", cast.handler, **earlier)
    decision = {"decided_by": cast.chief, "decided_on": When.parse("2026-08-05")}
    course.take("grant_extension", cast.handler, **decision)
    assert deadline(course).due_on == date(2026, 9, 10)


def test_a_day_that_was_over_when_it_was_granted_is_refused(cast):
    course = served(cast, "2026-06-10", issued_on="2026-06-10")
    course.take("request_extension", cast.liaison_a, asked_until=ASKED, reason="雨季")
    with pytest.raises(Invalid, match="作出决定的日期"):
        course.take("grant_extension", cast.chief, granted_until=date(2026, 9, 10))
