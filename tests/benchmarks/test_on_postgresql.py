"""The command on few rows, on a real server: it fills, measures, tells, and leaves nothing behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings

from benchmarks.plan import LARGE, SMALL
from benchmarks.scratch import MARK, NotOurs, Scratch
from tests.benchmarks.conftest import SERVER

NAME = f"portal_benchmark_test_{os.getpid()}"
FEW = "--small 300 --large 600 --organisations 100 --runs 2 --reminders 20".split()


@pytest.fixture
def somebody_elses() -> Iterator[Scratch]:
    """A database with the name that is wanted, but without our mark."""
    with closing(psycopg2.connect(SERVER)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(f"CREATE DATABASE {NAME}_small TEMPLATE template0")
        yield Scratch(SERVER, f"{NAME}_small")
        cursor.execute(f"DROP DATABASE {NAME}_small")


def run() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "--database-url", SERVER, "--name", NAME, *FEW]
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=surroundings, capture_output=True, text=True, timeout=300
    )


def test_every_page_is_measured_and_nothing_is_left_behind():
    done = run()
    rows = [line for line in done.stdout.splitlines() if "≤ 1.2" in line]
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr
    assert len(rows) == 4, done.stdout
    assert done.stdout.count("its rows grow") == 2
    assert not any(Scratch(SERVER, f"{NAME}_{size}").mark() for size in (SMALL, LARGE))


def test_a_database_that_is_not_ours_is_left_alone(somebody_elses):
    done = run()
    assert done.returncode == 2
    assert "not one of ours" in done.stderr
    assert somebody_elses.mark() == ""


def test_ours_is_known_by_its_mark_and_dropped():
    ours = Scratch(SERVER, f"{NAME}_marked")
    ours.create()
    assert ours.mark().startswith(MARK)
    ours.drop()
    assert ours.mark() is None


def test_a_drop_of_somebody_elses_is_refused(somebody_elses):
    with pytest.raises(NotOurs):
        somebody_elses.drop()
