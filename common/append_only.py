"""What migrations need for tables that are only ever added to: on PostgreSQL the database itself refuses the rest.

Whoever empties all tables on purpose (`flush`, for the demo and between tests) says so first with `MAY_EMPTY`.
"""

import re
from collections.abc import Callable

from django.db import connection

MAY_EMPTY = "SET portal.may_empty = 'on'"
REFUSE_TRUNCATE = """
CREATE OR REPLACE FUNCTION portal_refuse_truncate() RETURNS trigger AS $$
BEGIN
    IF current_setting('portal.may_empty', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;
"""
REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION portal_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;
"""
CREATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_truncate();
"""
DROP = "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"


def functions(*texts: str) -> tuple[Callable, Callable]:
    """The two ways of the Guard before all others: what their triggers call on PostgreSQL."""
    names = [name for text in texts for name in re.findall(r"FUNCTION (\w+)\(\)", text)]

    def create(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for text in texts:
                schema_editor.execute(text, params=None)

    def drop(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for name in names:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    return create, drop


def refuse_truncate(*tables: str) -> tuple[Callable, Callable]:
    """The two ways of a Guard."""

    def create(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                schema_editor.execute(CREATE.format(table=table), params=None)

    def drop(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table in tables:
                schema_editor.execute(DROP.format(table=table))

    return create, drop


#: On SQLite a trigger against deletion would stand in the way of `flush`, which deletes row by row.
CHANGE = {
    "postgresql": """
    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
    """,
    "sqlite": """
    CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} {when}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
    """,
}


def refuse_change(table: str, *, once: str = "") -> tuple[Callable, Callable]:
    """The two ways of a Guard. `once`: on SQLite a row is closed by an UPDATE of its own, where it held this."""

    def create(apps, schema_editor) -> None:
        vendor = schema_editor.connection.vendor
        if vendor in CHANGE:
            when = f"WHEN NOT {once}" if once else ""
            schema_editor.execute(CHANGE[vendor].format(table=table, when=when), params=None)

    def drop(apps, schema_editor) -> None:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only{on}")

    return create, drop


def allow_emptying() -> None:
    """For this connection, which is about to empty all tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(MAY_EMPTY)
