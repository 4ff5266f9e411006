"""Pages by key: page 100 costs what page 1 costs, and rows from several ordered queries come once each."""

import heapq
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet

Key = tuple[datetime, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: As many digits as a moment before the year 5138 and a key of the database can have.
WRITTEN = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,18})")


@dataclass(frozen=True)
class Ordering:
    """By a moment that is never null, then by primary key, both in one direction."""

    field: str
    descending: bool = False

    def reverse(self) -> "Ordering":
        return Ordering(self.field, not self.descending)

    def order(self, rows: QuerySet) -> QuerySet:
        sign = "-" if self.descending else ""
        return rows.order_by(f"{sign}{self.field}", f"{sign}pk")

    def behind(self, rows: QuerySet, key: Key | None) -> QuerySet:
        """What follows the row with `key`; written so that one index serves it."""
        if key is None:
            return rows
        moment, pk = key
        on, past = ("lte", "gte") if self.descending else ("gte", "lte")
        within = rows.filter(**{f"{self.field}__{on}": moment})
        return within.exclude(**{self.field: moment, f"pk__{past}": pk})

    def key(self, row: Any) -> Key:
        return getattr(row, self.field), row.pk


@dataclass(frozen=True)
class Page:
    """Rows in order. `earlier` and `later`: whether there is anything before and behind them."""

    rows: list
    earlier: bool
    later: bool


def read(
    branches: Sequence[QuerySet],
    ordering: Ordering,
    *,
    after: Key | None = None,
    before: Key | None = None,
    size: int,
) -> Page:
    """One page of the rows of all `branches`: behind `after`, or the last ones in front of `before`."""
    if before is None:
        rows = _first(branches, ordering, after, size + 1)
        return Page(rows[:size], after is not None, len(rows) > size)
    rows = _first(branches, ordering.reverse(), before, size + 1)
    return Page(rows[:size][::-1], len(rows) > size, True)


def _first(branches: Sequence[QuerySet], ordering: Ordering, key: Key | None, limit: int) -> list:
    parts = [ordering.order(ordering.behind(rows, key))[:limit] for rows in branches]
    merged = heapq.merge(*parts, key=ordering.key, reverse=ordering.descending)
    return list(islice(_each_once(merged), limit))


def _each_once(rows: Iterable) -> Iterable:
    last = None
    for row in rows:
        if row.pk != last:
            yield row
        last = row.pk


def encode(key: Key) -> str:
    """A key as it stands in an address: microseconds and primary key."""
    moment, pk = key
    return f"{(moment - EPOCH) // timedelta(microseconds=1)}-{pk}"


def decode(text: str) -> Key | None:
    """None for an empty text. Raises ValueError for what is no key."""
    if not text:
        return None
    match = WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"not a key: {text!r}")
    return EPOCH + timedelta(microseconds=int(match[1])), int(match[2])
