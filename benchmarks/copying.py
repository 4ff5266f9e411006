"""Rows into a table by COPY (SQLite: executemany), past the models: what varies is named, the rest are defaults."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Field, Model

BATCH = 50_000
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def as_text(value: Any) -> str:
    """`value` in the text format of COPY."""
    if type(value) is int:
        return str(value)
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).translate(ESCAPES)


def copy(model: type[Model], names: Sequence[str], rows: Iterable[Sequence], **same: Any) -> None:
    """Add `rows` of the columns `names`. `same`: values by column that all rows share; own column names."""
    fields = model._meta.local_concrete_fields
    columns = [field.column for field in fields]
    unknown = {*names, *same} - {*columns}
    if unknown:
        raise ValueError(f"{model.__name__} has no columns {sorted(unknown)}")
    left = [field for field in fields if field.column not in names and not field.primary_key]
    table, columns = model._meta.db_table, [*names, *(field.column for field in left)]
    shared = [same.get(field.column, _default(field)) for field in left]
    if connection.vendor == "sqlite":
        _insert(table, columns, rows, shared)
        return
    tail = "".join("\t" + as_text(value) for value in shared)
    _send(table, columns, ("\t".join(map(as_text, row)) + tail + "\n" for row in rows))


def as_value(value: Any) -> Any:
    """`value` as Django stores it on SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str | UUID) else value


def _insert(table: str, columns: list[str], rows: Iterable[Sequence], shared: list[Any]) -> None:
    places, end = ", ".join(["?"] * len(columns)), [as_value(value) for value in shared]
    quoted = ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{table}" ({quoted}) VALUES ({places})'
    with transaction.atomic():
        connection.connection.executemany(statement, ([*map(as_value, row), *end] for row in rows))


def _default(field: Field) -> Any:
    return field.get_default()


def _send(table: str, columns: list[str], lines: Iterable[str]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    lines = iter(lines)
    with connection.cursor() as cursor:
        while batch := "".join(islice(lines, BATCH)):
            cursor.copy_expert(f'COPY "{table}" ({quoted}) FROM STDIN', io.StringIO(batch))


def restart_sequence(model: type[Model]) -> None:
    """So that the next row made by the portal itself gets a free key; SQLite sees to that itself."""
    if connection.vendor == "sqlite":
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), max(id)) FROM \"{table}\""
        )
