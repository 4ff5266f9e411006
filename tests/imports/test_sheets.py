"""A ledger is read as people keep it; each bad cell is told by its address, and no good one."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, to_excel

from common import workbooks
from common.cells import BadCell, day_of
from imports.sheets import MOST_ROWS, UnreadableLedger
from recommendations.ledgers.kinds import kind_of
from tests.imports.books import HEADINGS, USUAL, address, book, read_ledger

pytestmark = pytest.mark.usefixtures("tuesday")
DAYS = st.dates(date(1954, 11, 1), date(2026, 1, 1))


def problems(*rows: dict) -> dict[str, str]:
    return {problem.cell: problem.text for problem in read_ledger(book(*rows)).problems}


def test_the_real_ledger_has_no_bad_cell(ledger_file):
    with ledger_file.open("rb") as file:
        ledger = read_ledger(file)
    assert (len(ledger.rows), ledger.problems) == (40, [])


def test_of_the_spoiled_ledger_exactly_the_spoiled_cells_are_told(spoiled_file, spoiled_cells):
    with spoiled_file.open("rb") as file:
        ledger = read_ledger(file)
    assert sorted(problem.cell for problem in ledger.problems) == sorted(spoiled_cells)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2024.9.3", "2024-09-03"),
        ("2024年9月3日", "2024-09-03"),
        ("2024年9月3号", "2024-09-03"),
        ("2024/9/3", "2024-09-03"),
        (" 2024-09-03 ", "2024-09-03"),
        ("20240903", "2024-09-03"),
        (20240903, "2024-09-03"),
        (45538, "2024-09-03"),
        (45538.0, "2024-09-03"),
        ("45538", "2024-09-03"),
        (date(2024, 9, 3), "2024-09-03"),
        ("２０２４年９月３日", "2024-09-03"),
        ("二〇二四年九月三日", "2024-09-03"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("2024-09", "2024-09"),
        ("2024年9月", "2024-09"),
        ("2024", "2024"),
        (2024, "2024"),
        (2024.09, "2024-09"),
        (2024.12, "2024-12"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_read_in_every_form_that_people_type(typed, read):
    assert day_of(typed, WINDOWS_EPOCH) == read


@given(DAYS)
def test_each_way_of_writing_a_day_gives_that_day(day):
    forms = [
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        day,
    ]
    serials = [to_excel(day, WINDOWS_EPOCH)]
    assert {day_of(form, WINDOWS_EPOCH) for form in [*forms, *serials]} == {day.isoformat()}


def test_a_workbook_that_counts_from_1904_is_read_so():
    assert day_of(to_excel(date(2024, 9, 3), CALENDAR_MAC_1904), CALENDAR_MAC_1904) == "2024-09-03"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2021年2月30日", "没有这一天"),
        ("2024-13", "没有这一天"),
        ("去年底", "不是日期"),
        (True, "不是日期"),
        ("2030-01-01", "晚于今天"),
        (date(1900, 1, 1), "不是日期"),
        (2024.10, "请写成 2024-10 或 2024-01"),
    ],
)
def test_what_is_no_day_is_told_with_what_was_expected(typed, told):
    with pytest.raises(BadCell, match=told):
        day_of(typed, WINDOWS_EPOCH)


@pytest.mark.parametrize("text", ["公益诉讼", "公益诉讼检察建议", " 公益诉讼检察建议书 "])
def test_a_kind_is_known_with_and_without_the_whole_word(text):
    assert kind_of(text) == "public_interest"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"制发检察院": None}, "制发检察院"),
        ({"被建议单位": None}, "被建议单位"),
        ({"类型": None}, "类型"),
        ({"类型": "公益诉讼案"}, "类型"),
        ({"制发日期": "去年底"}, "制发日期"),
        ({"回复日期": "2026-08-31"}, "回复日期"),
        ({"送达日期": "2026-08"}, "送达日期"),
        ({"立案日期": "2026-10-01"}, "制发日期"),
        ({"领域": "长" * 61}, "领域"),
        ({"文号": "长" * 81}, "文号"),
        ({"制发检察院": "、"}, "制发检察院"),
        ({"制发检察院": "（东城）"}, "制发检察院"),
        ({"制发检察院": "长" * 201}, "制发检察院"),
        ({"被建议单位": "；"}, "被建议单位"),
        ({"被建议单位": "县水务局、（东城）"}, "被建议单位"),
        ({"被建议单位": "长" * 201}, "被建议单位"),
    ],
)
def test_one_spoiled_cell_is_told_alone(row, cell):
    assert list(problems({}, row)) == [address(cell, 5)]


def test_a_month_is_not_before_a_day_in_it():
    assert problems({"制发日期": "2026-09-15", "回复日期": "2026-09"}) == {}


def test_headings_are_found_by_their_names_wherever_they_stand():
    headings = ["被建议机关", "制发时间", "类 型", "检察院（全称）", "回复时间"]
    row = {
        "被建议机关": "县水务局",
        "制发时间": "2026.9.1",
        "类 型": "再审",
        "检察院（全称）": "茂县人民检察院",
    }
    (facts,) = read_ledger(book(row, above=5, headings=headings)).rows
    assert (facts.lead, facts.recipients, facts.kind, facts.days) == (
        "茂县人民检察院",
        ("县水务局",),
        "retrial",
        {"issued_on": "2026-09-01"},
    )


def test_empty_rows_and_rows_with_a_serial_number_alone_are_passed_over():
    file = book({}, dict.fromkeys(HEADINGS), {**dict.fromkeys(HEADINGS), "序号": 3}, {"类型": "再审"})
    ledger = read_ledger(file)
    assert [facts.place for facts in ledger.rows] == ["第4行", "第7行"]


def test_several_recipients_stand_between_their_marks():
    (facts,) = read_ledger(book({"被建议单位": "县水务局、县环保局（含镇、乡所）；县林草局"})).rows
    assert facts.recipients == ("县水务局", "县环保局（含镇、乡所）", "县林草局")


def test_of_two_procuratorates_the_first_leads_and_the_words_are_kept():
    (facts,) = read_ledger(book({"制发检察院": "茂县人民检察院（会同军事检察院）、阿坝州人民检察院"})).rows
    assert facts.lead == "茂县人民检察院"
    assert "会同军事检察院" in facts.note


def two_sheets(**second: str) -> io.BytesIO:
    """A ledger for each of two years; the second has a row where one is given."""
    made = load_workbook(book({}))
    made.worksheets[0].title = "2025年"
    sheet = made.create_sheet("2026年")
    sheet.append(HEADINGS)
    sheet.append([{**second}.get(heading) for heading in HEADINGS])
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def test_a_second_ledger_without_rows_is_passed_over():
    assert len(read_ledger(two_sheets()).rows) == 1


def bomb() -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (workbooks.MOST_TEXT + 1))
    file.seek(0)
    return file


def swollen(part: str, piece: bytes, times: int = workbooks.MOST_ELEMENTS) -> io.BytesIO:
    """A ledger of some kilobytes one part of which unpacks into more than any ledger holds."""
    whole = zipfile.ZipFile(book(USUAL))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in whole.namelist():
            content = whole.read(name)
            at = content.rindex(b"</", 0, content.rindex(b"</")) if name == part else 0
            parts.writestr(name, content[:at] + piece * times + content[at:] if name == part else content)
        if part not in whole.namelist():
            parts.writestr(part, piece * times)
    assert file.seek(0, io.SEEK_END) < 100_000
    file.seek(0)
    return file


SWOLLEN = {
    "cells": lambda: swollen("xl/worksheets/sheet1.xml", b"<c/>"),
    "strings": lambda: swollen("xl/sharedStrings.xml", b"<si/>"),
    "formats": lambda: swollen("xl/styles.xml", b"<xf/>"),
    "one string": lambda: swollen("xl/sharedStrings.xml", b"x" * 1024, 21 * 1024),
    "lines": lambda: io.BytesIO(b"\n" * 300_001),
    "columns": lambda: io.BytesIO(b"," * 300_001),
}


@pytest.mark.parametrize("file", SWOLLEN.values(), ids=SWOLLEN)
def test_a_small_file_that_holds_more_than_any_ledger_is_not_read(file):
    with pytest.raises(UnreadableLedger, match="展开后过大，或者单元格、文字、格式过多"):
        read_ledger(file(), "台账.csv")


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (lambda: io.BytesIO(b"PK\x03\x04 cut off"), "不能作为 Excel 表格打开"),
        (lambda: book({}, headings=["序号", "单位", "日期"]), "没有找到表头"),
        (lambda: book(), "没有内容"),
        (lambda: book(*[{}] * (MOST_ROWS + 1)), "超过 500 行"),
        (bomb, "展开后过大"),
        (lambda: two_sheets(**USUAL), "“2025年”、“2026年”。一次只导入一张"),
    ],
)
def test_what_is_no_ledger_is_refused_with_a_reason(file, told):
    with pytest.raises(UnreadableLedger, match=told):
        read_ledger(file())
