"""Dates in the words of an office."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import clock, dates
from common.when import When

TODAY = date(2026, 11, 5)


def test_a_day_is_written_with_its_weekday() -> None:
    assert dates.chinese_date(date(2026, 11, 5)) == "2026年11月5日（周四）"


def test_a_moment_is_written_in_shanghai_time() -> None:
    assert dates.chinese_moment(datetime(2026, 11, 4, 16, 3, tzinfo=UTC)) == "2026年11月5日（周四）00:03"


@pytest.mark.parametrize(
    ("written", "chinese", "column"), [("2024-09", "2024年9月", "2024-09"), ("2024", "2024年", "2024")]
)
def test_what_is_known_to_the_month_or_year_gets_no_day(written: str, chinese: str, column: str) -> None:
    when = When.parse(written)
    assert (dates.chinese_moment(when), dates.table_date(when), dates.day_of(when)) == (chinese, column, None)


def test_the_year_is_left_out_of_a_short_date_of_this_year() -> None:
    with clock.set_to(TODAY):
        assert dates.short_date(date(2026, 11, 3)) == "11月3日"
        assert dates.short_date(date(2027, 1, 4)) == "2027年1月4日"


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 11, 13), "还有8天", "progress"),
        (date(2026, 11, 12), "还有7天", "soon"),
        (date(2026, 11, 5), "今天到期", "today"),
        (date(2026, 11, 4), "已逾期1天", "overdue"),
    ],
)
def test_remaining_time_in_words_and_tone(due: date, words: str, tone: str) -> None:
    assert (dates.remaining(due, TODAY), dates.due_tone(due, TODAY)) == (words, tone)


def test_a_target_is_passed_but_never_overdue() -> None:
    due = date(2026, 11, 3)
    assert dates.remaining(due, TODAY, target="工作目标") == "已过工作目标2天"
    assert dates.due_tone(due, TODAY, target=True) == "target"


def test_the_last_day_is_said_to_be_included() -> None:
    with clock.set_to(TODAY):
        assert dates.last_day(date(2026, 11, 3)) == "最迟11月3日（含当日）回复"


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月5日",
        "2026年11月5日（周四）",
        "2026-11-05",
        "2026/11/5",
        "2026.11.5",
        "20261105",
        " 2026 年 11 月 5 日 ",
        "２０２６年１１月５日",
        "２０２６．１１．５",
        "2026．11．05",
        "2026—11—05",
        "2026年11月5号",
        "二〇二六年十一月五日",
        "二○二六年十一月五日",
        "二零二六年 11 月 5 日",
        "\u202e2026年11月5日\u200b",
    ],
)
def test_a_date_is_read_however_it_is_usually_written(text: str) -> None:
    assert dates.parse_date(text).day == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("spelled", "day"), [("二十", 20), ("二十一", 21), ("三十一", 31), ("十", 10), ("十九", 19)]
)
def test_a_day_that_is_spelled_out_is_read(spelled: str, day: int) -> None:
    assert dates.parse_date(f"二〇二五年十二月{spelled}日").day == date(2025, 12, day)


@pytest.mark.parametrize(
    "text", ["２０２６年１１月５日１４：３０", "二〇二六年十一月五日 十四时三十分", "2026-11-5 14：30"]
)
def test_a_time_of_day_is_read_in_any_figures(text: str) -> None:
    assert dates.table_moment(dates.parse_when(text)) == "2026-11-05 14:30"


@pytest.mark.parametrize("text", ["2026年11月", "2026-11", "2026年", "2026", "二〇二六年十一月"])
def test_a_month_or_a_year_alone_stays_one(text: str) -> None:
    assert dates.parse_date(text).is_partial


@pytest.mark.parametrize("text", ["", "11月5日", "2026-02-30", "2026-13", "明天", "2026-11-05-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        dates.parse_date(text)


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2100, 1, 1)))
def test_what_is_shown_is_read_back(day: date) -> None:
    assert dates.parse_date(dates.chinese_date(day)).day == day
    assert dates.parse_date(dates.table_date(day)).day == day
