"""From empty forward, back to nothing, and none missing."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.migrations import schema

OURS = ["organisations", "matters", "notices", "deadlines", "documents", "recommendations"]


@pytest.mark.django_db
def test_none_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("room", OURS)
def test_each_room_has_one_last_migration(room):
    graph = MigrationLoader(connection).graph
    assert len(graph.leaf_nodes(room)) == 1


def test_forward_from_empty_and_back_to_nothing(manage):
    said = manage(
        "migrate --verbosity=0", "showmigrations", f"migrate {OURS[0]} zero --verbosity=0", "showmigrations"
    )
    forward, back = said[: len(said) // 2], said[len(said) // 2 :]
    assert "[ ]" not in forward
    assert all(f"{room}\n [ ]" in back for room in OURS)


def test_rows_of_the_previous_release_come_forward_and_go_back(run):
    """On PostgreSQL a table with checks outstanding cannot be altered: without rows that is not seen.

    The migrations one by one lead to the tables that an empty database gets at once.
    """
    found = "15日 10日 15日 2026-10-30 检察长"
    assert run("-m", "tests.migrations.previous").splitlines() == [found, found]
    stands = {" ".join(line.split()) for line in schema.lines()}
    assert set(run("-m", "tests.migrations.schema").splitlines()) ^ stands == set()
