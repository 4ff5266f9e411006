"""The examples' days hang together whichever day they are loaded on."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from common import clock
from deadlines.calendar import shipped_calendar
from deadlines.compute import compute
from deadlines.statutes import get
from demo.courses import receipt_of, received_for, schedule
from demo.given import Setting
from demo.load import IN_OFFICE
from demo.plans import load_plans
from recommendations import rules

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(DAYS, st.integers(0, 23))
@settings(max_examples=25, deadline=None)
def test_no_step_lies_ahead_or_before_anybody_was_in_office(day, hour):
    with clock.set_to(clock.at(day, hour, 5)):
        turns = schedule(load_plans(), CALENDAR)
        assert all(turn.moment < clock.now() for turn in turns)
        assert min(turn.moment for turn in turns) > clock.now() - IN_OFFICE


@given(DAYS)
@settings(max_examples=25, deadline=None)
def test_within_a_matter_time_only_moves_on(day):
    with clock.set_to(day):
        turns = schedule(load_plans(), CALENDAR)
    for number in {turn.number for turn in turns}:
        moments = [turn.moment for turn in turns if turn.number == number]
        assert len(set(moments)) == len(moments)


@given(DAYS)
@settings(max_examples=25, deadline=None)
def test_a_reply_planned_for_a_day_falls_due_on_it_or_just_before(day):
    plan = next(plan for plan in load_plans() if plan.due == 0)
    due = CALENDAR.next_working_day(day)
    received = received_for(plan, due, CALENDAR)
    rule, stated = rules.reply_rule(plan.new())
    ends = compute(get(rule), received, stated=stated, calendar=CALENDAR).due_on
    assert 0 <= (due - ends).days <= 10


@given(DAYS)
@settings(max_examples=25, deadline=None)
def test_what_is_planned_as_late_is_late_and_urged_only_then(day):
    """Also where a week of rest days lies between the last day and today."""
    with clock.set_to(day):
        turns = schedule(load_plans(), CALENDAR)
    for plan in load_plans():
        if plan.due is not None and plan.due < 0:
            assert due_of(plan, day) < day
    for turn in turns:
        if turn.act.do == "urge" and turn.act.data["ground"] == "no_reply":
            assert clock.local(turn.moment).date() > due_of(turn.plan, day)


def due_of(plan, day):
    rule, stated = rules.reply_rule(plan.new())
    received = receipt_of(plan, CALENDAR, day)
    return compute(get(rule), received, stated=stated, calendar=CALENDAR).due_on


@given(DAYS)
@settings(max_examples=25, deadline=None)
def test_what_is_told_of_an_interview_is_told_after_it(day):
    setting = Setting(day, CALENDAR, None, {})
    with clock.set_to(day):
        turns = schedule(load_plans(), CALENDAR)
    for turn in turns:
        if "minutes" in turn.act.data:
            assert setting.day(turn.act.data["held_on"]) <= clock.local(turn.moment).date()


def test_receipt_is_unknown_where_nothing_was_served():
    plan = next(plan for plan in load_plans() if plan.begun is not None)
    assert receipt_of(plan, CALENDAR, date(2026, 11, 24)) is None


@given(DAYS)
@settings(max_examples=25, deadline=None)
def test_what_needs_a_receipt_does_not_lie_before_it(day):
    """Also where the receipt falls on a rest day and what follows is moved to a working day."""
    with clock.set_to(day):
        turns = schedule(load_plans(), CALENDAR)
        served = {
            turn.number: receipt_of(turn.plan, CALENDAR, day)
            for turn in turns
            if turn.act.do == "record_with_superior" and turn.plan.is_public_interest
        }
    for turn in turns:
        if turn.number in served and turn.act.do == "record_with_superior":
            assert clock.local(turn.moment).date() >= served[turn.number]
