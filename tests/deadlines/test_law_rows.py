"""The rules against the table of the law, row by row: who owes, how long, from when, under what, how far it was read."""

import csv
from pathlib import Path

import pytest

from deadlines import statutes

TABLE = Path(__file__).parent.parent / "data" / "law_rows.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
FLAGS = {
    "strict": lambda statute: statute.strict,
    "right": lambda statute: statute.right,
    "reference": lambda statute: statute.reference,
    "target": lambda statute: statute.is_target,
    "backwards": lambda statute: statute.backwards,
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_a_rule_says_what_the_law_says(row):
    statute = statutes.STATUTES[row["code"]]
    assert (statute.owes, statute.mark.value) == (row["owes"], row["mark"])
    assert row["length"] in statute.length_text
    assert row["starts"] in statute.starts
    assert row["basis"] in statute.citation
    assert {name for name, holds in FLAGS.items() if holds(statute)} == set(row["flags"].split())


def test_a_right_is_nobodys_duty():
    assert {row["code"] for row in ROWS if "right" in row["flags"]} == {
        rule.code for rule in statutes.ALL if rule.right
    }


def test_no_rule_of_the_law_is_missing_from_the_table():
    """The county's own further targets, and what rests on a rule of the table, stand beside it."""
    rules = {rule.code for rule in statutes.ALL}
    beside = {code for code in rules if code.startswith("target.")}
    beside.add("recommendation.administrative_violation.reply")
    assert rules - beside <= {row["code"] for row in ROWS}
