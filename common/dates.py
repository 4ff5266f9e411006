"""Dates and remaining time in the words a Chinese office uses. Days are counted in Asia/Shanghai."""

import re
import unicodedata
from datetime import date, datetime
from typing import TypeAlias

from common import clock
from common.texts import seen
from common.when import When

WEEKDAYS = "一二三四五六日"
SOON_DAYS = 7

Dated: TypeAlias = When | datetime | date


def day_of(value: Dated) -> date | None:
    """The local day of a moment, a day or a When; None where only a month or a year is known."""
    return When.of(value).day


def chinese_date(value: Dated) -> str:
    """`2026年11月5日（周四）`; a month or a year stays as coarse as it is known."""
    day = day_of(value)
    if day is None:
        return str(value)
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def short_date(value: Dated) -> str:
    """`11月5日`, with the year in front where it is not this year."""
    day = day_of(value)
    if day is None:
        return str(value)
    year = "" if day.year == clock.today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def table_date(value: Dated) -> str:
    """`2026-11-05`, for columns; `2026-11` or `2026` where no day is known."""
    day = day_of(value)
    return value.isoformat() if day is None else day.isoformat()


def chinese_moment(value: Dated) -> str:
    """`2026年11月5日（周四）14:03`; without the time where only the day is known."""
    when = When.of(value)
    if when.precision != "instant":
        return chinese_date(when)
    return f"{chinese_date(when)}{clock.local(when.start):%H:%M}"


def table_moment(value: Dated) -> str:
    """`2026-11-05 14:03`, for columns."""
    when = When.of(value)
    if when.precision != "instant":
        return table_date(when)
    return f"{clock.local(when.start):%Y-%m-%d %H:%M}"


def remaining(due: Dated, today: date | None = None, *, target: str = "") -> str:
    """还有3天, 今天到期, 已逾期2天. What is no day of the law (`target`: how it is called) is passed, never 逾期."""
    days = (day_of(due) - (today or clock.today())).days
    if days > 0:
        return f"还有{days}天"
    if days == 0:
        return "今天到期"
    return f"已过{target}{-days}天" if target else f"已逾期{-days}天"


def last_day(due: Dated, act: str = "回复") -> str:
    """`最迟11月3日（含当日）回复`."""
    return f"最迟{short_date(due)}（含当日）{act}"


def due_tone(due: Dated, today: date | None = None, *, target: bool = False) -> str:
    """The tone of an open due day: overdue, today, soon (7 days), progress; a target stays target."""
    days = (day_of(due) - (today or clock.today())).days
    if target and days < 0:
        return "target"
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    return "soon" if days <= SOON_DAYS else "progress"


WRITTEN = re.compile(r"(\d{4})(?:[年./-](?:(\d{1,2})(?:[月./-](?:(\d{1,2})日?)?)?)?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


TIMED = re.compile(r"(.*[\s日T])\s*(\d{1,2})(?::|时|点)(\d{1,2})分?")


#: Figures as papers spell them out.
DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
SPELLED_YEAR = re.compile(r"([〇○零oO0一二三四五六七八九]{4})年")
SPELLED_NUMBER = re.compile(r"(二?三?十?[一二三四五六七八九十])(?=[月日号时点分])")
#: Signs that stand for those of a date.
SIGNS = str.maketrans({"号": "日", "。": ".", "、": ".", "\\": "/", "—": "-", "–": "-", "−": "-"})


def in_digits(text: str) -> str:
    """A date with its figures as plain digits and its signs as usual: ２０２６．１１．２８, 二〇二六年十一月二十八号."""
    text = unicodedata.normalize("NFKC", seen(text)).translate(SIGNS).strip().rstrip(".")
    text = SPELLED_YEAR.sub(lambda found: "".join(DIGITS.get(each, "0") for each in found[1]) + "年", text)
    return SPELLED_NUMBER.sub(lambda found: str(_number(found[1])), text).strip()


def _number(spelled: str) -> int:
    """三十一 is 31."""
    tens, ten, ones = spelled.rpartition("十")
    one = int(DIGITS[ones]) if ones else 0
    return (int(DIGITS[tens]) if tens else 1) * 10 + one if ten else one


def parse_when(text: str) -> When:
    """As `parse_date`, and with the time of day where one is typed: 2026年11月5日14:30, 2026-11-5 14时30分.

    Raises ValueError for anything else.
    """
    match = TIMED.fullmatch(in_digits(text))
    if match is None:
        return parse_date(text)
    day = parse_date(match[1].removesuffix("T")).day
    if day is None:
        raise ValueError(f"not a moment: {text!r}")
    return When(clock.at(day, int(match[2]), int(match[3])))


def parse_date(text: str) -> When:
    """Read what a clerk types: 2026年11月5日, 2026-11-5, 2026/11/5, 20261105, 二〇二六年十一月五日, digits of any width.

    A month or a year alone stays one. Raises ValueError for anything else and for days that do not exist.
    """
    cleaned = re.sub(r"\(.*?\)|\s", "", in_digits(text))
    match = COMPACT.fullmatch(cleaned) or WRITTEN.fullmatch(cleaned)
    try:
        return When.parse("-".join(part.zfill(2) for part in match.groups() if part) if match else "")
    except ValueError as problem:
        raise ValueError(f"not a date: {text!r}") from problem
