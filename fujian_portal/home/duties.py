"""What a person's worklist is made of: open deadlines with their matters, read in bulk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from matters.models import Matter
from workflow.lists.concrete import concrete_rows
from workflow.lists.due import RIGHTS

#: A worklist reads no more; beyond, the list with its filters is the better tool.
LIMIT = 200


@dataclass(frozen=True)
class Duty:
    """An open deadline and its matter as its own class; `others` counts further ones of the same matter."""

    deadline: Deadline
    matter: Matter
    others: int = 0


def read(*parts: DeadlineQuerySet) -> list[Duty]:
    """The duties of each of `parts` in its order, rights left out. One query a part and one a model."""
    rows = [row for part in parts for row in _limited(part)]
    concrete = concrete_rows(row.matter for row in rows)
    return [Duty(row, concrete[row.matter_id]) for row in rows]


def _limited(rows: DeadlineQuerySet) -> DeadlineQuerySet:
    return rows.exclude(rule__endswith=RIGHTS).select_related("matter", "debtor", "creditor")[:LIMIT]


def one_each(duties: Iterable[Duty]) -> list[Duty]:
    """One row a matter: the first of its duties, with the number of those behind it."""
    found: dict[int, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.matter.pk, []).append(duty)
    return [Duty(first.deadline, first.matter, len(rest)) for first, *rest in found.values()]


def split(duties: Iterable[Duty], belongs: Callable[[Duty], bool]) -> tuple[list[Duty], list[Duty]]:
    """Those that belong, and the others."""
    parts: tuple[list[Duty], list[Duty]] = ([], [])
    for duty in duties:
        parts[not belongs(duty)].append(duty)
    return parts
