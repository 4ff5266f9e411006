"""Tables without their indexes and foreign keys while they are filled; putting them back proves the rows valid."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('f', 'u')
    ORDER BY contype DESC
"""
INDEXES = """
    SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY (%s::regclass[])
    AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u'))
"""


ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL AND tbl_name IN ({})"


@contextmanager
def bare(models: Iterable[type[Model]]) -> Iterator[None]:
    """Only primary keys and checks stay. Raises IntegrityError at the end for rows that break a constraint."""
    tables = [model._meta.db_table for model in models]
    with (_without_indexes if connection.vendor == "sqlite" else _without_constraints)(tables):
        yield


@contextmanager
def _without_indexes(tables: list[str]) -> Iterator[None]:
    """SQLite: indexes go; foreign keys are not looked at meanwhile, and all at the end."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(ON_SQLITE.format(", ".join(["%s"] * len(tables))), tables)
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, restore in found:
            cursor.execute(restore)
    connection.check_constraints(tables)


@contextmanager
def _without_constraints(tables: list[str]) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'; SET synchronous_commit = off")
        pairs = []
        for question in (INDEXES, CONSTRAINTS):
            cursor.execute(question, [tables])
            pairs += cursor.fetchall()
        for drop, _ in pairs:
            cursor.execute(drop)
        yield
        for _, restore in pairs:
            cursor.execute(restore)
