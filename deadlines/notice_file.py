"""The State Council's notice as WPS or Excel saves it: a CSV in UTF-8 or GB 18030, or an xlsx workbook.

Every refusal is Chinese, names the line, and says that nothing was changed.
"""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from openpyxl.utils.exceptions import InvalidFileException

from common import clock, tables, workbooks, xlsx
from deadlines import notice_book
from deadlines.calendar import Day

LARGEST = 2_000_000
#: What a damaged or made-up workbook makes the reader raise; a damaged part is no well-formed XML.
UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
    OSError,
    EOFError,
)
UNCHANGED = "日历没有改动。"
HEADS = {
    "date": ("date", "日期", "时间", "放假日期"),
    "status": ("status", "安排", "状态", "休息上班", "休/上班", "类型"),
    "occasion": ("occasion", "事由", "节日", "节假日", "假日", "名称"),
    "notice": ("notice", "依据", "通知", "文号", "文件"),
}
NAMES = {
    "date": "日期（date）",
    "status": "安排（status）",
    "occasion": "事由（occasion）",
    "notice": "依据（notice）",
}
STATUSES = {
    "rest": ("rest", "休息", "放假", "休", "放假休息", "假日"),
    "work": ("work", "上班", "班", "调休上班", "补班", "工作"),
}
ONE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
#: The second day of a span may leave out what it shares with the first.
END = re.compile(r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})日?")
SPAN = re.compile(r"(.+?)(?:至|到|~|—+|–|--)(.+)")
WEEKDAY = re.compile(r"[（(](?:星期|周)?[一二三四五六日天][)）]")
LONGEST_SPAN = 31
YEARS_AHEAD = 3
FIRST_YEAR = 2000


class UnreadableNotice(ValueError):
    """The file cannot be taken over; the message says where, why and what to do."""


def read(content: bytes) -> list[Day]:
    """Every day of the notice. Raises UnreadableNotice."""
    if len(content) > LARGEST:
        raise UnreadableNotice(f"文件过大，不是放假安排。{UNCHANGED}")
    lines = _workbook(content) if content.startswith(b"PK") else _csv(content)
    return _whole(list(_days(lines)))


def template() -> bytes:
    """An empty workbook with the heads and an example, for people to fill in."""
    rows = [
        ("2027年1月1日至3日", "休息", "元旦", "国办发明电〔2026〕×号"),
        ("2027年1月4日", "上班", "元旦", "国办发明电〔2026〕×号"),
    ]
    notes = [
        ("日期", "一天或者一段：2027年1月1日，2027-1-1，2027年1月1日至3日。请写明年份。"),
        ("安排", "休息（放假、周末以外的休息日）或者上班（调休上班）。没有特别安排的日子不用列。"),
        ("事由", "节日名称，写入期限说明。"),
        ("依据", "通知的文号，写入变更理由。"),
        ("示例", "表中两行是示例，填写前请删除。"),
    ]
    return xlsx.workbook("放假安排", ("日期", "安排", "事由", "依据"), rows, notes)


Line = tuple[int, Sequence[object]]


def _csv(content: bytes) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(_decoded(content), newline=""))
    try:
        yield from enumerate(rows, start=1)
    except csv.Error:
        raise UnreadableNotice(f"不是可以读取的 CSV 文件，请用模板另存后再试。{UNCHANGED}") from None


def _decoded(content: bytes) -> str:
    try:
        return tables.decoded(content)
    except tables.UnreadableTable:
        raise UnreadableNotice(
            f"不是 CSV 或者 xlsx 文件（旧格式 .xls、.et 请在 WPS 中另存为 xlsx）。{UNCHANGED}"
        ) from None


def _workbook(content: bytes) -> Iterator[Line]:
    """The first sheet that has the heads."""
    try:
        found = [list(enumerate(rows, start=1)) for rows in notice_book.sheets(content)]
    except workbooks.TooLargeWorkbook:
        raise UnreadableNotice(f"文件过大，不是放假安排。{UNCHANGED}") from None
    except UNREADABLE:
        raise UnreadableNotice(f"这个 xlsx 文件打不开，请在 WPS 或 Excel 中另存后再试。{UNCHANGED}") from None
    return iter(next((rows for rows in found if _headed(rows)), found[0] if found else []))


def _headed(rows: list[Line]) -> bool:
    return any({"date", "status"} <= _places(cells).keys() for _, cells in rows[:10])


