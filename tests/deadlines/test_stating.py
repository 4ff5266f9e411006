"""A stated period is never longer than the law's: refused where it is entered, and cut where it is counted."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.when import When
from deadlines import statutes
from deadlines.calendar import shipped_calendar
from deadlines.compute import compute
from deadlines.stating import is_longer, is_shorter, may_be_longer, refusal
from deadlines.statute import STATABLE, Stated, Unit

CALENDAR = shipped_calendar()
MONTHS = Unit.MONTHS
TWO_MONTHS = Stated(2, MONTHS)
BOUNDED = [statute for statute in statutes.ALL if statute.longest]
STATED = st.builds(Stated, st.integers(1, 130), st.sampled_from(STATABLE))
STARTS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def refused(rule: str, stated: Stated, **how) -> str:
    return refusal(statutes.get(rule), stated, calendar=CALENDAR, **how)


@given(st.sampled_from(BOUNDED), STATED, STARTS)
@example(statutes.get("recommendation.reply"), Stated(60), date(2027, 1, 1))
@example(statutes.get("recommendation.reply"), Stated(31), date(2026, 1, 31))
def test_no_stated_period_ends_after_the_laws(statute, stated, start):
    computed = compute(statute, start, stated=stated, calendar=CALENDAR)
    lawful = compute(statute, start, stated=statute.longest, calendar=CALENDAR)
    assert computed.due_on <= lawful.due_on
    if computed.cut:
        assert (computed.due_on, computed.stated) == (lawful.due_on, False)
        assert f"文书载明的{stated}长于法定期限" in computed.explanation


@given(STATED, st.sampled_from([TWO_MONTHS, Stated(1, MONTHS), Stated(3, MONTHS)]), STARTS)
def test_what_is_shorter_from_every_day_is_so_from_this_one(stated, law, start):
    if stated.unit is Unit.WORKING_DAYS or law.unit is Unit.WORKING_DAYS:
        return
    statute = statutes.get("recommendation.objection")
    mine, laws = (compute(statute, start, stated=each, calendar=CALENDAR).nominal for each in (stated, law))
    assert not is_shorter(stated, law) or mine < laws
    assert not is_longer(stated, law) or mine > laws
    assert may_be_longer(stated, law) or mine <= laws


def test_sixty_days_are_longer_than_two_months_in_some_of_them():
    assert may_be_longer(Stated(60), TWO_MONTHS)
    assert not is_longer(Stated(60), TWO_MONTHS)
    assert not may_be_longer(Stated(59), TWO_MONTHS)
    assert is_longer(Stated(63), TWO_MONTHS)
    assert not may_be_longer(TWO_MONTHS, TWO_MONTHS)


@pytest.mark.parametrize(
    ("rule", "stated", "article"),
    [
        ("recommendation.reply", Stated(120), "第19条"),
        ("recommendation.reply", Stated(3, MONTHS), "第19条"),
        ("recommendation.minor_protection.reply", Stated(90), "第114条"),
        ("recommendation.correction.reply", Stated(90), "第19条"),
        ("recommendation.correction.reply_court_trial", Stated(2, MONTHS), "第30条"),
        ("corrections.reply", Stated(3, MONTHS), "第19条"),
        ("recommendation.public_interest.reply", Stated(15), "第21条"),
        ("recommendation.retrial.reply", Stated(1, MONTHS), "第417条"),
    ],
)
def test_a_longer_period_is_refused_with_the_article(rule, stated, article):
    assert article in refused(rule, stated)


def test_what_is_written_now_is_longer_from_no_day():
    assert "有的月份" in refused("recommendation.reply", Stated(60))
    assert refused("recommendation.reply", Stated(59)) == ""
    assert refused("recommendation.reply", TWO_MONTHS) == ""


def test_what_was_issued_elsewhere_is_taken_where_it_may_be_lawful():
    assert refused("recommendation.reply", Stated(60), issued=True) == ""
    assert refused("recommendation.reply", Stated(63), issued=True)


def test_a_known_day_of_receipt_decides():
    august, january = When.parse("2026-07-01"), When.parse("2027-01-02")
    assert refused("recommendation.reply", Stated(60), issued=True, start=august) == ""
    assert refused("recommendation.reply", Stated(62), issued=True, start=january)


def test_what_a_place_has_shortened_bounds_it_too():
    statute = replace(statutes.get("recommendation.reply"), length=45, unit=Unit.DAYS)
    assert compute(statute, date(2026, 9, 1), stated=Stated(50), calendar=CALENDAR).cut == Stated(50)
    in_hours = replace(statute, length=48, unit=Unit.HOURS)
    assert in_hours.longest == TWO_MONTHS
    assert compute(in_hours, date(2026, 9, 1), stated=Stated(20), calendar=CALENDAR).due_on == date(
        2026, 9, 21
    )


def test_a_period_that_the_law_leaves_open_has_no_bound():
    assert refused("recommendation.objection", Stated(90)) == ""
    assert refused("recommendation.public_interest.rectification", Stated(6, MONTHS)) == ""
