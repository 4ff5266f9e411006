"""Reading what people type into the cells of a table: texts, numbers, and dates in every usual form."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl.utils.datetime import from_excel

from common import clock
from common.dates import in_digits, parse_date
from common.names import tidy
from common.when import FIRST_YEAR, LAST_YEAR, When

#: Numbers that Excel counts days by: 1954 to 2119.
SERIALS = range(20_000, 80_000)
LOOKS_LIKE_A_DAY = re.compile(r"\d{4}(?:[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?)?(?:年|月)?|\d{8}")
#: 26.9 or 26年9月: which part is the year is for whoever wrote it to say.
SHORT_YEAR = re.compile(r"(\d{2})[年./-](\d{1,2})(?:月|[月./-](\d{1,2})日?)?")
#: A moment as other systems write it, and what may stand behind a day.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
HOUR = re.compile(
    r"(?<=[\d日])[T\s]*(?:上午|下午|AM|PM)?\s*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?\s*(?:AM|PM)?$"
    r"|(?:\(?(?:星期|周)[一二三四五六日天]\)?|上午|下午)$"
)
NO_DATE = (
    "不是日期。应为年月日，如 2024-09-03、2024年9月3日、2024.9.3；只知道年月的写 2024-09，只知道年份的写 2024"
)
#: What a cell of numbers keeps of 2024.1 and of 2024.10 alike.
OCTOBER_OR_JANUARY = re.compile(r"(\d{4})\.1")
NO_SUCH_DAY = "没有这一天。请核对文书上的日期"
#: A mark or word that stands for nothing; Excel shows a link to an empty cell as the day zero.
EMPTY = re.compile(
    r"[/\\|—–―_－＿.。·*×-]+|#|无|没有|暂无|空|空白|无内容|n/?a|none|null|nil|1900[-/.年]0?1[-/.月]0{1,2}日?",
    re.I,
)
#: What stands in the place of a day that has not come, or is not known.
NO_DAY = re.compile(
    r"(?:目前|至今|暂|尚|还|均)*未(?:书面|曾|能)?(?:立案|制发|发出|送达|签收|收到|回复|答复|复函|反馈|作出|载明|记载|知)(?:回复|答复)?"
    r"|(?:无|没有|暂无|尚无)(?:书面)?(?:回复|答复|复函|反馈|日期|时间)"
    r"|(?:等?待|需)(?:书面)?(?:回复|答复|复函|送达|签收|立案|制发|补充?|定|查|核)|不详|未知|不明|不清楚|不需要"
)

#: What a cell says, given what it shows and the day from which its workbook counts. "" or () for an empty one.
Reader = Callable[[object, datetime], Any]


class BadCell(ValueError):
    """The cell cannot be read; the message says in Chinese what is wrong and what was expected."""


class Unread(ValueError):
    """The cell is no mistake and is not read all the same; the message says in Chinese why."""


@dataclass(frozen=True)
class Unclear:
    """What a cell shows that cannot be taken for a date, or (`is_broken`) for anything at all; and why."""

    shown: str
    reason: str
    is_broken: bool = False


def text_of(value: object) -> str:
    """What stands in a cell as one line of text."""
    if value is None:
        return ""
    if isinstance(value, Unclear):
        return value.shown
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value))


def is_empty(text: str) -> bool:
    """Whether a mark or a word stands where nothing is to be told."""
    return bool(EMPTY.fullmatch(unicodedata.normalize("NFKC", text).strip("()（） ")))


def is_no_day(text: str) -> bool:
    """Whether it says, in place of a date, that there is none."""
    return is_empty(text) or bool(NO_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip("() ")))


def day_of(value: object, epoch: datetime) -> str:
    """A date as the fields keep it: a day, a month or a year, or "" for an empty cell. Raises BadCell.

    `epoch`: what the workbook counts its days from.
    """
    if isinstance(value, Unclear):
        raise BadCell(f"“{value.shown}”{value.reason}")
    if isinstance(value, datetime | date):
        return _checked(f"{value:%Y-%m-%d}", value)
    if isinstance(value, bool | time | timedelta):
        raise BadCell(f"“{value}”{NO_DATE}。")
    text = text_of(value)
    if not text or is_no_day(text):
        return ""
    if isinstance(value, float) and (found := OCTOBER_OR_JANUARY.fullmatch(text)):
        year = found.group(1)
        raise BadCell(f"“{text}”分不清是 10 月还是 1 月。请写成 {year}-10 或 {year}-01。")
    plain = _plain(text)
    if _is_serial(plain):
        return _checked(f"{from_excel(int(float(plain)), epoch):%Y-%m-%d}", text)
    return _parsed(plain, text)


def _is_serial(text: str) -> bool:
    """Days as Excel counts them, a time of the day behind the point."""
    whole, _, part = text.partition(".")
    is_number = whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))
    return is_number and int(whole) in SERIALS


def _parsed(plain: str, text: str) -> str:
    try:
        if MOMENT.fullmatch(plain):
            return _checked(_local_day(plain), text)
        return _checked(parse_date(plain).isoformat(), text)
    except ValueError as problem:
        if isinstance(problem, BadCell):
            raise
        raise BadCell(f"“{text}”{_wrong(plain.replace(' ', ''))}。") from problem


def _local_day(moment: str) -> str:
    """The day in Asia/Shanghai of a moment, which without a zone is local already."""
    read = datetime.fromisoformat(moment)
    return f"{clock.local(read) if read.tzinfo else read:%Y-%m-%d}"


def _wrong(plain: str) -> str:
    if LOOKS_LIKE_A_DAY.fullmatch(plain):
        return NO_SUCH_DAY
    if found := SHORT_YEAR.fullmatch(plain):
        year, month, day = found.groups()
        whole = "-".join(part.zfill(2) for part in (f"20{year}", month, day) if part)
        return f"没有写全年份。请写四位数的年份，如 {whole}"
    return NO_DATE


def _checked(written: str, value: object) -> str:
    """Raises BadCell for years that nothing here can be of, and for days to come."""
    if not FIRST_YEAR <= int(written[:4]) <= LAST_YEAR:
        raise BadCell(f"“{text_of(value)}”{NO_DATE}。")
    if When.parse(written).in_future:
        raise BadCell(f"“{text_of(value)}”晚于今天。台账只登记已经发生的事，请核对日期。")
    return written


def _plain(text: str) -> str:
    """As `in_digits`, without an hour or a weekday."""
    text = in_digits(text)
    return text if MOMENT.fullmatch(text) else HOUR.sub("", HOUR.sub("", text)).strip()


def words_of(value: object, epoch: datetime) -> str:
    """A text, "" for a mark that stands for nothing."""
    text = text_of(value)
    return "" if is_empty(text) else text


def words(longest: int, elsewhere: str = "") -> Reader:
    """Texts of at most so many characters; `elsewhere`: where the rest belongs."""

    def read(value: object, epoch: datetime) -> str:
        text = words_of(value, epoch)
        if len(text) > longest:
            raise BadCell(f"超过 {longest} 个字。请缩短{elsewhere}。")
        return text

    return read


def some_of(codes: Mapping[str, Any]) -> Reader:
    """The codes of some of these words, one after the other."""
    one = one_of(codes)

    def read(value: object, epoch: datetime) -> Any:
        text = words_of(value, epoch)
        return [one(each.strip(), epoch) for each in re.split("[、，；,;]", text) if each.strip()] or ""

    return read


def one_of(codes: Mapping[str, Any]) -> Reader:
    """The code of one of these words."""

    def read(value: object, epoch: datetime) -> Any:
        text = words_of(value, epoch)
        if text and text not in codes:
            raise BadCell(f"没有“{text}”这一项。应为{'、'.join(codes)}之一。")
        return codes.get(text, "")

    return read
