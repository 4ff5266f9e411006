"""What a migration needs that changes rows and tables in one transaction."""

from collections.abc import Callable
from functools import wraps

from django.db.migrations import RunPython

Change = Callable[..., None]


def settled(change: Change) -> Change:
    """Check at once what PostgreSQL would check at the end: it alters no table with such checks outstanding."""

    @wraps(change)
    def run(apps, schema_editor) -> None:
        change(apps, schema_editor)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")

    return run


class Guard(RunPython):
    """What the database itself refuses, as a trigger: `code` is run again where the tables are made at once.

    It gets None for `apps`: a guard reads no rows.
    """
