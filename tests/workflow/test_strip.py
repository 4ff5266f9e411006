"""How each day of a period was counted, as the strip of the 期限说明 shows it."""

from datetime import date

import pytest

from common.when import When
from deadlines.calendar import shipped_calendar
from deadlines.models import Deadline
from deadlines.statutes import get
from workflow.strip import strip


def shown(rule: str, start: date, due: date) -> dict[date, str]:
    starts = When.on(start)
    row = Deadline(rule=rule, starts_at=starts.start, starts_on=start, starts_precision="day", due_on=due)
    assert get(rule)
    return {cell["day"]: cell["word"] for cell in strip(row, shipped_calendar())}


def test_rest_days_within_are_counted_and_those_at_the_end_move_it_on():
    words = shown("recommendation.public_interest.reply", date(2020, 3, 2), date(2020, 5, 6))
    assert words[date(2020, 3, 2)] == "当日不计"
    assert words[date(2020, 5, 1)] == "休息日，计入"
    assert {words[date(2020, 5, day)] for day in (2, 3, 4, 5)} == {"休息日，顺延"}
    assert words[date(2020, 5, 6)] == "最后一日，24时届满"


def test_working_days_leave_rest_days_out():
    words = shown("recommendation.objection_review", date(2026, 10, 13), date(2026, 10, 27))
    assert words[date(2026, 10, 17)] == "休息日，不计入"


@pytest.mark.parametrize("day", [4, 5])
def test_after_a_decision_on_another_day_nothing_is_said_to_have_moved_it(day):
    words = shown("recommendation.public_interest.reply", date(2020, 3, 2), date(2020, 6, 1))
    assert words[date(2020, 5, day)] == "休息日，计入"
