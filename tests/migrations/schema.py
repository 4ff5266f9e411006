"""What stands in the database as lines, without the order in which it came."""

import re

from django.db import connection

COLUMN_OR_CONSTRAINT = re.compile(r', (?="|CONSTRAINT)')
#: Names that Django or PostgreSQL made of the column as it was called then; those that we gave have no such end.
MADE_UP = re.compile(r"\b\w+_(?:check|key|[0-9a-f]{8}(?:_\w+)?)\b")
#: Whose keys have the width of Django's own migrations one by one, and that of our settings at once.
OF_DJANGO = "auth_group_permissions | id |"
POSTGRESQL = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def lines() -> list[str]:
    """Columns, constraints, indexes and triggers."""
    read = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        return sorted({" ".join(line.split()) for line in read(cursor)})


def _on_postgresql(cursor) -> list[str]:
    found = []
    for question in POSTGRESQL:
        cursor.execute(question)
        found += [MADE_UP.sub("*", " | ".join(map(str, row))) for row in cursor.fetchall()]
    return [line for line in found if not line.startswith(OF_DJANGO)]


def _on_sqlite(cursor) -> list[str]:
    found = []
    cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    for kind, name, sql in cursor.fetchall():
        parts = COLUMN_OR_CONSTRAINT.split(sql[sql.index("(") + 1 : -1]) if kind == "table" else [sql]
        found += [f"{name} | {part}" for part in parts]
    return found
