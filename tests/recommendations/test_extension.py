"""延期: asked for with reasons, granted by the chief; the statutory day stays beside the new one."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines.models import Ladder
from deadlines.statute import Stated, Unit
from recommendations.requests import EXTENSION
from tests.courses import Course, upload
from tests.recommendations.served import deadline, served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
LAST_DAY, ASKED = date(2026, 11, 2), date(2026, 12, 1)
REASON = "雨季确实不能施工，整改方案已经核实。"


def asked(cast) -> Course:
    course = served(cast)
    course.take("request_extension", cast.liaison_a, asked_until=ASKED, reason="雨季无法施工")
    return course


def granted(cast) -> Course:
    course = asked(cast)
    course.take("grant_extension", cast.chief, reason=REASON)
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
    assert (reply.change_kind, reply.change_reason) == ("extension", REASON)
    assert "周正" in reply.decided_by


def test_the_ladder_of_reminders_begins_anew(cast):
    course = asked(cast)
    old = deadline(course)
    course.take("grant_extension", cast.chief, reason=REASON)
    assert not Ladder.objects.filter(deadline=old).exists()
    assert clock.local(Ladder.objects.get(deadline=deadline(course)).next_at).date() == date(2026, 11, 16)


def test_a_day_that_is_not_later_is_refused(cast):
    course = asked(cast)
    with pytest.raises(Invalid, match="晚于"):
        course.take("grant_extension", cast.chief, reason=REASON, granted_until=LAST_DAY)


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
    course.take("grant_extension", cast.handler, reason=REASON, **decision)
    assert "周正" in deadline(course).decided_by


def test_answered_before_the_request_was_nothing_waits(cast):
    course = asked(cast)
    course.reply()
    assert not course.matter.deadlines.filter(rule="target.answer_request", status="open").exists()
    assert EXTENSION.of(course.matter) is None


def test_what_was_granted_on_paper_long_ago_is_entered_as_it_was(cast):
    course = served(cast, "2026-06-10", issued_on="2026-06-10")
    earlier = {"asked_until": date(2026, 9, 10), "reason": "雨季", "occurred_at": When.parse("2026-08-03")}
    course.take("request_extension", cast.handler, **earlier)
    decision = {"decided_by": cast.chief, "decided_on": When.parse("2026-08-05")}
    course.take("grant_extension", cast.handler, reason=REASON, **decision)
    assert deadline(course).due_on == date(2026, 9, 10)


def test_a_day_that_was_over_when_it_was_granted_is_refused(cast):
    course = served(cast, "2026-06-10", issued_on="2026-06-10")
    course.take("request_extension", cast.liaison_a, asked_until=ASKED, reason="雨季")
    with pytest.raises(Invalid, match="作出决定的日期"):
        course.take("grant_extension", cast.chief, reason=REASON, granted_until=date(2026, 9, 10))


def test_the_chief_gives_a_reason_of_his_own(cast):
    course = asked(cast)
    with pytest.raises(Invalid) as problem:
        course.take("grant_extension", cast.chief)
    assert list(problem.value.fields) == ["reason"]
    with pytest.raises(Invalid) as problem:
        course.take("refuse_extension", cast.chief)
    assert list(problem.value.fields) == ["reason"]


@pytest.mark.parametrize(("until", "fits"), [(date(2027, 1, 4), True), (date(2027, 1, 5), False)])
def test_it_ends_once_the_statutory_length_after_the_statutory_day(cast, until, fits):
    """Two months after 2 November 2026 is Saturday, 2 January 2027; Monday is the first working day."""
    course = asked(cast)
    granted = {"reason": REASON, "granted_until": until}
    if not fits:
        with pytest.raises(Invalid) as problem:
            course.take("grant_extension", cast.chief, **granted)
        assert list(problem.value.fields) == ["beyond_reason"]
        granted["beyond_reason"] = "设备须进口，经检察长核实。"
    course.take("grant_extension", cast.chief, **granted)
    assert deadline(course).due_on == until


def test_a_second_extension_counts_from_the_statutory_day_too(cast):
    course = granted(cast)
    course.take("request_extension", cast.liaison_a, asked_until=date(2027, 1, 20), reason="雨季")
    with pytest.raises(Invalid, match="2027-01-04"):
        course.take("grant_extension", cast.chief, reason=REASON)
    course.take("grant_extension", cast.chief, reason=REASON, granted_until=date(2027, 1, 4))
    assert (deadline(course).due_on, deadline(course).original_on) == (date(2027, 1, 4), LAST_DAY)


def test_a_stated_period_is_extended_by_its_own_length(cast):
    course = served(cast, "2026-10-08", values={"stated_reply": Stated(10)})
    assert deadline(course, "recommendation.reply_urgent").due_on == date(2026, 10, 19)
    course.take("request_extension", cast.liaison_a, asked_until=date(2026, 10, 30), reason="雨季")
    with pytest.raises(Invalid, match="2026-10-29"):
        course.take("grant_extension", cast.chief, reason=REASON)


def test_it_may_be_granted_in_months(cast):
    course = asked(cast)
    course.take("grant_extension", cast.chief, reason=REASON, granted_for=Stated(1, Unit.MONTHS))
    assert deadline(course).due_on == date(2026, 12, 2)


def test_a_day_and_months_are_not_both_given(cast):
    with pytest.raises(Invalid) as problem:
        asked(cast).take(
            "grant_extension",
            cast.chief,
            reason=REASON,
            granted_for=Stated(1, Unit.MONTHS),
            granted_until=date(2026, 12, 9),
        )
    assert list(problem.value.fields) == ["granted_for"]


def test_a_courts_reply_on_a_retrial_is_not_extended_by_the_procuratorate(cast):
    course = Course(cast, "retrial", cast.court).registered(received_on=When.parse("2026-09-02"))
    with pytest.raises(Refused, match="司法解释规定"):
        course.take("request_extension", cast.handler, asked_until=ASKED, reason="案多人少")


def test_a_courts_reply_on_enforcement_is_extended_by_one_month_and_no_more(cast):
    stage = {"court_stage": "enforcement"}
    course = Course(cast, "correction", cast.court).registered(
        received_on=When.parse("2026-09-02"), values=stage
    )
    assert deadline(course, "recommendation.correction.reply_court_enforcement").due_on == date(2026, 12, 2)
    course.take("request_extension", cast.handler, asked_until=date(2027, 1, 5), reason="案情复杂")
    granted = {"reason": REASON, "beyond_reason": "案情复杂"}
    with pytest.raises(Invalid, match="法发〔2016〕30号"):
        course.take("grant_extension", cast.chief, **granted)
    course.take("grant_extension", cast.chief, **granted, granted_until=date(2027, 1, 4))


def test_the_page_names_the_statutory_day_and_the_end(cast, sign_in):
    page = (
        sign_in(cast.chief).get(f"/matters/{asked(cast).matter.pk}/steps/grant_extension/").content.decode()
    )
    assert "不延期的，期限至2026年11月2日" in page
    assert "2027年1月4日" in page
    assert "对方申请的理由：雨季无法施工" in page


def test_a_request_that_came_on_paper_is_measured_by_its_own_day(cast, sign_in):
    """Received on 10 June, asked on 3 August for 10 September, entered on 13 October."""
    course = served(cast, "2026-06-10", issued_on="2026-06-10")
    scan = upload(cast.handler.user)
    typed = {"version": course.matter.version, "reason": "雨季", "asked_until": "2026-09-10",
             "occurred_at": "2026-08-03", "files-staged": str(scan.pk)}  # fmt: skip
    address = f"/matters/{course.matter.pk}/steps/request_extension/"
    assert sign_in(cast.handler).post(address, typed).status_code == 302


def test_of_a_decision_only_its_month_may_be_known(cast):
    course = served(cast, "2026-06-10", issued_on="2026-06-10")
    earlier = {"asked_until": date(2026, 9, 10), "reason": "雨季", "occurred_at": When.parse("2026-08-03")}
    course.take("request_extension", cast.handler, **earlier)
    decision = {"decided_by": cast.chief, "decided_on": When.parse("2026-08"), "reason": REASON}
    course.take("grant_extension", cast.handler, **decision)
    assert deadline(course).due_on == date(2026, 9, 10)


def corrected(course: Course, received: str):
    return course.take(
        "correct", course.cast.department_head, field="received_on", new=received, reason="录入有误"
    )


def test_what_was_granted_in_months_follows_a_corrected_receipt(cast):
    course = asked(cast)
    course.take("grant_extension", cast.chief, reason=REASON, granted_for=Stated(1, Unit.MONTHS))
    corrected(course, "2026-09-10")
    row = deadline(course)
    assert (row.original_on, row.due_on) == (date(2026, 11, 10), date(2026, 12, 10))
    assert "检察长）同意，延长1个月" in row.explanation


def test_a_granted_day_and_the_chiefs_name_outlive_two_corrections_of_the_receipt(cast):
    """The department head corrects; the name beside the grant stays the chief's."""
    course = asked(cast)
    granted = date(2026, 12, 9)
    course.take("grant_extension", cast.chief, reason=REASON, granted_until=granted)
    for received in ("2026-10-12", "2026-09-01"):
        corrected(course, received)
    row = deadline(course)
    assert (row.due_on, row.original_on) == (granted, date(2026, 11, 2))
    assert cast.chief.user.full_name in row.explanation
    assert cast.department_head.user.full_name not in row.explanation
