"""Taking the database out as one consistent file, and putting it back: PostgreSQL or SQLite."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction

#: Name of the database's file in the archive, by kind of database.
MEMBERS = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}

Rows = dict[str, int]


def member() -> str:
    return MEMBERS[connection.vendor]


def dump(file: Path) -> Rows:
    """Write the database to `file` as it is at one moment; how many rows each table had at that moment."""
    return _dump_sqlite(file) if connection.vendor == "sqlite" else _dump_postgresql(file)


def load(file: Path) -> None:
    """Fill the empty database from `file`. Raises CommandError, leaving PostgreSQL empty."""
    if connection.vendor == "sqlite":
        target = connection.settings_dict["NAME"]
        connection.close()
        _copy(file, Path(target))
        return
    connection.close()
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password")
    _run("pg_restore", *options, "--dbname", connection.settings_dict["NAME"], str(file))


def is_empty() -> bool:
    return not tables()


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def count_rows() -> Rows:
    with connection.cursor() as cursor:
        return {name: _count(cursor, name) for name in tables()}


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
    return cursor.fetchone()[0]


def _dump_sqlite(file: Path) -> Rows:
    """SQLite's own online copy: a reader of one moment, which keeps no writer waiting."""
    _copy(Path(connection.settings_dict["NAME"]), file)
    with closing(sqlite3.connect(file)) as copy:
        return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables()}


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as taken, closing(sqlite3.connect(target)) as given:
        taken.backup(given)


def _dump_postgresql(file: Path) -> Rows:
    """pg_dump sees the very moment in which the rows were counted."""
    with _one_moment() as snapshot:
        rows = count_rows()
        options = ("--format=custom", "--no-owner", "--no-privileges", "--no-password")
        name = connection.settings_dict["NAME"]
        _run("pg_dump", *options, f"--snapshot={snapshot}", f"--file={file}", "--dbname", name)
    return rows


@contextmanager
def _one_moment() -> Iterator[str]:
    """A transaction that sees one moment throughout, and the name under which another may see it too."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _run(program: str, *options: str) -> None:
    """A program of PostgreSQL; host, user and password reach it through the environment alone."""
    if not shutil.which(program):
        raise CommandError(
            f"没有找到 {program}：请安装与数据库同版本的 PostgreSQL 客户端（postgresql-client）后重试。"
        )
    done = subprocess.run([program, *options], env=_login(), capture_output=True, text=True)
    if done.returncode:
        raise CommandError(f"{program} 没有完成：{done.stderr.strip() or done.returncode}")


def _login() -> dict[str, str]:
    values = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    tls = {f"PG{name.upper()}": value for name, value in values["OPTIONS"].items() if name.startswith("ssl")}
    return os.environ | tls | {name: str(values[key]) for name, key in names.items() if values[key]}
