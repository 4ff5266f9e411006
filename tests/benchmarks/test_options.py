"""What the command refuses before it begins."""

import pytest

from benchmarks.__main__ import read_plan
from benchmarks.plan import LARGE, SMALL
from benchmarks.scratch import NotOurs, Scratch


def test_only_postgresql_is_measured(capsys):
    with pytest.raises(SystemExit):
        read_plan(["--database-url", "sqlite:///portal.sqlite3"])
    assert "PostgreSQL" in capsys.readouterr().err


def test_the_sizes_of_the_goal_are_what_is_measured_unasked():
    plan = read_plan(["--database-url", "postgres://127.0.0.1/portal"])
    assert plan.deadlines == {SMALL: 10_000, LARGE: 1_000_000}
    assert plan.organisations == 3_000


def test_the_scratch_databases_stand_beside_the_given_one():
    plan = read_plan(["--database-url", "postgres://someone@127.0.0.1:5432/portal"])
    assert plan.databases[SMALL].url == "postgres://someone@127.0.0.1:5432/portal_benchmark_small"


def test_a_name_that_would_have_to_be_quoted_is_refused():
    with pytest.raises(NotOurs):
        Scratch("postgres://127.0.0.1/portal", 'x"; DROP DATABASE portal; --')
