"""Reading what people type into the cells of a ledger: dates in every usual form, kinds by their names."""

import re
import unicodedata
from datetime import date, datetime

from openpyxl.utils.datetime import from_excel

from common.dates import parse_date
from common.when import FIRST_YEAR, LAST_YEAR, When
from matters.kinds import Kind

#: Numbers that Excel counts days by: 1954 to 2119.
SERIALS = range(20_000, 80_000)
DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
WRITTEN_YEAR = re.compile(r"([〇○零一二三四五六七八九]{4})年")
WRITTEN_NUMBER = re.compile(r"(二?三?十?[一二三四五六七八九十])(?=[月日号])")
LOOKS_LIKE_A_DAY = re.compile(r"\d{4}(?:[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?)?(?:年|月)?|\d{8}")
NO_DATE = (
    "不是日期。应为年月日，如 2024-09-03、2024年9月3日、2024.9.3；只知道年月的写 2024-09，只知道年份的写 2024"
)
#: What a cell of numbers keeps of 2024.1 and of 2024.10 alike.
OCTOBER_OR_JANUARY = re.compile(r"(\d{4})\.1")
NO_SUCH_DAY = "没有这一天。请核对文书上的日期"
KIND_NAMES = {
    **{label.removesuffix("检察建议"): kind for kind, label in Kind.choices if label.endswith("检察建议")},
}


class BadCell(ValueError):
    """The cell cannot be read; the message says in Chinese what is wrong and what was expected."""


def text_of(value: object) -> str:
    """What stands in a cell as one line of text."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def day_of(value: object, epoch: datetime) -> str:
    """A date as the fields keep it: a day, a month or a year, or "" for an empty cell. Raises BadCell.

    `epoch`: what the workbook counts its days from.
    """
    if isinstance(value, datetime | date):
        return _checked(f"{value:%Y-%m-%d}", value)
    if isinstance(value, bool):
        raise BadCell(f"“{value}”{NO_DATE}。")
    text = text_of(value)
    if not text:
        return ""
    if isinstance(value, float) and (found := OCTOBER_OR_JANUARY.fullmatch(text)):
        year = found.group(1)
        raise BadCell(f"“{text}”分不清是 10 月还是 1 月。请写成 {year}-10 或 {year}-01。")
    if _is_serial(text):
        return _checked(f"{from_excel(int(text), epoch):%Y-%m-%d}", value)
    return _parsed(text)


def _is_serial(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) in SERIALS


def _parsed(text: str) -> str:
    plain = _plain(text)
    try:
        return _checked(parse_date(plain).isoformat(), text)
    except ValueError as problem:
        if isinstance(problem, BadCell):
            raise
        wrong = NO_SUCH_DAY if LOOKS_LIKE_A_DAY.fullmatch(plain.replace(" ", "")) else NO_DATE
        raise BadCell(f"“{text}”{wrong}。") from problem


def _checked(written: str, value: object) -> str:
    """Raises BadCell for years that no recommendation can be of, and for days to come."""
    if not FIRST_YEAR <= int(written[:4]) <= LAST_YEAR:
        raise BadCell(f"“{text_of(value)}”{NO_DATE}。")
    if When.parse(written).in_future:
        raise BadCell(f"“{text_of(value)}”晚于今天。台账只登记已经发生的事，请核对日期。")
    return written


def _plain(text: str) -> str:
    """Full-width signs, 号 for 日 and numbers in Chinese characters as digits."""
    text = unicodedata.normalize("NFKC", text).replace("号", "日").replace("。", ".").replace("\\", "/")
    text = WRITTEN_YEAR.sub(lambda found: "".join(DIGITS[each] for each in found.group(1)) + "年", text)
    return WRITTEN_NUMBER.sub(lambda found: str(_number(found.group(1))), text)


def _number(written: str) -> int:
    """三十一 is 31."""
    tens, ten, ones = written.rpartition("十")
    one = int(DIGITS[ones]) if ones else 0
    return (int(DIGITS[tens]) if tens else 1) * 10 + one if ten else one


def kind_of(text: str) -> str:
    """The kind by its name, with or without 检察建议. Raises BadCell."""
    bare = "".join(text.split()).removesuffix("书").removesuffix("检察建议")
    if bare in KIND_NAMES:
        return KIND_NAMES[bare]
    raise BadCell(f"没有“{text}”这一类型。应为{'、'.join(KIND_NAMES)}之一。")
