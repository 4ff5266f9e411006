"""Which matters there are, whose they are, and on which days.

The measured prefecture holds the same matters at every size; whatever else there is lies in the others. The
rows are spread over the tables as if they had come in one after another, not side by side.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from benchmarks.world import Place
from common import clock

MEASURED_MATTERS = 30
NEIGHBOURS_MATTERS = 2
OPEN_FOR_EACH = 2
#: Last days of an agency's matters: from 15 days ago over so many.
SPAN = 75


class Days(NamedTuple):
    """The day and moment of receipt, the last day and its end."""

    received_on: date
    received_at: datetime
    due_on: date
    due_at: datetime


@cache
def days_of(turn: int) -> Days:
    due_on = clock.today() + timedelta(days=turn * 7 % SPAN - 15)
    received_on = due_on - timedelta(days=61)
    return Days(received_on, clock.at(received_on, 10, turn % 60), due_on, clock.end_of(due_on))


@dataclass(frozen=True)
class Case:
    """The `turn`-th matter of its agency. Its key also numbers its rows in the other tables."""

    pk: int
    turn: int
    lead: Place
    agency: Place

    @property
    def days(self) -> Days:
        return days_of(self.turn)

    @property
    def title(self) -> str:
        return f"关于第{self.pk}号问题的检察建议"

    @property
    def number(self) -> str:
        return f"检建〔2026〕{self.pk}号"

    @property
    def codes(self) -> tuple[str, str, str]:
        return self.agency.code, self.agency.prefecture, self.agency.province

    def event(self, number: int) -> int:
        """The key of its first or second event."""
        return (self.pk - 1) * 2 + number


def cases(places: list[Place], deadlines: int) -> list[Case]:
    """As many as hold `deadlines` open ones. Raises ValueError where that is fewer than are measured."""
    leads = {place.code: place for place in places if place.is_county_procuratorate}
    owners = _owners([place for place in places if place.is_agency], deadlines // OPEN_FOR_EACH)
    random.Random(513225).shuffle(owners)
    turns: dict[int, int] = {}
    made = []
    for pk, agency in enumerate(owners, 1):
        turns[agency.pk] = turns.get(agency.pk, 0) + 1
        made.append(Case(pk, turns[agency.pk], leads[agency.code], agency))
    return made


def _owners(agencies: list[Place], matters: int) -> list[Place]:
    """The agency of each matter, before they are mixed."""
    measured, *others = agencies
    near = [agency for agency in others if agency.prefecture == measured.prefecture]
    far = [agency for agency in others if agency.prefecture != measured.prefecture]
    owners = [measured] * MEASURED_MATTERS + near * NEIGHBOURS_MATTERS
    left = matters - len(owners)
    if left < 0 or (left and not far):
        raise ValueError(f"{matters} matters are too few, or the organisations are, for what is measured")
    return owners + [far[number % len(far)] for number in range(left)]