def _places(cells: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        text = _text(cell).lower()
        name = next((name for name, called in HEADS.items() if text in called), "")
        if name:
            found.setdefault(name, place)
    return found


def _text(cell: object) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(cell))) if cell is not None else ""


def _days(lines: Iterator[Line]) -> Iterator[tuple[int, Day]]:
    places: dict[str, int] = {}
    for number, cells in lines:
        if not any(_text(cell) for cell in cells):
            continue
        if not places:
            places = _places(cells)
            if not {"date", "status"} & places.keys():
                places = {}  # a title over the table
                continue
            missing = [NAMES[name] for name in HEADS if name not in places]
            if missing:
                raise UnreadableNotice(f"表头缺少{'、'.join(missing)}列。{UNCHANGED}")
            continue
        yield from _of_line(number, cells, places)
    if not places:
        raise UnreadableNotice(
            f"没有找到表头，应有{'、'.join(NAMES.values())}四列，可以下载模板。{UNCHANGED}"
        )


def _of_line(number: int, cells: Sequence[object], places: dict[str, int]) -> Iterator[tuple[int, Day]]:
    def cell(name: str) -> object:
        place = places[name]
        return cells[place] if place < len(cells) else None

    try:
        status = _status(_text(cell("status")))
        days = _dates(cell("date"))
    except ValueError as wrong:
        raise UnreadableNotice(f"第{number}行无法识别：{wrong}。{UNCHANGED}") from None
    for day in days:
        yield number, Day(day, status, _text(cell("occasion"))[:40], _text(cell("notice"))[:60])


def _status(text: str) -> str:
    found = next((status for status, called in STATUSES.items() if text.lower() in called), "")
    if not found:
        raise ValueError(
            f"安排应为“休息”或者“上班”，实为“{text}”" if text else "没有填写安排（休息或者上班）"
        )
    return found


def _dates(cell: object) -> list[date]:
    if isinstance(cell, datetime):
        return [_sane(cell.date())]
    if isinstance(cell, date):
        return [_sane(cell)]
    text = WEEKDAY.sub("", _text(cell))
    if not text:
        raise ValueError("没有填写日期")
    if isinstance(cell, int | float) or text.isdigit():
        raise ValueError(f"日期“{text}”是一个数字，请把单元格设为日期格式，或者写成 2027年1月1日")
    span = SPAN.fullmatch(text)
    first = _sane(_one(span[1] if span else text))
    return _between(first, _sane(_last(span[2], first))) if span else [first]


def _one(text: str) -> date:
    # Excel writes the midnight of a day behind it.
    found = ONE.fullmatch(re.sub(r"(?:T|日?)0?0:00(?::00)?$", "", text))
    if not found:
        raise ValueError(f"日期“{text}”不能识别，请写明年月日，例：2027年1月1日")
    return _day(*map(int, found.groups()))


def _last(text: str, first: date) -> date:
    found = END.fullmatch(text)
    if not found:
        raise ValueError(f"“至”后面的日期“{text}”不能识别")
    year, month, day = found.groups()
    return _day(int(year or first.year), int(month or first.month), int(day))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from None


def _sane(day: date) -> date:
    last = clock.today().year + YEARS_AHEAD
    if not FIRST_YEAR <= day.year <= last:
        raise ValueError(f"{day.year}年不在{FIRST_YEAR}年至{last}年之间，请核对年份")
    return day


def _between(first: date, last: date) -> list[date]:
    length = (last - first).days + 1
    if length < 1:
        raise ValueError(f"结束的日期{last}早于开始的日期{first}")
    if length > LONGEST_SPAN:
        raise ValueError(f"自{first}至{last}共{length}天，超过{LONGEST_SPAN}天，请核对")
    return [first + timedelta(days=number) for number in range(length)]


def _whole(found: list[tuple[int, Day]]) -> list[Day]:
    """Each day once. Raises UnreadableNotice where two lines contradict each other, or where there is none."""
    known: dict[date, tuple[int, Day]] = {}
    for number, day in found:
        before, other = known.setdefault(day.date, (number, day))
        if other.status != day.status:
            raise UnreadableNotice(f"第{number}行与第{before}行矛盾：{day.date}既是休息又是上班。{UNCHANGED}")
    if not known:
        raise UnreadableNotice(f"表头下面没有内容。{UNCHANGED}")
    return [day for _, day in known.values()]
