"""What of the database is evidence: which columns of which tables are covered by the hash of an event.

Every room declares its tables in its `evidence.py`: `cover` for rows of a matter, `leave_out` with the reason for the
rest. Whatever nobody declared is found by `tests/matters/test_every_column.py`.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db import models

from common import touched


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(said: Any) -> str:
    """One text for one value, on either database: moments in UTC to the microsecond, days as ISO."""
    return json.dumps(said, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def statement_of(columns: Mapping[str, models.Field], values: Mapping[str, Any]) -> str:
    """What a row says, as one text. Its pieces that say nothing are left out, so that a column added later, empty in
    every row, changes no digest."""
    return canonical({name: values[name] for name, column in columns.items() if _says(column, values[name])})


def _says(column: models.Field, value: Any) -> bool:
    return value is not None and (column.null or value not in ("", False, 0, [], {}))


@dataclass(frozen=True, eq=False)
class Cover:
    """The rows of `model` that belong to a matter, found by the path `through`.

    `beside`: foreign keys whose row is part of what this one says, as an upload is of its attachment.
    `without`: columns that are not covered, each with its reason.
    `since`: columns that a migration filled in rows already spoken for, each with the edition of the cover in which it
    came, 2 or later. All others are of the first.
    """

    model: type[models.Model]
    through: str
    beside: Sequence[str]
    without: Mapping[str, str]
    since: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How events call the table. A table that is renamed keeps its name here."""
        return self.model._meta.model_name

    @cached_property
    def columns(self) -> dict[str, models.Field]:
        meta = self.model._meta
        found = {column.attname: column for column in meta.concrete_fields}
        for key in self.beside:
            other = meta.get_field(key).related_model._meta
            found |= {f"{key}__{column.attname}": column for column in other.concrete_fields}
        return {name: column for name, column in found.items() if name not in self.without}

    @cached_property
    def _all(self) -> models.QuerySet:
        """Built once: naming the columns of a wide table takes longer than reading a row of it."""
        found = self.model._base_manager.order_by("pk")
        return found.values_list(self.through, "pk", *self.columns)

    def rows(self, **which: Any) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """(matter, key, values by column) of the rows that `which` names, as the database has them now."""
        for matter, key, *values in self._all.filter(**which):
            yield matter, key, dict(zip(self.columns, values, strict=True))

    def of_matters(self, matters: Collection[int]) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        return self.rows(**{f"{self.through}__in": matters})

    @cached_property
    def kept_of(self) -> type[models.Model]:
        """Of which model its rows tell: the table itself, else the one to which the last key of the path leads."""
        found: type[models.Model] = self.model
        for name in self.through.split("__"):
            key = found._meta.get_field(name.removesuffix("_id"))
            if name == "matter_ptr_id":  # its own row beside that of the matter
                return getattr(found, "instance_type", found)
            found = key.related_model
        return found

    @cached_property
    def editions(self) -> list[dict[str, models.Field]]:
        """The columns that came with each edition, the first one first."""
        last = max(self.since.values(), default=1)
        return [
            {name: column for name, column in self.columns.items() if self.since.get(name, 1) == edition}
            for edition in range(1, last + 1)
        ]

    def digest(self, values: Mapping[str, Any]) -> str:
        """A part for each edition, so that a row can be compared with what was said of it in an earlier one."""
        return "+".join(digest_of(statement_of(columns, values)) for columns in self.editions)

    def digests(self, keys: Collection[Any]) -> dict[Any, str]:
        """By key, of the rows that exist."""
        return {key: self.digest(values) for _, key, values in self.rows(pk__in=keys)}

    def matter_of(self, row: models.Model) -> int:
        """The matter to which `row`, held in memory, belongs."""
        found: Any = row
        for step in self.through.split("__"):
            found = getattr(found, step)
        return found


def agree(one: str, other: str) -> bool:
    """Whether two digests of a row say the same, in the edition in which the older of them was written.

    Empty text stands for no row, and agrees with itself alone.
    """
    return all(said == also for said, also in zip(one.split("+"), other.split("+"), strict=False))


_covers: dict[type[models.Model], Cover] = {}
#: Tables whose rows no hash covers, and why: by label.
LEFT_OUT: dict[str, str] = {}
#: Columns of covered tables that no hash covers, and why: by label and column.
LEFT_OUT_COLUMNS: dict[tuple[str, str], str] = {}


def cover(
    model: type[models.Model],
    through: str = "matter_id",
    *,
    beside: Sequence[str] = (),
    without: Mapping[str, str] | None = None,
    since: Mapping[str, int] | None = None,
) -> None:
    """Declare `model` and, where it has one, its field history."""
    _declare(Cover(model, through, tuple(beside), without or {}, since or {}))
    if hasattr(model, "history"):
        kept = model.history.model
        _declare(Cover(kept, through, (), _of(kept, without), _of(kept, since)))


def _of(model: type[models.Model], said: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is said of columns that `model` has."""
    own = {column.attname for column in model._meta.concrete_fields}
    return {name: what for name, what in (said or {}).items() if name in own}


def _declare(declared: Cover) -> None:
    _covers[declared.model] = declared
    touched.watch(declared)


def covers() -> list[Cover]:
    return [*_covers.values()]


def leave_out(reason: str, *labels: str) -> None:
    """Tables, as `room.Model`, that are no evidence of a matter, and why."""
    LEFT_OUT.update(dict.fromkeys(labels, reason))


def leave_out_column(label: str, column: str, reason: str) -> None:
    LEFT_OUT_COLUMNS[(label, column)] = reason
