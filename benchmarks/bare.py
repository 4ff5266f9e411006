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


@contextmanager
def bare(models: Iterable[type[Model]]) -> Iterator[None]:
    """Only primary keys and checks stay. Raises IntegrityError at the end for rows that break a constraint."""
    tables = [model._meta.db_table for model in models]
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
