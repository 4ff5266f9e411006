"""A prefecture's own holiday holds there alone, and an explanation says whose it is."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines import changes, reminders
from deadlines.calendar import Day
from deadlines.days import calendar_in_use
from deadlines.models import Deadline
from deadlines.new_days import load_days, would_move
from notices.models import Notice
from organisations.models import Jurisdiction
from tests import factories

RECEIVED = When.on(date(2024, 9, 5))
LAST = date(2024, 11, 5)
FESTIVAL = [Day(LAST, "rest", "藏历新年", "阿府办发〔2024〕9号")]


def in_prefecture(days=FESTIVAL, code: str = "513200", **how):
    how = {"record": lambda *_: None, **how}
    return load_days(days, jurisdiction=factories.jurisdiction(code), **how)


def test_a_prefectures_own_holiday_moves_what_lies_in_it(cast):
    cast.owes(starts=RECEIVED)
    ((_, new),) = in_prefecture()
    assert new.due_on == date(2024, 11, 6)
    place = factories.jurisdiction("513200").short_name
    assert f"11月5日{place}藏历新年" in new.explanation
    assert new.change_reason == f"{place}放假安排调整（阿府办发〔2024〕9号）"
    assert Notice.objects.get().text.startswith(new.change_reason)


def test_it_moves_nothing_elsewhere(cast):
    row = cast.owes(starts=RECEIVED)
    above = factories.jurisdiction("510000")
    elsewhere = Jurisdiction.objects.create(
        code="513300", name="甘孜藏族自治州", short_name="甘孜州", level="prefecture", parent=above
    )
    assert load_days(FESTIVAL, jurisdiction=elsewhere, record=lambda *_: None) == []
    row.refresh_from_db()
    assert row.status == "open"
    assert calendar_in_use(row).is_working(LAST)
    assert calendar_in_use().is_working(LAST)


def test_the_nearest_places_day_goes_before_a_wider_ones(cast):
    in_prefecture()
    county = factories.jurisdiction("513225")
    load_days([Day(LAST, "work", "")], jurisdiction=county, record=lambda *_: None)
    assert calendar_in_use(county).is_working(LAST)
    assert not calendar_in_use(factories.jurisdiction("513200")).is_working(LAST)
    assert cast.owes(starts=RECEIVED).due_on == LAST


def test_an_extension_by_months_is_counted_by_the_places_days(cast):
    row = cast.owes(starts=RECEIVED)
    in_prefecture([Day(date(2024, 12, 5), "rest", "藏历新年")])
    assert changes.extended_day(row, months=1) == date(2024, 12, 6)


def test_the_calendar_of_a_place_is_read_once(cast, django_assert_num_queries):
    in_prefecture()
    calendar = calendar_in_use(cast.matter)
    with django_assert_num_queries(1):
        assert calendar_in_use(cast.matter) is calendar


def test_nobody_is_reminded_on_a_rest_day_of_the_own_place(cast):
    with clock.set_to(date(2024, 9, 5)):
        cast.owes(starts=RECEIVED)
    due = date(2024, 11, 4)  # the day before the last
    with clock.set_to(due):
        in_prefecture([Day(due, "rest", "藏历新年")])
        assert reminders.sweep() == 0
    with clock.set_to(LAST):
        assert reminders.sweep() > 0


def test_on_a_rest_day_of_everybody_a_place_that_works_is_reminded(cast):
    with clock.set_to(date(2024, 9, 5)):
        cast.owes(starts=RECEIVED)
    saturday = date(2024, 11, 9)
    with clock.set_to(saturday):
        assert reminders.sweep() == 0
        in_prefecture([Day(saturday, "work", "藏历新年调休")])
        assert reminders.sweep() > 0


def test_a_trial_leaves_no_trace(cast):
    row = cast.owes(starts=RECEIVED)
    place = factories.jurisdiction("513200")
    assert len(would_move(FESTIVAL, jurisdiction=place, record=lambda *_: None)) == 1
    assert Deadline.objects.get() == row
    assert calendar_in_use(row).is_working(LAST)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("code", ["513225", "510000"])
def test_a_county_and_a_province_have_days_of_their_own_too(cast, code):
    cast.owes(starts=RECEIVED)
    ((_, new),) = in_prefecture(code=code)
    assert new.due_on == date(2024, 11, 6)
