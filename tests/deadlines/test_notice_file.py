"""The State Council's notice is read as WPS or Excel saves it, or refused in Chinese with the line."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from common import clock, workbooks
from deadlines.notice_file import UnreadableNotice, read

HEAD = "日期,安排,事由,依据"
ENGLISH = "date,status,occasion,notice"


@pytest.fixture(autouse=True)
def _this_year():
    with clock.set_to(date(2026, 11, 28)):
        yield


def csv(*lines: str, head: str = HEAD, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join([head, *lines]).encode(encoding)


def xlsx(*rows, head=("日期", "安排", "事由", "依据"), title: str = "") -> bytes:
    book = Workbook()
    for row in ([[title]] if title else []) + [head, *rows]:
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def days(content: bytes) -> list[tuple[date, str]]:
    return [(day.date, day.status) for day in read(content)]


NEW_YEAR = [(date(2027, 1, 1), "rest"), (date(2027, 1, 2), "work")]


def shaped(rows, formats=(), merged=()) -> bytes:
    """A workbook whose cells have formats, and some of which are merged."""
    book = Workbook()
    for row in [("日期", "安排", "事由", "依据"), *rows]:
        book.active.append(list(row))
    for cell, code in formats:
        book.active[cell].number_format = code
    for area in merged:
        book.active.merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("code", "shown"), [('yyyy"年"m"月"', "2027年01月"), ('m"月"d"日"', "01月01日"), ("mmm-yy", "2027年01月")]
)
def test_a_month_never_becomes_a_day_and_a_year_that_is_not_shown_is_not_taken(code, shown):
    with pytest.raises(UnreadableNotice, match=f"第2行无法识别：日期“{shown}”不能识别，请写明年月日"):
        read(shaped([(date(2027, 1, 1), "休息", "元旦", "x")], [("A2", code)]))


def test_merged_cells_say_the_same_for_each_day():
    rows = [
        (date(2027, 1, 1), "休息", "元旦", "国办发明电〔2026〕7号"),
        (date(2027, 1, 2),),
        (date(2027, 1, 3),),
    ]
    found = read(shaped(rows, merged=["B2:B4", "C2:C4", "D2:D4"]))
    assert [(day.status, day.occasion, day.notice) for day in found] == [
        ("rest", "元旦", "国办发明电〔2026〕7号")
    ] * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_either_encoding(encoding):
    content = csv("2027年1月1日,休息,元旦,国办发明电〔2026〕1号", "2027/1/2,上班,元旦,", encoding=encoding)
    assert days(content) == NEW_YEAR
    assert read(content)[0].occasion == "元旦"
    assert read(content)[0].notice == "国办发明电〔2026〕1号"


def test_english_heads_and_words():
    assert days(csv("2027-1-1,rest,元旦,", "2027.01.02,WORK,元旦,", head=ENGLISH)) == NEW_YEAR


def test_a_workbook_with_cells_that_are_dates_and_a_title_above():
    rows = [
        (date(2027, 1, 1), "放假", "元旦", "x"),
        (datetime.combine(date(2027, 1, 2), time()), "调休上班", "元旦", "x"),
    ]
    assert days(xlsx(*rows, title="2027年放假安排")) == NEW_YEAR


@pytest.mark.parametrize(
    "span",
    [
        "2027年10月1日至7日",
        "2027年10月1日（周五）至7日（周四）",
        "2027-10-1~2027-10-7",
        "2027年10月1日—10月7日",
        "2027/10/1 至 2027/10/7",
    ],
)
def test_a_span_as_a_clerk_writes_it(span):
    assert [day for day, _ in days(csv(f"{span},休息,国庆节,"))] == [date(2027, 10, n) for n in range(1, 8)]


def test_a_span_over_the_turn_of_a_month_and_a_year():
    assert len(days(csv("2027年9月29日至10月2日,休息,国庆节,"))) == 4
    assert len(days(csv("2026年12月31日至2027年1月2日,休息,元旦,"))) == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2027-01-01", "第3行无法识别：没有填写安排"),
        (",休息,元旦,", "第3行无法识别：没有填写日期"),
        ("2027-13-01,休息,元旦,", "没有2027年13月1日这一天"),
        ("2027-02-29,休息,元旦,", "没有2027年2月29日这一天"),
        ("1月1日至3日,休息,元旦,", "请写明年月日"),
        ("20270101,休息,元旦,", "设为日期格式"),
        ("2207-01-01,休息,元旦,", "请核对年份"),
        ("2027-01-01,可能,元旦,", "实为“可能”"),
        ("2027年1月3日至1日,休息,元旦,", "早于开始的日期"),
        ("2027年1月1日至6月1日,休息,元旦,", "超过31天"),
        ("2027-03-01,上班,x,", "第3行与第2行矛盾：2027-03-01既是休息又是上班"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(line, told):
    with pytest.raises(UnreadableNotice) as refused:
        read(csv("2027-03-01,休息,x,", line))
    assert told in str(refused.value)
    assert str(refused.value).endswith("日历没有改动。")


def swollen() -> bytes:
    """Some kilobytes that unpack into more than any notice holds."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b"<si/>" * (workbooks.MOST_ELEMENTS + 1))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "没有找到表头"),
        (csv(), "表头下面没有内容"),
        (csv(head="日期,安排"), "表头缺少事由（occasion）、依据（notice）列"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "另存为 xlsx"),
        (b"PK\x03\x04broken", "打不开"),
        (b"x" * 2_000_001, "文件过大"),
        (swollen(), "文件过大"),
    ],
)
def test_what_is_no_notice_is_refused_with_what_to_do(content, told):
    with pytest.raises(UnreadableNotice, match=told):
        read(content)
