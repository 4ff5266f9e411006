"""`manage.py deadlines --csv`: the same rows with what was computed, and an answer by exit code."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from tests.deadlines.shared import shared_file

HEAD = "case,rule,starts_at,stated_days,due,strict\n"
pytestmark = pytest.mark.django_db


def run(path) -> tuple[list[dict[str, str]], int]:
    out, code = io.StringIO(), 0
    try:
        call_command("deadlines", csv=str(path), stdout=out, stderr=io.StringIO())
    except SystemExit as stopped:
        code = stopped.code
    return list(csv.DictReader(io.StringIO(out.getvalue()))), code


def table(tmp_path, *lines: str):
    path = tmp_path / "rows.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_acceptance_table_comes_out_whole():
    rows, code = run(shared_file("acceptance/deadlines.csv"))
    assert code == 0
    assert len(rows) == 83
    assert all(row["computed"] == row["due"] and row["explanation"].endswith("。") for row in rows)


def test_a_wrong_day_ends_with_1_and_the_rest_is_computed(tmp_path):
    path = table(
        tmp_path,
        "A,recommendation.reply,2024-09-05T10:00,,2024-11-04,",
        "B,recommendation.reply,2024-09-05,,,",
    )
    rows, code = run(path)
    assert code == 1
    assert [row["computed"] for row in rows] == ["2024-11-05", "2024-11-05"]


def test_a_wrong_strict_day_ends_with_1(tmp_path):
    _, code = run(table(tmp_path, "A,referral.agency_decision,2024-04-30T11:00,,2024-05-06,2024-05-04"))
    assert code == 1


def test_an_unknown_rule_is_named_and_not_guessed(tmp_path):
    rows, _ = run(table(tmp_path, "A,no.such.rule,2024-09-05T10:00,,,"))
    assert rows[0]["computed"] == ""
    assert "no.such.rule 尚未收录" in rows[0]["explanation"]


def test_a_row_that_cannot_be_read_says_so_and_stops_no_other(tmp_path):
    rows, _ = run(table(tmp_path, "A,recommendation.reply,gestern,,,", "B,recommendation.reply,2024-09,,,"))
    assert "无法计算" in rows[0]["explanation"]
    assert "没有具体日期" in rows[1]["explanation"]


def test_a_missing_file_or_column_is_told(tmp_path):
    with pytest.raises(CommandError, match="没有找到文件"):
        call_command("deadlines", csv=str(tmp_path / "none.csv"))
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="表头"):
        call_command("deadlines", csv=str(tmp_path / "bad.csv"))


def test_a_stated_period_may_have_its_unit_beside_it(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(
        "case,rule,starts_at,stated_days,stated_unit,due,strict\n"
        "A,recommendation.reply_urgent,2024-09-05,1,months,2024-10-08,\n"
        "B,recommendation.reply_urgent,2024-09-05,15,,2024-09-20,\n",
        encoding="utf-8",
    )
    rows, code = run(path)
    assert code == 0
    assert "文书载明的1个月" in rows[0]["explanation"]
