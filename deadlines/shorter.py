"""Whether a place's own length may end later than the law's: compared by the days that both yield."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from common import clock
from common.when import When
from deadlines.calendar import shipped_calendar
from deadlines.compute import Computation, compute
from deadlines.explain import chinese
from deadlines.statute import UNIT_WORDS, Statute, Unit

#: Four years hold every length of two months, and the long holidays in every place of the week.
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)


def longer_case(length: int, unit: Unit, statute: Statute) -> str:
    """A start from which `length` ends later than the law demands, told with both days; "" where there is none."""
    law = replace(statute, in_force_from=FIRST, in_force_until=None)
    own = replace(law, length=length, unit=unit)
    calendar = shipped_calendar()
    for start in _starts(unit, statute.unit):
        ours, theirs = (compute(rule, start, calendar=calendar) for rule in (own, law))
        if _end(ours, own, law) > _end(theirs, own, law):
            words = f"{length}{UNIT_WORDS[unit]}"
            day = chinese(clock.local(start.start).date())
            return f"例如自{day}起算，{words}至{chinese(ours.due_on)}，法定的至{chinese(theirs.due_on)}"
    return ""


def _starts(own: Unit, law: Unit) -> Iterator[When]:
    """Each day; where one of the two counts hours, its first and its last minute."""
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        if Unit.HOURS in (own, law):
            yield from (When(clock.at(day, 0, 0)), When(clock.at(day, 23, 59)))
        else:
            yield When.on(day)


def _end(found: Computation, own: Statute, law: Statute) -> datetime:
    """Before the shift over rest days, which both have, so that no weekday hides the difference."""
    if own.shifts and law.shifts:
        return clock.end_of(found.nominal)
    return found.due_at
