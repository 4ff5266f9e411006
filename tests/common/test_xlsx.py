"""Excel files: what people typed stays text, days are days, the notes have a sheet of their own."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from common import xlsx


def read(rows, notes=()):
    return load_workbook(io.BytesIO(xlsx.workbook("事项", ["标题"], rows, notes)))


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "#N/A"])
def test_no_text_becomes_a_formula(text):
    cell = read([[text]]).active["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_what_begins_like_a_formula_is_quoted_for_those_who_edit_it():
    sheet = read([["=1+1"], ["平常"]]).active
    assert (sheet["A2"].quotePrefix, sheet["A3"].quotePrefix) == (True, False)


def test_days_are_days_and_moments_are_local():
    sheet = read([[date(2026, 11, 5)], [datetime(2026, 11, 5, 16, 30, tzinfo=UTC)]]).active
    assert sheet["A2"].value.date() == date(2026, 11, 5)
    assert sheet["A3"].value.isoformat() == "2026-11-06T00:30:00"


def test_characters_that_excel_cannot_hold_are_left_out():
    assert read([["控制\x00字符\x1f"]]).active["A2"].value == "控制字符"


def test_nothing_stays_empty():
    assert read([[None]]).active["A2"].value is None


def test_the_header_stays_in_sight_and_notes_stand_apart():
    book = read([["甲"]], [("导出时间", "=今天")])
    assert book.active.freeze_panes == "A2"
    assert [cell.value for cell in book["说明"][1]] == ["导出时间", "=今天"]
