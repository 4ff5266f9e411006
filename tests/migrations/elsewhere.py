"""An empty database of its own, of the same kind as the tests', and programs that are run with it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings

Environment = dict[str, str]


@contextmanager
def empty_database(folder: Path) -> Iterator[Environment]:
    """The environment in which a program uses it."""
    same = os.environ | {"PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.migrations.settings"}
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield same | {"DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}"}
        return
    name = f"empty_{os.getpid()}"
    with closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(f"CREATE DATABASE {name}")
        yield same | {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        cursor.execute(f"DROP DATABASE {name}")


def run(environment: Environment, *arguments: str) -> str:
    """What was printed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
