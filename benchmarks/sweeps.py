"""The sweep of reminders, idle and writing, and what a database does for the same in one statement."""

import time
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg2.extras import execute_values

from benchmarks.fill import analyze
from benchmarks.ladders import let_none_be_due, make_due
from common import clock
from deadlines import reminders
from deadlines.models import Ladder, Reminder
from notices.models import Notice

RAW_COUNT = f"SELECT count(*) FROM {Ladder._meta.db_table} WHERE next_at <= %s"
AT_ONCE = 1000


class Taken:
    seconds = 0.0


@contextmanager
def timed():
    taken, began = Taken(), time.perf_counter()
    yield taken
    taken.seconds = time.perf_counter() - began


def idle() -> float:
    with timed() as taken:
        sent = reminders.sweep()
    if sent:
        raise RuntimeError(f"{sent} reminders were sent where nothing was due")
    return taken.seconds


def raw_count() -> float:
    with timed() as taken, connection.cursor() as cursor:
        cursor.execute(RAW_COUNT, [connection.ops.adapt_datetimefield_value(clock.now())])
        cursor.fetchone()
    return taken.seconds


class Writing:
    """One sweep that writes `count` reminders with their notices, and a bulk insert of exactly those rows."""

    def __init__(self, database: BaseDatabaseWrapper, count: int) -> None:
        self.database, self.count = database, count
        self.rows: dict[type[Model], list[tuple]] = {}
        self.sweep()

    def sweep(self) -> float:
        self.clear()
        make_due(self.count)
        with timed() as taken:
            sent = reminders.sweep()
        if sent != self.count:
            raise RuntimeError(f"{sent} reminders were sent instead of {self.count}")
        self.rows = {Notice: self._made(Notice), Reminder: self._made(Reminder)}
        return taken.seconds

    def insert(self) -> float:
        self.clear()
        with timed() as taken, transaction.atomic(), self.database.cursor() as cursor:
            for model, rows in self.rows.items():
                self._insert(cursor, model, rows)
        return taken.seconds

    def clear(self) -> None:
        """As before a sweep, without dead rows."""
        Reminder.objects.all().delete()
        Notice.objects.filter(verb="deadline_reminder").delete()
        let_none_be_due()
        analyze(Ladder, Reminder, Notice)

    def _made(self, model: type[Model]) -> list[tuple]:
        """The rows as the database gives them back, first column first."""
        where = "WHERE verb = 'deadline_reminder'" if model is Notice else ""
        with self.database.cursor() as cursor:
            cursor.execute(f"SELECT {_columns(model)} FROM {model._meta.db_table} {where}")
            return cursor.fetchall()

    def _insert(self, cursor: Any, model: type[Model], rows: list[tuple]) -> None:
        into = f"INSERT INTO {model._meta.db_table} ({_columns(model)}) VALUES"
        if self.database.vendor == "sqlite":
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"{into} ({places})", rows)
        else:
            execute_values(cursor.cursor, f"{into} %s", rows, page_size=AT_ONCE)


def _columns(model: type[Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
