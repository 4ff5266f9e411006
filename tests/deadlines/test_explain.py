"""The sentence names start, length, article and each shift."""

from datetime import date, timedelta

import pytest

from common.when import When
from deadlines import statutes
from deadlines.calendar import shipped_calendar
from deadlines.compute import compute
from deadlines.history import Grant, History, standing
from deadlines.statute import Stated, Unit


def explained(rule: str, start: str, stated: Stated | None = None) -> str:
    computed = compute(statutes.get(rule), When.parse(start), stated=stated, calendar=shipped_calendar())
    return computed.explanation


def test_it_names_start_length_and_article():
    assert explained("recommendation.reply", "2024-09-05T10:00") == (
        "自2024年9月5日收到检察建议书的次日起计算2个月（《人民检察院检察建议工作规定》第19条），"
        "期限届满日为2024年11月5日（周二，含当日）。"
    )


@pytest.mark.parametrize(
    ("rule", "start", "part"),
    [
        (
            "recommendation.reply",
            "2024-08-01",
            "届满日2024年10月1日为休息日（10月1日至7日国庆节），顺延至其后第一个工作日",
        ),
        ("opinion.reply", "2025-06-30", "（8月30日周六、8月31日周日）"),
        ("recommendation.reply", "2025-12-31", "2026年2月没有31日，以当月最后一日为届满日"),
        ("recommendation.reply", "2025-12-28", "（周六，调休上班日，不顺延，含当日）"),
        (
            "judicial_aid.decision",
            "2026-02-09",
            "其间2月16日至20日、2月23日春节放假不计入，2月14日、2月28日调休上班计入",
        ),
        ("referral.police_decision", "2025-09-28", "不顺延则为2025年10月1日，提醒以该日为准"),
        ("referral.transfer", "2024-02-09T17:20", "于2024年2月10日17:20届满，不因夜间、节假日顺延"),
        ("referral.transfer", "2024-02-09", "只登记到日，没有登记时刻"),
        ("target.sign_for", "2025-03-03", "此为工作目标，不是法定期限"),
        ("recommendation.reply", "2024-09", "只登记为2024年9月，没有具体日期，不计算届满日"),
        ("recommendation.reply", "2018-05-01", "尚未施行（自2019年2月26日起施行）"),
        ("minor_report.report", "2025-05-01T08:00", "应当立即报告"),
        ("hearing.notice", "2025-06-04", "提前至其前最后一个工作日"),
    ],
)
def test_it_names_what_moved_the_day(rule, start, part):
    assert part in explained(rule, start)


@pytest.mark.parametrize(
    "rule", ["recommendation.reply", "opinion.reply", "hearing.notice", "judicial_aid.decision"]
)
def test_a_last_day_on_a_worked_weekend_is_called_so_however_it_was_reached(rule):
    calendar, silent = shipped_calendar(), []
    for number in range(3 * 365):
        starts = When.on(date(2023, 7, 1) + timedelta(days=number))
        computed = compute(statutes.get(rule), starts, calendar=calendar)
        if (
            computed.due_on
            and calendar.is_make_up(computed.due_on)
            and "调休上班" not in computed.explanation
        ):
            silent.append(starts)
    assert silent == []


def test_shifted_to_a_worked_weekend_it_says_why_that_is_the_day():
    assert explained("recommendation.reply", "2023-12-10").endswith(
        "届满日2024年2月10日为休息日（2月10日至17日春节），顺延至其后第一个工作日，期限届满日为2024年2月18日（周日，调休上班日，含当日）。"
    )


def test_a_longer_period_that_ends_on_a_worked_weekend_says_so_too():
    history = History(
        statutes.get("recommendation.reply"),
        When.on(date(2023, 11, 10)),
        grants=(Grant(date(2024, 1, 5), "检察长张某", more=Stated(1, Unit.MONTHS)),),
    )
    assert (
        "期限延至2024年2月18日（周日，调休上班日，含当日）"
        in standing(history, shipped_calendar()).explanation
    )


def test_a_period_of_the_papers_own_needs_no_article_in_force():
    assert explained("recommendation.follow_up", "2018-03-05", Stated(30)) == (
        "自2018年3月5日收到整改审查意见的次日起计算文书载明的30日，期限届满日为2018年4月4日（周三，含当日）。"
    )
    assert "尚未施行" in explained("recommendation.follow_up", "2018-03-05")
    assert "尚未施行" in explained("corrections.reply", "2018-03-05", Stated(15))


def test_it_says_that_the_document_stated_the_days():
    assert "文书载明的15日" in explained("recommendation.objection", "2024-09-20", Stated(15))
    assert "文书未载明期限" in explained("recommendation.objection", "2024-09-20")


def test_a_shift_without_effect_on_the_strict_day_is_not_mentioned():
    assert "不顺延则" not in explained("referral.agency_decision", str(date(2024, 3, 5)))
