"""What a deadline says of itself on a page."""

from datetime import date

import pytest

from common import clock
from common.when import When

RECEIVED = When.on(date(2024, 9, 5))


@pytest.mark.parametrize(
    ("today", "urgency", "pill"),
    [
        (date(2024, 10, 1), "later", "还有35天（最迟11月5日（含当日）回复）"),
        (date(2024, 11, 2), "week", "还有3天（最迟11月5日（含当日）回复）"),
        (date(2024, 11, 5), "today", "今天到期（最迟11月5日（含当日）回复）"),
        (date(2024, 11, 6), "overdue", "已逾期1天（最迟11月5日（含当日）回复）"),
    ],
)
def test_the_pill_counts_by_local_days(cast, today, urgency, pill):
    row = cast.owes(starts=RECEIVED)
    with clock.set_to(today):
        assert (row.urgency(), row.pill) == (urgency, pill)


def test_it_is_not_overdue_on_the_day_itself_until_midnight(cast):
    row = cast.owes(starts=RECEIVED)
    with clock.set_to(clock.at(date(2024, 11, 5), 23, 59)):
        assert row.urgency() == "today"
    with clock.set_to(clock.at(date(2024, 11, 6), 0, 0)):
        assert row.urgency() == "overdue"


def test_a_target_is_passed_and_never_overdue(cast):
    row = cast.owes("target.sign_for", starts=RECEIVED)
    with clock.set_to(date(2024, 9, 12)):
        assert row.urgency() == "passed"
        assert "工作目标" in row.pill
        assert "逾期" not in row.pill


def test_hours_are_shown_with_their_minute(cast):
    row = cast.owes("referral.transfer", starts=When.parse("2024-09-05T10:20"))
    with clock.set_to(clock.at(date(2024, 9, 6), 8, 0)):
        assert row.pill == "还有2小时（最迟9月6日10:20前移送）"
    with clock.set_to(clock.at(date(2024, 9, 6), 10, 21)):
        assert (row.urgency(), row.tone) == ("overdue", "overdue")


def test_what_is_done_says_when_and_how_late(cast):
    cast.owes(starts=RECEIVED)
    with clock.set_to(date(2024, 11, 8)):
        (row,) = cast.close(on=date(2024, 11, 7))
        assert row.pill == "11月7日完成，逾期2天"


def test_without_a_day_it_says_so(cast):
    row = cast.owes(starts=When.parse("2024"))
    assert (row.urgency(), row.pill) == ("none", "未定期限")
