"""What a document may state: where the law sets a period, a shorter one and never a longer.

Two periods are compared by the days they yield, since 60日 is longer than 2个月 in one month and shorter in
another. From a known start that start decides. Without one, what is being written now must not be longer from
any day, so that no paper promises more than the law; what was issued elsewhere is refused only where it is
longer from every day, and `compute` ends it with the law's period at the latest.
"""

from datetime import date, timedelta
from functools import lru_cache

from common.when import When
from deadlines.calendar import WorkingCalendar, shipped_calendar
from deadlines.compute import compute, corresponding
from deadlines.statute import Stated, Statute, Unit

#: Four years of starts: every month beside the next, with a 29 February.
STARTS = tuple(date(2024, 1, 1) + timedelta(days=number) for number in range(1461))


def refusal(
    statute: Statute,
    stated: Stated,
    *,
    start: When | None = None,
    issued: bool = False,
    calendar: WorkingCalendar,
) -> str:
    """Why a document may not state this period, with the article; empty where it may.

    `issued`: the document was issued elsewhere and stands as it is.
    """
    if not statute.stated:
        return (
            f"{statute.duty}的期限由{statute.citation}规定为{statute.length_text}，文书不能另行载明，请留空。"
        )
    longest = statute.longest
    if longest is None:
        return ""
    if start is not None and start.day is not None:
        longer = compute(statute, start, stated=stated, calendar=calendar).cut is not None
    else:
        longer = is_longer(stated, longest) if issued else may_be_longer(stated, longest)
    return _too_long(statute, stated, longest) if longer else ""


def _too_long(statute: Statute, stated: Stated, longest: Stated) -> str:
    always = is_longer(stated, longest)
    how = f"{stated}长于" if always else f"{stated}在有的月份长于"
    return (
        f"{how}{statute.citation}规定的{longest}。文书载明的期限只能短于法定期限，请核对；"
        f"就是{longest}的，请选择单位“个月”，或者留空。"
    )


def may_be_longer(stated: Stated, other: Stated) -> bool:
    """Whether from some day it ends later than `other`."""
    return 1 in _compared(stated, other)


def is_longer(stated: Stated, other: Stated) -> bool:
    """Whether from every day it ends later than `other`."""
    return _compared(stated, other) == {1}


def is_shorter(stated: Stated, other: Stated) -> bool:
    """Whether from every day it ends earlier than `other`."""
    return _compared(stated, other) == {-1}


@lru_cache(maxsize=256)
def _compared(stated: Stated, other: Stated) -> frozenset[int]:
    """How the two ends lie to each other, over all starts: 1 later, 0 on one day, -1 earlier."""
    if stated.unit is Unit.WORKING_DAYS:
        at_least = _compared(Stated(stated.length), other)
        if at_least == {1}:
            return at_least
    ends = ((_end(stated, start), _end(other, start)) for start in STARTS)
    return frozenset((mine > others) - (mine < others) for mine, others in ends)


def _end(stated: Stated, start: date) -> date:
    """The last day, not moved on from a rest day."""
    if stated.unit is Unit.WORKING_DAYS:
        return shipped_calendar().add_working_days(start, stated.length)
    return corresponding(start, stated.length, stated.unit)
