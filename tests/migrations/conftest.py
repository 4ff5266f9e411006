"""An empty database of its own, of the same kind as the tests'."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

Manage = Callable[..., str]


@pytest.fixture
def empty_database(tmp_path: Path, db) -> Iterator[str]:
    """Its address, as DATABASE_URL gives it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"empty_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    yield f"{base}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def run(empty_database: str, tmp_path: Path) -> Callable[..., str]:
    """`run("-m", "a.module")` with the empty database; what was printed."""
    environment = os.environ | {"DATABASE_URL": empty_database, "PORTAL_VAR": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "fujian_portal.settings_test"

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def manage(run: Callable[..., str]) -> Manage:
    """`manage("migrate matters zero", "showmigrations")` on the empty database; what was printed."""

    def manage(*commands: str) -> str:
        lines = ["import django", "django.setup()", "from django.core.management import call_command"]
        lines += [f"call_command(*{command.split()!r})" for command in commands]
        return run("-c", "\n".join(lines))

    return manage
