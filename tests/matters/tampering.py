"""Somebody with a hand in the database: raw SQL past every rule of the portal."""

from django.db import connection

from matters.models import Event


def sql(statement: str, *values) -> None:
    """Run `statement`, with the trigger of PostgreSQL put out of action as an intruder would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE matters_event DISABLE TRIGGER matters_event_append_only")
        cursor.execute(statement, values)


def change(event: Event, **columns) -> None:
    assigned = ", ".join(f"{name} = %s" for name in columns)
    sql(f"UPDATE matters_event SET {assigned} WHERE id = %s", *columns.values(), event.pk)


def remove(event: Event) -> None:
    sql("DELETE FROM matters_event WHERE id = %s", event.pk)


def insert_copy(event: Event, number: int) -> None:
    """A forged event with a hash of its own that is right in itself."""
    forged = Event(**{field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields})
    forged.pk, forged.number, forged.data = None, number, {"findings": "伪造"}
    forged.hash = forged.compute_hash()
    forged.save()


def replace_with_copy(event: Event) -> None:
    remove(event)
    insert_copy(event, event.number)
