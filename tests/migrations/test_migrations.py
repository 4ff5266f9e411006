"""From empty forward, back to nothing, and none missing."""

import json
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.migrations import schema
from tests.migrations.elsewhere import empty_database, run

OURS = ["organisations", "matters", "notices", "deadlines", "documents", "recommendations"]
#: Whom the matter is addressed to, and what its history says of that.
PARTIES = ["县市场监管局", "县市场监管局"]
#: That superior and government see it, as they did, and what is annulled or sealed as little as before.
OPEN_TO = ["(True, True)", "(True, True)", "(False, False)", "(False, False)"]


@pytest.mark.django_db
def test_none_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("room", OURS)
def test_each_room_has_one_last_migration(room):
    graph = MigrationLoader(connection).graph
    assert len(graph.leaf_nodes(room)) == 1


@pytest.fixture(scope="module")
def journey(tmp_path_factory) -> Iterator[dict[str, list[str]]]:
    """One by one from nothing over the release before, with its rows, to today, and all the way back.

    On PostgreSQL a table with checks outstanding cannot be altered: without rows that is not seen.
    """
    with empty_database(tmp_path_factory.mktemp("journey")) as environment:
        yield json.loads(run(environment, "-m", "tests.migrations.previous"))


def test_rows_of_the_previous_release_are_read_by_today_s_rules(journey):
    assert journey["today"] == ["15日", "10日", "15日", "2026-10-30", "检察长", *PARTIES, *OPEN_TO]


def test_one_by_one_they_lead_to_the_tables_that_an_empty_database_gets_at_once(journey, db):
    here = {line for line in schema.lines() if "toys_" not in line}
    assert set(journey["tables"]) ^ here == set()


def test_rows_go_back_to_the_previous_release(journey):
    assert journey["before"] == ["15", "10", "15", "2026-10-30", "检察长", *PARTIES]


def test_no_migration_changes_what_events_said_of_a_row(journey):
    assert len(journey["said"]) == 4
    assert journey["stands"]


def test_back_to_nothing_none_of_ours_is_left(journey):
    assert set(journey["left"]).isdisjoint(OURS)
