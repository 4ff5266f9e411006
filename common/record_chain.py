"""What migrations need for a table whose records the database chains (`organisations.chained`)."""

from collections.abc import Callable, Iterator

from django.db import models

from common.evidence import digest_of, statement_of
from common.migrating import settled

HEAD = "organisations_recordhead"
#: PostgreSQL gives a row its key before this runs. The head is the lock: two that write at once take turns.
CHAIN_RECORD = f"""
CREATE OR REPLACE FUNCTION portal_chain_record() RETURNS trigger AS $$
BEGIN
    INSERT INTO {HEAD} AS head (name, position, hash)
    VALUES (TG_TABLE_NAME, 1, encode(sha256(convert_to(' ' || NEW.id || ' ' || NEW.digest, 'UTF8')), 'hex'))
    ON CONFLICT (name) DO UPDATE SET
        position = head.position + 1,
        hash = encode(sha256(convert_to(head.hash || ' ' || NEW.id || ' ' || NEW.digest, 'UTF8')), 'hex')
    RETURNING head.position, head.hash INTO NEW.position, NEW.hash;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
"""
#: A record that brings its hash comes out of a backup.
CREATE = {
    "postgresql": """
        CREATE TRIGGER {table}_chained BEFORE INSERT ON {table}
            FOR EACH ROW WHEN (NEW.hash = '') EXECUTE FUNCTION portal_chain_record();
    """,
    "sqlite": f"""
        CREATE TRIGGER {{table}}_chained AFTER INSERT ON {{table}} WHEN NEW.hash = '' BEGIN
            INSERT OR IGNORE INTO {HEAD} (name, position, hash) VALUES ('{{table}}', 0, '');
            UPDATE {HEAD} SET position = position + 1, hash = SHA256(hash || ' ' || NEW.id || ' ' || NEW.digest)
                WHERE name = '{{table}}';
            UPDATE {{table}} SET position = (SELECT position FROM {HEAD} WHERE name = '{{table}}'),
                hash = (SELECT hash FROM {HEAD} WHERE name = '{{table}}') WHERE id = NEW.id;
        END
    """,
}
#: What the chain adds to a row: not part of what the row says.
LINKS = {"id", "digest", "position", "hash"}
BATCH = 5000


def said_columns(model: type[models.Model]) -> dict[str, models.Field]:
    return {column.attname: column for column in model._meta.concrete_fields if column.attname not in LINKS}


def link(before: str, key: int, digest: str) -> str:
    """The hash of a record, as the trigger computes it."""
    return digest_of(f"{before} {key} {digest}")


def chain_existing(room: str, name: str) -> Callable:
    """For a RunPython before `chain_records`: what is there already, in the order of its keys. Some 20 000 a second."""

    def run(apps, schema_editor) -> None:
        model = apps.get_model(room, name)
        table, place, before = model._meta.db_table, 0, ""
        with schema_editor.connection.cursor() as cursor:
            for rows in _lots(model):
                links = []
                for key, digest in rows:
                    place, before = place + 1, link(before, key, digest)
                    links.append((digest, place, before, key))
                cursor.executemany(
                    f"UPDATE {table} SET digest = %s, position = %s, hash = %s WHERE id = %s", links
                )
        if place:
            head = apps.get_model("organisations", "RecordHead")
            head.objects.create(name=table, position=place, hash=before)

    return settled(run)


def _lots(model: type[models.Model]) -> Iterator[list[tuple[int, str]]]:
    """Keys and digests, read anew for each lot: nothing is open while the lot is written."""
    said, last = said_columns(model), 0
    rows = model.objects.order_by("pk").values_list("pk", *said)
    while lot := [*rows.filter(pk__gt=last)[:BATCH]]:
        last = lot[-1][0]
        yield [
            (key, digest_of(statement_of(said, dict(zip(said, values, strict=True))))) for key, *values in lot
        ]


def chain_records(table: str) -> tuple[Callable, Callable]:
    """The two ways of a Guard, after the rows that were there have their places."""

    def create(apps, schema_editor) -> None:
        vendor = schema_editor.connection.vendor
        if vendor in CREATE:
            schema_editor.execute(CREATE[vendor].format(table=table), params=None)

    def drop(apps, schema_editor) -> None:
        on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_chained{on}")

    return create, drop
