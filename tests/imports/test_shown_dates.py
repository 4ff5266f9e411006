"""A month never becomes a day: what a cell shows decides how exactly its day is known."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import WINDOWS_EPOCH

from common.cells import BadCell, day_of
from tests.imports.books import HEADINGS, address, book, read_ledger

pytestmark = pytest.mark.usefixtures("tuesday")


def dated(code: str | int, value: date = date(2026, 9, 1)) -> io.BytesIO:
    """A ledger whose day of issue is kept as `value` and shown in a number format, or a built-in one."""
    made = load_workbook(book({}))
    cell = made.active.cell(4, HEADINGS.index("制发日期") + 1, value)
    cell.number_format = code if isinstance(code, str) else "General"
    if isinstance(code, int):
        cell.value = (value - date(1899, 12, 30)).days
        cell._style.numFmtId = code
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def issued_on(file: io.BytesIO) -> str:
    (facts,) = read_ledger(file).rows
    return facts.days.get("issued_on", "")


@pytest.mark.parametrize(
    "code",
    [
        'yyyy"年"m"月"',
        'yyyy"年"m"月";@',
        "mmm-yy",
        "yyyy-mm",
        '[DBNum1][$-804]yyyy"年"m"月"',
        17,
        27,
        36,
        50,
        52,
        57,
    ],
)
def test_a_cell_that_shows_a_month_is_a_month(code):
    assert issued_on(dated(code)) == "2026-09"


@pytest.mark.parametrize("code", ["yyyy", 'yyyy"年"'])
def test_a_cell_that_shows_a_year_is_a_year(code):
    assert issued_on(dated(code)) == "2026"


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "yyyy/m/d;@", 'yyyy"年"m"月"d"日"', 14, 22, 30, 31])
def test_a_cell_that_shows_a_day_is_a_day(code):
    assert issued_on(dated(code)) == "2026-09-01"


@pytest.mark.parametrize("code", ['m"月"d"日"', "d-mmm", "h:mm", 16, 28, 29, 33, 51, 53, 54, 55, 58])
def test_a_date_that_is_shown_without_its_year_is_asked_about(code):
    (problem,) = read_ledger(dated(code)).problems
    assert problem.cell == address("制发日期")
    assert "没有显示年份" in problem.text


def test_a_link_to_an_empty_cell_is_no_date_and_is_told():

    file = dated("yyyy-mm-dd")
    made = load_workbook(file)
    made.active.cell(4, HEADINGS.index("制发日期") + 1).value = 0
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    ledger = read_ledger(file)
    assert ledger.rows[0].days == {}
    assert any("1900-01-00" in remark.text for remark in ledger.remarks)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20260903", "2026-09-03"),
        ("2026/9/3 0:00:00", "2026-09-03"),
        ("2026-09-03T00:00:00", "2026-09-03"),
        ("2026-09-03T00:00:00.000", "2026-09-03"),
        ("2026-09-02T16:00:00Z", "2026-09-03"),
        ("2026-09-02T16:00:00+00:00", "2026-09-03"),
        ("2026-09-03 10:30", "2026-09-03"),
        ("2026年9月3日10时30分", "2026-09-03"),
        ("2026年9月3日上午", "2026-09-03"),
        ("2026年9月3日（周四）", "2026-09-03"),
        ("2026年9月3日星期四", "2026-09-03"),
        ("2026.9.3", "2026-09-03"),
        ("2026.9.3.", "2026-09-03"),
        ("2026、9、3", "2026-09-03"),
        ("2026—9—3", "2026-09-03"),
        ("二〇二六年九月三日", "2026-09-03"),
        ("二OO九年九月三日", "2009-09-03"),
        ("２０２６－０９－０３", "2026-09-03"),
        ("２０２６．９．３", "2026-09-03"),
        ("46268", "2026-09-03"),
        ("46268.0", "2026-09-03"),
        ("46268.75", "2026-09-03"),
        ("2026年9月3日_x000D_\n", "2026-09-03"),
        ("2026-\u200b09-03\u00a0", "2026-09-03"),
        ("2026年9月", "2026-09"),
        ("2026-09", "2026-09"),
        ("2026.9", "2026-09"),
    ],
)
def test_a_date_is_read_as_other_systems_write_it(typed, read):
    assert day_of(typed, WINDOWS_EPOCH) == read


@pytest.mark.parametrize(
    "typed",
    ["/", "／", "—", "——", "-", "--", "无", "（无）", "暂无", "未回复", "尚未回复", "暂未收到回复", "未送达", "未签收",
     "未立案", "无回复", "待回复", "N/A", "不详"],
)  # fmt: skip
def test_what_stands_for_no_day_is_an_empty_cell(typed):
    assert day_of(typed, WINDOWS_EPOCH) == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("26.9", "没有写全年份。请写四位数的年份，如 2026-09。"),
        ("26年9月3日", "如 2026-09-03"),
        ("9月3日", "不是日期"),
        ("Sep-26", "不是日期"),
        ("2026年9月3日、9月5日", "不是日期"),
        ("2026年9月至10月", "不是日期"),
        ("2026年9月上旬", "不是日期"),
        ("2026-09-31", "没有这一天"),
        ("已回复", "不是日期"),
    ],
)
def test_what_is_not_certain_is_no_day(typed, told):
    with pytest.raises(BadCell, match=told):
        day_of(typed, WINDOWS_EPOCH)


@pytest.mark.parametrize(
    ("typed", "read"), [("2026年9月", "2026-09"), ("2026-09", "2026-09"), ("2026", "2026")]
)
def test_a_month_in_a_csv_stays_a_month(typed, read):
    text = f"制发检察院,被建议单位,类型,制发日期\n茂县人民检察院,茂县水务局,公益诉讼,{typed}\n"
    (facts,) = read_ledger(io.BytesIO(text.encode()), "台账.csv").rows
    assert facts.days == {"issued_on": read}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("26.9", "没有写全年份"), ("2026.1", "分不清是 10 月还是 1 月"), ("Sep-26", "不是日期")],
)
def test_in_a_csv_what_excel_may_have_shortened_is_asked_about(typed, told):
    text = f"制发检察院,被建议单位,类型,制发日期\n茂县人民检察院,茂县水务局,公益诉讼,{typed}\n"
    (problem,) = read_ledger(io.BytesIO(text.encode()), "台账.csv").problems
    assert (problem.cell, told in problem.text) == ("D2", True)


def test_a_number_that_no_calendar_has_is_told_at_its_cell():
    made = load_workbook(dated(57))
    made.active.cell(4, HEADINGS.index("制发日期") + 1).value = 10**9
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    assert [problem.cell for problem in read_ledger(file).problems] == [address("制发日期")]
