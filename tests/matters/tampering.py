"""Somebody with a hand in the database: raw SQL past every rule of the portal."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from matters.models import ChainSeal, Event, SealedHead
from matters.seals import Digest
from matters.standing import joined

# What the owner of the tables may do, who need not be the superuser: foreign keys cannot be put to sleep, only dropped.
DISARM = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT conrelid::regclass AS name, conname FROM pg_constraint WHERE contype = 'f' LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.name, one.conname);
    END LOOP;
    FOR one IN SELECT DISTINCT tgrelid::regclass AS name FROM pg_trigger WHERE NOT tgisinternal LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', one.name);
    END LOOP;
END $$
"""
REARM = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT DISTINCT tgrelid::regclass AS name FROM pg_trigger WHERE NOT tgisinternal LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', one.name);
    END LOOP;
END $$
"""


@contextmanager
def disarmed() -> Iterator[None]:
    """With every trigger and check of the database put out of action, as an intruder would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(DISARM)
            yield
            cursor.execute(REARM)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (trigger,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {trigger}")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def sql(statement: str, *values) -> None:
    with disarmed(), connection.cursor() as cursor:
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


def cut_off(event: Event) -> None:
    """Take away the end of a chain, from `event` on, and let what stays speak for what was written, and the head agree."""
    *_, last = event.matter.events.filter(number__lt=event.number).order_by("number")
    for gone in event.matter.events.filter(number__gte=event.number).order_by("number"):
        last.stands = joined(last.stands, gone.stands)
    last.hash = last.compute_hash()
    change(last, stands=json.dumps(last.stands), hash=last.hash)
    sql("DELETE FROM matters_event WHERE matter_id = %s AND number >= %s", event.matter_id, event.number)
    _let_head_agree(event.matter_id)


def rewrite(event: Event, **said) -> None:
    """Change the last event of a chain so that the chain and its head hold in themselves."""
    event.data = said
    event.hash = event.compute_hash()
    change(event, data=json.dumps(said), hash=event.hash)
    _let_head_agree(event.matter_id)


def _let_head_agree(matter: int) -> None:
    last = Event.objects.filter(matter=matter).order_by("number").last()
    sql(
        "UPDATE matters_matter SET last_event_number = %s, head_hash = %s WHERE id = %s",
        last.number,
        last.hash,
        matter,
    )


def change_seal(seal: ChainSeal, **columns) -> None:
    assigned = ", ".join(f"{name} = %s" for name in columns)
    sql(f"UPDATE matters_chainseal SET {assigned} WHERE sealed_on = %s", *columns.values(), seal.pk)


def change_sealed_head(head: SealedHead, head_hash: str) -> None:
    sql("UPDATE matters_sealedhead SET head_hash = %s WHERE id = %s", head_hash, head.pk)


def remove_seal(seal: ChainSeal) -> None:
    sql("DELETE FROM matters_sealedhead WHERE seal_id = %s", seal.pk)
    sql("DELETE FROM matters_sealedrecords WHERE seal_id = %s", seal.pk)
    sql("DELETE FROM matters_chainseal WHERE sealed_on = %s", seal.pk)


def seal_again(seal: ChainSeal) -> None:
    """Let the digest of `seal` agree with the heads as they now stand in it."""
    digest = Digest(seal.previous_digest, seal.sealed_on, seal.made_at)
    for head in seal.heads.order_by("matter"):
        digest.head(head.matter, head.number, head.head_hash)
    for end in seal.records.order_by("name"):
        digest.records(end.name, end.position, end.hash)
    made_anew = digest.close(changed=seal.changed, matters=seal.matters)
    change_seal(seal, digest=made_anew)
    sql("UPDATE organisations_recordhead SET hash = %s WHERE name = 'matters_chainseal'", made_anew)


def without_checks() -> None:
    """PostgreSQL holds to its checks whoever writes: they are taken away, in this transaction."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
