"""The working calendar against the notices, and what is computed where no notice is out yet."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendar import Day, calendar_of, read_days, shipped_calendar, shipped_days
from deadlines.holidays import statutory_holidays
from tests.deadlines.shared import shared_file

CALENDAR = shipped_calendar()


def test_2024_to_2026_equal_the_notices_to_the_day():
    with shared_file("data/holidays.csv").open(encoding="utf-8", newline="") as lines:
        expected = [(row["date"], row["status"], row["occasion"]) for row in csv.DictReader(lines)]
    shipped = [(str(day.date), day.status, day.occasion) for day in shipped_days() if day.date.year >= 2024]
    assert shipped == expected


def test_the_days_reach_from_2015_to_2026_and_each_names_its_notice():
    days = shipped_days()
    assert {day.date.year for day in days} == set(range(2015, 2027))
    assert all("明电〔" in day.notice for day in days)
    assert [day.date for day in days] == sorted({day.date for day in days})


def test_every_make_up_day_is_a_weekend_day():
    assert all(day.date.weekday() >= 5 for day in shipped_days() if day.status == "work")


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2024, 2, 9), True),  # the eve of Spring Festival, only recommended as a day off
        (date(2024, 2, 4), True),
        (date(2024, 2, 10), False),
        (date(2020, 1, 31), False),  # the holiday prolonged in the epidemic
        (date(2019, 5, 2), False),
        (date(2015, 9, 3), False),
        (date(2018, 12, 29), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
    ],
)
def test_days_that_are_easily_got_wrong(day, working):
    assert CALENDAR.is_working(day) is working


@pytest.mark.parametrize("year", range(2015, 2027))
def test_what_the_law_fixes_is_a_rest_day_in_every_notice(year):
    assert not [day for day in statutory_holidays(year) if CALENDAR.is_working(day)]


def test_a_year_without_notice_has_the_days_fixed_by_law_and_is_provisional():
    names = [name for _, name in sorted(statutory_holidays(2027).items())]
    assert names == ["元旦", *["春节"] * 4, "清明节", "劳动节", "劳动节", "端午节", "中秋节", *["国庆节"] * 3]
    assert not CALENDAR.is_working(date(2027, 2, 5))
    assert CALENDAR.is_working(date(2027, 2, 9))
    assert CALENDAR.is_provisional(date(2027, 6, 1))


def test_before_the_revision_of_2024_there_were_fewer_days():
    assert date(2024, 5, 2) not in statutory_holidays(2024)
    assert date(2024, 2, 9) not in statutory_holidays(2024)
    assert date(2025, 1, 28) in statutory_holidays(2025)


def test_late_december_waits_for_the_next_years_notice():
    assert CALENDAR.is_provisional(date(2026, 12, 31))
    assert not CALENDAR.is_provisional(date(2026, 12, 1))
    assert not CALENDAR.is_provisional(date(2025, 12, 31))


def test_a_single_day_entered_for_a_coming_year_counts_beside_the_computed_ones():
    calendar = calendar_of([Day(date(2027, 9, 3), "rest", "纪念日")], {2026})
    assert not calendar.is_working(date(2027, 9, 3))
    assert not calendar.is_working(date(2027, 10, 1))
    assert calendar.is_provisional(date(2027, 9, 3))


def test_a_status_that_cannot_be_read_is_refused_with_its_day():
    with pytest.raises(ValueError, match="2027-01-01"):
        read_days(["date,status,occasion,notice", "2027-01-01,off,元旦,"])


@given(st.dates(date(2015, 1, 2), date(2030, 12, 1)), st.integers(1, 40))
def test_working_days_added_are_working_days_counted(day, count):
    end = CALENDAR.add_working_days(day, count)
    assert CALENDAR.is_working(end)
    assert CALENDAR.working_days(day, end) == count


@given(st.dates(date(2015, 1, 20), date(2030, 12, 1)))
def test_the_nearest_working_days_enclose_a_rest_day(day):
    before, after = CALENDAR.previous_working_day(day), CALENDAR.next_working_day(day)
    assert before <= day <= after
    assert (before == after) is CALENDAR.is_working(day)
