"""One pass over what is counted: how many there are of each combination of traits, for each value of each dimension.

Everything the board shows is added up from these few rows, the median of the days included, so that it is exact on
every database and a million recommendations cost one statement.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, IntegerField, Value, When
from django.db.models.expressions import CombinedExpression

from assessment.facts import TRAITS, by_standing, facts
from assessment.measures import MEASURES
from matters.queries import MatterQuerySet

#: Said before the statement, and holding for it alone: compiling its many conditions takes longer than they do, what
#: is grouped has room in memory, and every row has to pass, whoever reads it.
PLANNED = {
    "postgresql": "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; SET LOCAL parallel_tuple_cost = 0.01; "
}


@dataclass
class Tally:
    """What was counted of some recommendations: each measure, and how many were answered after how many days."""

    counts: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    def add(self, signature: int, days: int | None, number: int) -> None:
        for code in _measured(signature):
            self.counts[code] += number
        if days is not None:
            self.days[days] += number

    def __iadd__(self, other: "Tally") -> "Tally":
        self.counts += other.counts
        self.days += other.days
        return self

    @property
    def median_days(self) -> float | None:
        """Of an even number the mean of the two in the middle; None where nothing is known."""
        known = self.days.total()
        if not known:
            return None
        days = sorted(self.days)
        below = list(accumulate(self.days[day] for day in days))
        return sum(days[bisect_right(below, place)] for place in ((known - 1) // 2, known // 2)) / 2


def together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for each in tallies:
        whole += each
    return whole


@dataclass(frozen=True)
class Dimension:
    """A column of `facts` by which to group; `where` narrows the rows of this dimension alone."""

    column: str
    where: Mapping[str, str] = field(default_factory=dict)


def rolled_up(matters: MatterQuerySet, dimensions: Sequence[Dimension]) -> list[dict[str, Tally]]:
    """For each of `dimensions` its values, as text, and what was counted of each. One statement."""
    found: list[dict[str, Tally]] = [{} for _ in dimensions]
    for position, value, signature, days, number in _rows(matters, dimensions):
        found[position].setdefault(value, Tally()).add(signature, days, number)
    return found


def _rows(matters: MatterQuerySet, dimensions: Sequence[Dimension]) -> list[tuple]:
    columns = {name for each in dimensions for name in (each.column, *each.where)}
    wanted = facts(matters).annotate(signature=_signature()).values("signature", "days", *sorted(columns))
    try:
        inner, values = wanted.query.sql_with_params()
    except EmptyResultSet:
        # The database need not be asked: the conditions hold for no row, such as an agency's impossible key.
        return []
    connection = connections[matters.db]
    quote = connection.ops.quote_name
    parts, asked = [], [*values]
    for position, each in enumerate(dimensions):
        where = " AND ".join(f"{quote(name)} = %s" for name in each.where)
        asked += each.where.values()
        parts.append(
            f"SELECT {position}, CAST({quote(each.column)} AS text), signature, days, COUNT(*) FROM facts"
            f"{f' WHERE {where}' if where else ''} GROUP BY {quote(each.column)}, signature, days"
        )
    with connection.cursor() as cursor:
        planned = PLANNED.get(connection.vendor, "")
        cursor.execute(f"{planned}WITH facts AS ({inner}) {' UNION ALL '.join(parts)}", asked)
        return cursor.fetchall()


def _signature() -> CombinedExpression:
    """All traits of a row as one small number: as digits of a number whose places have different bases."""
    whole, place = Value(0, IntegerField()), 1
    for name, values in TRAITS.items():
        digits = {value: n * place for n, value in enumerate(values)}
        whole = whole + _digit(name, digits)
        place *= len(values)
    return whole


def _digit(name: str, digits: Mapping[Any, int]) -> Case:
    """The standing straight from what it rests on: by its name the database would find it out for each digit."""
    if name == "standing":
        return by_standing(digits, IntegerField())
    cases = [When(**{name: value}, then=Value(digit)) for value, digit in digits.items() if digit]
    return Case(*cases, default=Value(0), output_field=IntegerField())


@cache
def _measured(signature: int) -> tuple[str, ...]:
    """Which measures count a recommendation with these traits."""
    traits = {}
    for name, values in TRAITS.items():
        signature, digit = divmod(signature, len(values))
        traits[name] = values[digit]
    return tuple(
        measure.code
        for measure in MEASURES
        if all(traits[name] in allowed for name, allowed in measure.traits.items())
    )
