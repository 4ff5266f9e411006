"""The database itself refuses to change a frozen paper; PostgreSQL also refuses to delete one.

On SQLite a trigger against deletion would stand in the way of emptying the tables (`flush` deletes row by row).
"""

from django.db import migrations

from common.migrating import Guard

POSTGRESQL = """
CREATE FUNCTION documents_document_refuse() RETURNS trigger AS $$
BEGIN
    IF OLD.frozen THEN
        RAISE EXCEPTION 'documents_document is frozen';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER documents_document_frozen BEFORE UPDATE OR DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_document_refuse();
"""
SQLITE = """
CREATE TRIGGER documents_document_frozen BEFORE UPDATE ON documents_document
WHEN OLD.frozen BEGIN SELECT RAISE(ABORT, 'documents_document is frozen'); END
"""
DROP = {
    "postgresql": """
        DROP TRIGGER IF EXISTS documents_document_frozen ON documents_document;
        DROP FUNCTION IF EXISTS documents_document_refuse();
    """,
    "sqlite": "DROP TRIGGER IF EXISTS documents_document_frozen",
}


def create(apps, schema_editor) -> None:
    statement = {"postgresql": POSTGRESQL, "sqlite": SQLITE}.get(schema_editor.connection.vendor)
    if statement:
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    if schema_editor.connection.vendor in DROP:
        schema_editor.execute(DROP[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [Guard(create, drop)]
