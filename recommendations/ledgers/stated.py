"""The periods that a paper states, as clerks write them: 一个月, 15日, 2个月内, 收到之日起十五日内."""

import re
import unicodedata
from datetime import datetime

from common.cells import BadCell, Unclear, Unread, is_no_day, text_of
from deadlines.statute import Stated, Unit

UNITS = {
    "个工作日": Unit.WORKING_DAYS,
    "工作日": Unit.WORKING_DAYS,
    "个月": Unit.MONTHS,
    "月": Unit.MONTHS,
    "天": Unit.DAYS,
    "日": Unit.DAYS,
}
PERIOD = re.compile(
    r"(?:(?:自|在|应当?|于|请)?.{0,8}?(?:收到|送达|签收|接到).{0,12}?(?:起|后|次日起|之日起))?"
    r"(\d+|[一二两三四五六七八九十]+)(个工作日|工作日|个月|月|天|日)(?:之?内|以内)?(?:书面)?(?:回复|答复|整改|提出)?(?:异议|完毕|到位)?"
)
NUMBERS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2}
#: A paper that states more is misread.
LONGEST = 1000
NO_PERIOD = "不是期限。应为文书载明的期限，如 15日、1个月、10个工作日；没有载明的留空"


class NoPeriod(Unread):
    """The cell holds a day: until when, and not how long. That follows from how long it was."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”是日期，没有读入。应为文书载明的期限，如 1个月；届满日由系统计算。")


def read(value: object, epoch: datetime) -> str:
    return stated_of(value)


def stated_of(value: object) -> str:
    """The period in the words of `Stated`, "" for an empty cell. Raises BadCell, and NoPeriod for a day."""
    if isinstance(value, Unclear):
        raise NoPeriod(value.shown)
    text = text_of(value)
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not plain or is_no_day(plain) or plain in ("法定", "法定期限", "未载明", "没有载明"):
        return ""
    if re.match(r"\d{4}[-/.年]", plain):
        raise NoPeriod(text)
    found = PERIOD.fullmatch(plain)
    length = _number(found.group(1)) if found else 0
    if not 0 < length < LONGEST:
        raise BadCell(f"“{text}”{NO_PERIOD}。")
    return Stated(length, UNITS[found.group(2)]).words


def _number(written: str) -> int:
    """十五 is 15, 三十 is 30, 两 is 2."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    return NUMBERS.get(tens, 1) * 10 + NUMBERS.get(ones, 0) if ten else NUMBERS.get(written, 0)
