"""The holidays that 《全国年节及纪念日放假办法》 fixes by itself, for years whose notice is still to come."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from lunar_python import Lunar, Solar

REVISED_FROM = 2025  # 国务院令第795号, in force 2025-01-01: the eve of Spring Festival and 2 May were added


@cache
def statutory_holidays(year: int) -> dict[date, str]:
    """Rest days of `year` with their names. Weekends and days moved by notice are not among them."""
    return dict(_holidays(year))


def _holidays(year: int) -> Iterator[tuple[date, str]]:
    revised = year >= REVISED_FROM
    yield date(year, 1, 1), "元旦"
    yield from _run(_lunar(year, 1, 1) - timedelta(days=revised), 4 if revised else 3, "春节")
    yield _pure_brightness(year), "清明节"
    yield from _run(date(year, 5, 1), 2 if revised else 1, "劳动节")
    yield _lunar(year, 5, 5), "端午节"
    yield from _run(date(year, 10, 1), 3, "国庆节")
    yield _lunar(year, 8, 15), "中秋节"


def _run(first: date, length: int, name: str) -> Iterator[tuple[date, str]]:
    return ((first + timedelta(days=n), name) for n in range(length))


def _lunar(year: int, month: int, day: int) -> date:
    return _date(Lunar.fromYmd(year, month, day).getSolar())


def _pure_brightness(year: int) -> date:
    return _date(Lunar.fromYmd(year, 6, 1).getJieQiTable()["清明"])


def _date(solar: Solar) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
