"""How periods run: the acceptance table, and what holds for every period."""

import csv
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import clock
from common.when import When
from deadlines import statutes
from deadlines.calendar import shipped_calendar
from deadlines.compute import NoDay, add_months, compute
from deadlines.explain import moment_text
from deadlines.statute import Stated, Unit
from tests.deadlines.shared import shared_file

CALENDAR = shipped_calendar()


def rows() -> list[dict[str, str]]:
    with shared_file("acceptance/deadlines.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def counted(rule: str, start, **how):
    return compute(statutes.get(rule), start, calendar=CALENDAR, **how)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["case"])
def test_each_given_period_comes_out_to_the_day(row):
    unit = statutes.get(row["rule"]).stated_unit()
    stated = Stated(int(row["stated_days"]), unit) if row["stated_days"] else None
    computed = counted(row["rule"], When.parse(row["starts_at"]), stated=stated)
    assert moment_text(computed) == row["due"]
    assert (computed.strict_on.isoformat() if computed.strict_on else "") == row["strict"]


def test_the_last_day_ends_at_midnight_local_time():
    computed = counted("recommendation.reply", date(2024, 9, 5))
    assert computed.due_at == datetime(2024, 11, 5, 16, tzinfo=UTC)


def test_a_period_in_hours_runs_through_the_holiday_to_the_minute():
    start = When.parse("2025-10-01T08:15")
    assert counted("referral.transfer", start).due_at == start.start + timedelta(hours=24)


@pytest.mark.parametrize("rule", [each.code for each in statutes.ALL if each.unit is Unit.HOURS])
def test_no_minute_is_made_up_from_a_mere_day(rule):
    computed = counted(rule, date(2025, 10, 1))
    assert (computed.no_day, computed.due_on, computed.due_at) == (NoDay.NO_MINUTE, None, None)
    assert "没有登记时刻" in computed.explanation


@pytest.mark.parametrize("known", ["2024", "2024-09"])
def test_a_month_or_a_year_gives_no_day(known):
    computed = counted("recommendation.reply", When.parse(known))
    assert (computed.due_on, computed.due_at, computed.no_day) == (None, None, NoDay.PARTIAL)


def test_a_rule_does_not_reach_back_before_it_was_in_force():
    computed = counted("recommendation.reply", date(2019, 2, 25))
    assert computed.no_day is NoDay.NOT_IN_FORCE
    assert counted("recommendation.reply", date(2019, 2, 26)).due_on == date(2019, 4, 26)


def test_what_the_document_has_to_state_is_not_guessed():
    assert counted("recommendation.objection", date(2024, 9, 20)).no_day is NoDay.NOT_STATED


def test_a_statutory_length_cannot_be_restated():
    with pytest.raises(ValueError, match=r"public_interest\.reply"):
        counted("recommendation.public_interest.reply", date(2024, 9, 5), stated=Stated(20))


def test_at_once_has_no_moment():
    assert counted("minor_report.report", When.parse("2025-03-01T10:00")).no_day is NoDay.AT_ONCE


def test_notice_of_a_hearing_is_counted_back_and_moved_before_the_rest_day():
    assert counted("hearing.notice", date(2025, 6, 12)).due_on == date(2025, 6, 9)
    assert counted("hearing.notice", date(2025, 6, 4)).due_on == date(2025, 5, 30)


def test_from_a_last_day_the_earlier_day_is_kept_and_said():
    computed = counted("supervision.investigation_reminder", date(2026, 2, 28))
    assert computed.due_on == date(2026, 5, 28)
    assert "2026年5月31日" in computed.explanation


def test_a_coming_year_makes_the_day_provisional():
    computed = counted("recommendation.reply", date(2026, 12, 1))
    assert computed.provisional
    assert "暂定" in computed.explanation
    assert not counted("recommendation.reply", date(2026, 9, 1)).provisional


def test_days_of_a_pause_are_not_counted():
    assert counted("recommendation.reply", date(2024, 9, 5), given_back=7).due_on == date(2024, 11, 12)
    assert counted("opinion.review", date(2024, 11, 27), given_back=5).due_on == date(2024, 12, 18)


DATED = [rule for rule in statutes.ALL if rule.unit is not Unit.NONE and not rule.backwards]
IN_DAYS = [rule for rule in DATED if rule.unit is not Unit.HOURS]
STARTS = st.dates(date(2026, 2, 1), date(2035, 12, 31))


def any_length(rule, start: date):
    stated = None if rule.length else rule.proposed or Stated(10)
    return compute(rule, start, stated=stated, calendar=CALENDAR)


@given(st.sampled_from(IN_DAYS), STARTS)
def test_a_period_ends_after_it_starts(rule, start):
    assert any_length(rule, start).due_on > start


@given(st.sampled_from(IN_DAYS), STARTS)
def test_a_last_day_is_never_a_rest_day(rule, start):
    computed = any_length(rule, start)
    assert CALENDAR.is_working(computed.due_on)
    assert computed.strict_on is None or computed.strict_on <= computed.due_on


@given(st.sampled_from(IN_DAYS), STARTS, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(rule, start, days):
    later = start + timedelta(days=days)
    assert any_length(rule, start).due_on <= any_length(rule, later).due_on


@given(st.sampled_from(IN_DAYS), STARTS, st.integers(0, 1439))
def test_the_time_of_day_does_not_matter(rule, start, minute):
    moment = clock.at(start, *divmod(minute, 60))
    stated = None if rule.length else Stated(10)
    by_moment = compute(rule, When(moment), stated=stated, calendar=CALENDAR)
    assert by_moment.due_on == compute(rule, start, stated=stated, calendar=CALENDAR).due_on


@given(STARTS, st.integers(1, 24))
def test_months_end_on_the_corresponding_day_or_the_months_last(start, months):
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == min(start.day, monthrange(end.year, end.month)[1])


@given(st.sampled_from(DATED), STARTS)
def test_every_day_explains_itself_in_one_sentence(rule, start):
    sentence = any_length(rule, start).explanation
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert f"{start.year}年{start.month}月{start.day}日" in sentence
    assert rule.citation in sentence
