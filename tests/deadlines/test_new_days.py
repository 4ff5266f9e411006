"""The calendar in the database: seeded, editable, and moving what it touches."""

from datetime import date

import pytest

from common import clock
from common.when import When
from deadlines import changes
from deadlines.calendar import Day
from deadlines.days import calendar_in_use
from deadlines.models import CalendarDay, Deadline
from deadlines.new_days import load_days
from deadlines.seed import seed_days
from deadlines.statute import Stated, Unit
from notices.models import Notice

RECEIVED = When.on(date(2024, 9, 5))
LAST = date(2024, 11, 5)
HOLIDAY = [Day(LAST, "rest", "临时放假", "县政府通知")]


def never(matter, old, new):
    raise AssertionError("nothing was to be recorded")


@pytest.mark.django_db
def test_the_calendar_is_seeded_once_and_left_alone_after_that():
    assert CalendarDay.objects.count() == 412
    CalendarDay.objects.filter(date=date(2024, 2, 10)).delete()
    seed_days()
    assert CalendarDay.objects.count() == 411


@pytest.mark.django_db
def test_the_process_notices_a_changed_day_and_otherwise_reads_once(django_assert_num_queries):
    calendar = calendar_in_use()
    with django_assert_num_queries(1):
        assert calendar_in_use() is calendar
    load_days([Day(date(2024, 3, 4), "rest", "x")])
    assert not calendar_in_use().is_working(date(2024, 3, 4))
    row = CalendarDay.objects.get(date=date(2024, 3, 4))
    row.delete()
    assert calendar_in_use().is_working(date(2024, 3, 4))


def test_a_holiday_added_today_moves_open_deadlines_with_a_record_and_a_notice(cast):
    old, seen = cast.owes(starts=RECEIVED), []
    moved = load_days(HOLIDAY, record=lambda *change: seen.append(change))
    new = Deadline.objects.get(replaces=old)
    assert moved == [(old, new)]
    assert (new.due_on, new.original_on, new.change_kind) == (
        date(2024, 11, 6),
        date(2024, 11, 6),
        "calendar",
    )
    assert [(matter.pk, before.status, after.pk) for matter, before, after in seen] == [
        (cast.matter.pk, "replaced", new.pk)
    ]
    notice = Notice.objects.get(recipient=cast.liaison.user)
    assert "期限由" in notice.text
    assert "11月6日" in notice.text


def test_a_day_off_taken_back_moves_it_forward(cast):
    row = cast.owes(starts=When.on(date(2024, 8, 1)))
    assert row.due_on == date(2024, 10, 8)
    ((_, new),) = load_days([Day(date(2024, 10, 7), "work", "国庆节")])
    assert new.due_on == date(2024, 10, 7)


def test_days_that_touch_nothing_change_nothing(cast):
    row = cast.owes(starts=RECEIVED)
    cast.owes("recommendation.urged", due_on=LAST)
    assert load_days([Day(date(2024, 10, 15), "rest", "x")], record=never) == []
    assert load_days([Day(date(2024, 10, 15), "rest", "x")], record=never) == []
    row.refresh_from_db()
    assert row.status == "open"


def test_a_day_decided_or_stated_stays(cast):
    extended = changes.replace_deadline(
        cast.owes(starts=RECEIVED), kind="extension", reason="x", event=cast.event(), due_on=date(2024, 12, 5)
    )
    load_days([Day(date(2024, 12, 5), "rest", "x")], record=never)
    extended.refresh_from_db()
    assert extended.status == "open"


def test_a_period_already_met_is_late_or_not_by_the_calendar_as_it_stands(cast):
    """Met on a day that turns out to have been the last one; nobody is told of what is over."""
    cast.owes(starts=RECEIVED)
    (closed,) = cast.close(on=date(2024, 11, 6))
    assert closed.late_days == 1
    seen = []
    ((_, new),) = load_days(HOLIDAY, record=lambda *change: seen.append(change))
    assert (new.status, new.closed_on, new.late_days) == ("closed", date(2024, 11, 6), 0)
    assert (new.closing_event, new.closed_at) == (closed.closing_event, closed.closed_at)
    assert len(seen) == 1
    assert not Notice.objects.exists()


def test_a_right_that_ended_by_its_day_runs_again_where_by_the_right_day_it_is_not_over(cast):
    """The objection's period was over by the wrong day of receipt, and fell away by itself."""
    with clock.set_to(date(2024, 9, 25)):
        row = cast.owes("recommendation.objection", starts=RECEIVED, stated=Stated(15))
        (gone,) = cast.close("recommendation.objection", on=None, cancelled=True)
        assert gone.has_ended_after_its_day()
        new = changes.replace_deadline(
            gone, kind="correction", reason="x", event=cast.event(), starts=When.on(date(2024, 9, 18))
        )
    assert (row.due_on, new.status, new.due_on) == (date(2024, 9, 20), "open", date(2024, 10, 8))


def test_what_stands_still_goes_on_by_the_calendar_as_it_stands(cast):
    row = cast.owes("inquiry.answer", starts=RECEIVED, stated=Stated(10, Unit.WORKING_DAYS))
    how = {"reason": "等待鉴定", "decided_by": "检察长王某"}
    paused = changes.pause(row, on=date(2024, 9, 9), event=cast.event("pause"), **how)
    load_days([Day(date(2024, 9, 12), "rest", "临时放假")], record=never)
    resumed = changes.resume(paused, on=date(2024, 9, 18), event=cast.event("resume"), **how)
    unpaused = cast.owes("inquiry.answer", starts=RECEIVED, stated=Stated(10, Unit.WORKING_DAYS), subject="x")
    # 10, 11, 13, 14 and 18 September are worked; the 12th now is not, the 16th and 17th are the festival.
    assert calendar_in_use().working_days(unpaused.due_on, resumed.due_on) == 5


def test_an_announced_year_is_provisional_no_longer(cast):
    with clock.set_to(date(2026, 11, 1)):
        row = cast.owes(starts=When.on(date(2026, 11, 10)))
        far = cast.owes(starts=When.on(date(2026, 12, 3)), subject="far")
        assert (row.provisional, far.provisional, far.due_on) == (True, True, date(2027, 2, 3))
        load_days([Day(date(2027, 2, 3), "rest", "春节", "国办发明电〔2026〕1号")], announces_year=True)
    row.refresh_from_db()
    assert (row.status, row.due_on, row.provisional) == ("open", date(2027, 1, 11), False)
    assert "暂定" not in row.explanation
    assert Deadline.objects.get(replaces=far).due_on == date(2027, 2, 4)


def test_working_days_are_counted_anew_where_a_day_inside_changes(cast):
    with clock.set_to(date(2024, 9, 5)):
        cast.owes("opinion.review", starts=When.on(date(2024, 11, 27)))
    ((old, new),) = load_days([Day(date(2024, 12, 3), "rest", "x")])
    assert (old.due_on, new.due_on) == (date(2024, 12, 11), date(2024, 12, 12))
