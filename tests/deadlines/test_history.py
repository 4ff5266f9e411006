"""A deadline is computed from its whole history, never from its predecessor alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.when import When
from deadlines import changes
from deadlines.calendar import Day, shipped_days
from deadlines.calendar import calendar_of as calendar
from deadlines.history import Grant, History, Pause, standing
from deadlines.models import Deadline
from deadlines.new_days import load_days
from deadlines.statute import Stated, Unit
from deadlines.statutes import get

CHIEF = "检察长张某"
CORRECTOR = "部门负责人李某"
GRANTED = date(2026, 12, 28)
DECIDED = date(2026, 10, 20)


def extend(cast, row, until=GRANTED, **how):
    how = {"decided_by": CHIEF, "decided_on": DECIDED, "event": cast.event("grant_extension"), **how}
    return changes.replace_deadline(row, kind="extension", reason="工程量大", due_on=until, **how)


def correct(cast, row, received: date):
    return changes.replace_deadline(
        row,
        kind="correction",
        reason="收到日期有误",
        decided_by=CORRECTOR,
        event=cast.event("correct"),
        starts=When.on(received),
    )


def test_a_corrected_receipt_keeps_the_chiefs_grant_and_the_chiefs_name(cast):
    """The issue's case: due stayed 12-28, explained as 文书直接载明, with the corrector's name."""
    row = extend(cast, cast.owes(starts=When.on(date(2026, 9, 14))))
    row = correct(cast, row, date(2026, 9, 13))
    assert (row.due_on, row.original_on) == (GRANTED, date(2026, 11, 13))
    assert row.explanation.startswith(f"经{CHIEF}同意，期限延至2026年12月28日")
    row = correct(cast, row, date(2026, 11, 10))
    assert (row.due_on, row.original_on, row.basis) == (date(2027, 1, 11), date(2027, 1, 11), "statutory")
    assert f"经{CHIEF}同意，延期到2026年12月28日，不晚于上述届满日" in row.explanation
    assert "文书直接载明" not in row.explanation
    assert CORRECTOR not in row.explanation


def test_in_the_other_order_the_granted_extension_comes_back(cast):
    row = extend(cast, cast.owes(starts=When.on(date(2026, 9, 14))))
    row = correct(cast, correct(cast, row, date(2026, 10, 30)), date(2026, 9, 13))
    assert (row.due_on, row.original_on) == (GRANTED, date(2026, 11, 13))
    assert row.explanation.startswith(f"经{CHIEF}同意，期限延至2026年12月28日")


def test_a_holiday_after_an_extension_moves_the_day_before_it_and_leaves_the_granted_one(cast):
    row = extend(cast, cast.owes(starts=When.on(date(2026, 9, 14))))
    load_days([Day(date(2026, 11, 16), "rest", "临时放假")], record=lambda *_: None)
    row = correct(cast, row, date(2026, 9, 16))
    assert (row.due_on, row.original_on) == (GRANTED, date(2026, 11, 17))


def test_a_period_extended_by_months_follows_its_start(cast):
    row = cast.owes(starts=When.on(date(2026, 9, 14)))
    row = extend(cast, row, None, granted=Stated(1, Unit.MONTHS))
    assert (row.due_on, row.original_on) == (date(2026, 12, 16), date(2026, 11, 16))
    row = correct(cast, row, date(2026, 10, 30))
    assert (row.due_on, row.original_on) == (date(2027, 2, 1), date(2026, 12, 30))
    assert row.explanation.startswith(f"经{CHIEF}同意，延长1个月，期限延至2027年2月1日")


def test_what_was_corrected_while_it_stood_still_stands_still(cast):
    row = cast.owes(starts=When.on(date(2026, 9, 14)))
    how = {"reason": "等待鉴定", "decided_by": CHIEF}
    row = changes.pause(row, on=date(2026, 10, 9), event=cast.event("pause"), **how)
    row = correct(cast, row, date(2026, 9, 20))
    assert (row.status, row.due_on, row.paused_on) == ("paused", None, date(2026, 10, 9))
    assert "2026年11月20日" in row.explanation
    row = changes.resume(row, on=date(2026, 10, 19), event=cast.event("resume"), **how)
    assert (row.due_on, row.given_back) == (date(2026, 11, 30), 10)


def test_a_wrong_grant_is_put_right_and_can_be_taken_back(cast):
    grant = extend(cast, cast.owes(starts=When.on(date(2026, 9, 14))))
    how = {"reason": "日期录错", "decided_by": CORRECTOR}
    row = changes.amend_grant(grant, due_on=date(2026, 12, 18), event=cast.event("correct"), **how)
    assert (row.due_on, row.original_on, row.change_kind) == (
        date(2026, 12, 18),
        date(2026, 11, 16),
        "correction",
    )
    assert row.explanation.startswith(f"经{CHIEF}同意，期限延至2026年12月18日")
    row = changes.amend_grant(row, event=cast.event("correct"), **how)
    assert (row.due_on, row.extended_from) == (date(2026, 11, 16), None)
    assert CHIEF not in row.explanation


def test_a_wrong_day_of_a_pause_is_put_right(cast):
    row = cast.owes(starts=When.on(date(2026, 9, 14)))
    how = {"reason": "等待鉴定", "decided_by": CHIEF}
    paused = changes.pause(row, on=date(2026, 10, 9), event=cast.event("pause"), **how)
    changes.resume(paused, on=date(2026, 10, 19), event=cast.event("resume"), **how)
    row = changes.amend_pause(paused, on=date(2026, 10, 12), event=cast.event("correct"), **how)
    assert (row.due_on, row.given_back) == (date(2026, 11, 23), 7)


def test_a_change_decided_on_an_old_row_is_a_change_of_the_newest(cast):
    """Two hands: the second read the row before the first replaced it."""
    read_by_both = cast.owes(starts=When.on(date(2026, 9, 14)))
    extend(cast, read_by_both)
    row = correct(cast, read_by_both, date(2026, 9, 13))
    assert (row.due_on, row.original_on) == (GRANTED, date(2026, 11, 13))
    assert Deadline.objects.running().count() == 1


def test_what_starts_at_the_end_of_another_moves_with_it(cast):
    row = cast.owes(starts=When.on(date(2026, 6, 10)))
    last = cast.owes("recommendation.public_interest.decide_suit", follows=("recommendation.reply",))
    assert (last.starts_on, last.due_on) == (date(2026, 8, 10), date(2026, 9, 10))
    extend(cast, last, None, granted=Stated(1, Unit.MONTHS))
    correct(cast, row, date(2026, 7, 10))
    moved = Deadline.objects.get(rule=last.rule, status="open")
    assert (moved.starts_on, moved.original_on, moved.due_on) == (
        date(2026, 9, 10),
        date(2026, 10, 10),
        date(2026, 11, 10),
    )
    pairs = load_days([Day(date(2026, 9, 10), "rest", "临时放假")], record=lambda *_: None)
    assert [new.rule for _, new in pairs] == ["recommendation.reply", last.rule]
    assert Deadline.objects.get(rule=last.rule, status="open").starts_on == date(2026, 9, 11)


# -- against an oracle ---------------------------------------------------------------------------------------


@dataclass
class Oracle:
    """What a clerk with a wall calendar would say: two months, the first worked day, what was granted if later."""

    received: date
    to: date | None = None
    decided: date | None = None
    by: str = ""
    pauses: list[tuple[date, date]] = field(default_factory=list)
    rest: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def rests(self, day: date) -> bool:
        return day in self.rest or (day.weekday() > 4 and day not in self.worked)

    def shifted(self, day: date) -> date:
        while self.rests(day):
            day += timedelta(days=1)
        return day

    def two_months(self) -> date:
        month = self.received.month + 2
        year, month = self.received.year + (month > 12), (month - 1) % 12 + 1
        day = self.received.day
        while True:
            try:
                return date(year, month, day)
            except ValueError:
                day -= 1

    def stopped(self, after: date) -> int:
        days = {
            since + timedelta(days=n + 1) for since, until in self.pauses for n in range((until - since).days)
        }
        return len([day for day in days if day > after])

    def original(self) -> date:
        return self.shifted(self.two_months() + timedelta(days=self.stopped(self.received)))

    def granted(self) -> date:
        moved = self.stopped(self.decided)
        return self.shifted(self.to + timedelta(days=moved)) if moved else self.to

    def due(self) -> date:
        return max(self.original(), self.granted()) if self.to else self.original()


SHIPPED = shipped_days()
REST = frozenset(day.date for day in SHIPPED if day.status == "rest")
WORKED = frozenset(day.date for day in SHIPPED if day.status == "work")
STARTS = st.dates(date(2019, 3, 1), date(2026, 6, 30))


@settings(max_examples=400, deadline=None)
@given(STARTS, st.integers(0, 150), st.integers(0, 100), st.integers(0, 80), st.integers(0, 40))
def test_the_day_agrees_with_a_clerks_count(received, until, decided, since, length):
    stop = received + timedelta(days=since)
    pause, on = (stop, stop + timedelta(days=length)), received + timedelta(days=decided)
    to = received + timedelta(days=until)
    oracle = Oracle(received, to, on, CHIEF, [pause], REST, WORKED)
    found = standing(history(received, [Grant(on, CHIEF, to)], [Pause(*pause)]), SHIPPED_CALENDAR)
    assert (found.due_on, found.original_on) == (oracle.due(), oracle.original())
    assert f"经{CHIEF}同意" in found.explanation


def history(received: date, grants: list[Grant], pauses: list[Pause]) -> History:
    statute = get("recommendation.reply", received)
    return History(statute, When.on(received), grants=tuple(grants), pauses=tuple(pauses))


SHIPPED_CALENDAR = calendar(SHIPPED, {day.date.year for day in SHIPPED})
DAYS = st.integers(0, 150)
GRANTS = st.lists(st.tuples(DAYS, DAYS, st.sampled_from([None, 1, 2])), min_size=2, max_size=3)


@settings(max_examples=150, deadline=None)
@given(STARTS, GRANTS, st.data())
def test_grants_and_pauses_count_the_same_in_whatever_order_they_were_entered(received, drawn, data):
    grants = [
        Grant(
            received + timedelta(days=on),
            f"检察长{number}",
            None if months else received + timedelta(days=to),
            Stated(months, Unit.MONTHS) if months else None,
        )
        for number, (on, to, months) in enumerate(drawn)
    ]
    stops = [received + timedelta(days=day) for day in (20, 40)]
    pauses = [Pause(day, day + timedelta(days=5)) for day in stops]
    shuffled = data.draw(st.permutations(grants)), data.draw(st.permutations(pauses))
    first = standing(history(received, grants, pauses), SHIPPED_CALENDAR)
    other = standing(history(received, *shuffled), SHIPPED_CALENDAR)
    assert (first.due_on, first.original_on, first.explanation) == (
        other.due_on,
        other.original_on,
        other.explanation,
    )
    assert all(grant.by in first.explanation for grant in grants)


FIRSTS = [date(2023, 12, 31), date(2024, 8, 31)]


@pytest.mark.parametrize("received", FIRSTS)
def test_any_order_of_the_same_changes_gives_the_same_day_and_true_names(cast, received):
    """A correction, an extension, a stop and a holiday, entered in each of their orders."""
    right = received + timedelta(days=3)
    oracle = Oracle(right, received + timedelta(days=100), received + timedelta(days=20), CHIEF)
    oracle.pauses = [(received + timedelta(days=30), received + timedelta(days=37))]
    holiday = Oracle(right, pauses=oracle.pauses, rest=REST, worked=WORKED).original()
    oracle.rest, oracle.worked = REST | {holiday}, WORKED - {holiday}
    for place, order in enumerate(permutations(CHANGES)):
        load_days([Day(holiday, "work", "")], record=lambda *_: None)
        row = cast.owes(starts=When.on(received), subject=str(place))
        for change in order:
            change(cast, place, received, right, oracle, holiday)
        row = Deadline.objects.get(subject=str(place), status="open")
        assert (row.due_on, row.original_on) == (oracle.due(), oracle.original()), [
            each.__name__ for each in order
        ]
        assert f"经{CHIEF}同意" in row.explanation
        assert CORRECTOR not in row.explanation
        cast.close(on=right, subject=str(place))


def newest(place: int) -> Deadline:
    return Deadline.objects.exclude(status="replaced").get(subject=str(place))


def corrected(cast, place, received, right, oracle, holiday):
    correct(cast, newest(place), right)


def granted(cast, place, received, right, oracle, holiday):
    extend(cast, newest(place), oracle.to, decided_on=oracle.decided)


def stopped(cast, place, received, right, oracle, holiday):
    how = {"reason": "等待鉴定", "decided_by": CHIEF}
    (since, until) = oracle.pauses[0]
    row = changes.pause(newest(place), on=since, event=cast.event("pause"), **how)
    changes.resume(row, on=until, event=cast.event("resume"), **how)


def declared(cast, place, received, right, oracle, holiday):
    load_days([Day(holiday, "rest", "临时放假")], record=lambda *_: None)


CHANGES = (corrected, granted, stopped, declared)
