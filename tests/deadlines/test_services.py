"""Opening and closing what is owed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from common import clock
from common.when import When
from deadlines import services
from deadlines.models import Deadline, Ladder
from deadlines.statute import Stated

RECEIVED = When.on(date(2024, 9, 5))
LAST = date(2024, 11, 5)


def test_it_opens_with_day_citation_and_sentence(cast):
    row = cast.owes(starts=RECEIVED)
    assert (row.due_on, row.due_at) == (LAST, clock.end_of(LAST))
    assert (row.basis, row.status, row.act, row.responsible_role) == ("statutory", "open", "回复", "liaison")
    assert "第19条" in row.citation
    assert row.explanation.startswith("自2024年9月5日收到检察建议书的次日起计算2个月")
    assert (row.county, row.prefecture, row.province) == ("513225", "513200", "510000")


def test_a_month_opens_without_a_day_and_without_reminders(cast):
    row = cast.owes(starts=When.parse("2024-09"))
    assert (row.due_on, row.starts_on, row.starts_precision) == (None, None, "month")
    assert not Ladder.objects.exists()


def test_an_assumed_receipt_is_said(cast):
    assert "以制发日期推定" in cast.owes(starts=RECEIVED, starts_assumed=True).explanation


def test_stated_days_and_a_stated_date_are_no_statutory_period(cast):
    objection = cast.owes("recommendation.objection", starts=RECEIVED, stated=Stated(15))
    urged = cast.owes("recommendation.urged", due_on=date(2024, 10, 20))
    assert (objection.basis, objection.due_on) == ("stated", date(2024, 9, 20))
    assert (urged.basis, urged.due_on, urged.is_fixed) == ("stated", date(2024, 10, 20), True)


def test_a_target_is_marked_as_such(cast):
    row = cast.owes("target.sign_for", starts=RECEIVED)
    assert row.basis == "target"
    assert "不是法定期限" in row.explanation


def test_one_running_row_for_rule_and_debtor(cast):
    cast.owes(starts=RECEIVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.owes(starts=RECEIVED)
    assert cast.owes(starts=RECEIVED, subject="second").pk


def test_a_reply_at_2359_on_the_last_day_is_in_time(cast):
    cast.owes(starts=RECEIVED)
    moment = When(clock.at(LAST, 23, 59))
    (row,) = cast.close(on=moment)
    assert (row.status, row.closed_on, row.late_days) == ("closed", LAST, 0)


def test_a_reply_a_minute_after_the_last_day_is_one_day_late(cast):
    cast.owes(starts=RECEIVED)
    (row,) = cast.close(on=When(clock.at(LAST + timedelta(days=1), 0, 0)))
    assert row.late_days == 1


def test_a_period_in_hours_is_late_by_the_minute(cast):
    start = When.parse("2024-09-05T10:00")
    for rule in ("referral.transfer", "referral.forward"):
        cast.owes(rule, starts=start)
    in_time = cast.close("referral.transfer", on=When.parse("2024-09-06T10:00"))[0]
    late = cast.close("referral.forward", on=When.parse("2024-09-06T10:01"))[0]
    assert (in_time.late_days, late.late_days) == (0, 1)


def test_what_was_done_in_an_unknown_day_closes_without_saying_late(cast):
    cast.owes(starts=RECEIVED)
    (row,) = cast.close(on=None)
    assert (row.status, row.closed_on, row.late_days) == ("closed", None, None)


def test_closing_touches_only_the_subject_and_debtor_meant(cast):
    cast.owes(starts=RECEIVED, subject="a")
    other = cast.owes(starts=RECEIVED, subject="b")
    assert [row.subject for row in cast.close(on=LAST, subject="a")] == ["a"]
    assert cast.close(on=LAST, debtor=cast.procuratorate) == []
    other.refresh_from_db()
    assert other.status == "open"


def test_what_falls_away_is_cancelled_and_not_late(cast):
    cast.owes(starts=RECEIVED)
    (row,) = cast.close(on=date(2025, 1, 1), cancelled=True)
    assert (row.status, row.late_days, row.closed_on) == ("cancelled", None, None)


def test_all_that_runs_falls_away_with_its_reason(cast):
    cast.owes(starts=RECEIVED)
    cast.owes("recommendation.objection", starts=RECEIVED, stated=Stated(15))
    ended = services.cancel_all(matter=cast.matter, event=cast.event("annul"), reason="误录作废")
    assert [row.status for row in ended] == ["cancelled", "cancelled"]
    assert {row.change_reason for row in ended} == {"误录作废"}
    assert not Ladder.objects.exists()


def test_each_change_is_kept_in_the_history(cast):
    row = cast.owes(starts=RECEIVED)
    cast.close(on=LAST)
    assert [each.status for each in row.history.order_by("history_id")] == ["open", "closed"]


def test_a_finished_row_cannot_be_stored_half(cast):
    row = cast.owes(starts=RECEIVED)
    row.status = Deadline.Status.CLOSED
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
