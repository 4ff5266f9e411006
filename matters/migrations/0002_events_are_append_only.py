"""On PostgreSQL the database itself refuses to change or delete an event."""

from django.db import migrations

from common.migrating import Guard

CREATE = """
CREATE OR REPLACE FUNCTION matters_event_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'matters_event is append-only';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER matters_event_append_only BEFORE UPDATE OR DELETE ON matters_event
    FOR EACH ROW EXECUTE FUNCTION matters_event_refuse();
"""

DROP = """
DROP TRIGGER IF EXISTS matters_event_append_only ON matters_event;
DROP FUNCTION IF EXISTS matters_event_refuse();
"""


def _on_postgresql(sql: str):
    def run(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [Guard(_on_postgresql(CREATE), _on_postgresql(DROP))]
