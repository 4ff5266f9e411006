"""How a recommendation stands to its reply: every one that was issued has exactly one of these statuses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q

from common import clock

#: Replied by the day that law or document gave; an extension is shown apart.
BY_FIRST_DAY = (
    Q(period__original_on=None)
    | Q(period__closed_on=None)
    | Q(period__closed_on__lte=F("period__original_on"))
)
CLOSED, OPEN, PAUSED, ENDED = (Q(period__status=each) for each in ("closed", "open", "paused", "cancelled"))
#: Nobody had answered when the last day was over; what was withdrawn needs no answer.
ENDED_LATE = Q(period__due_at__lte=F("period__closed_at")) & ~Q(state="withdrawn")
IN_TIME = CLOSED & Q(period__late_days=0)
UNSERVED = "unserved"


@dataclass(frozen=True)
class Status:
    """`holds` gives the condition on `period`, the reply's deadline; None where there is no such deadline yet."""

    code: str
    label: str
    tone: str
    holds: Callable[[], Q] | None


def _not_over() -> Q:
    """Of a matter whose examination stands still 中止审查 nothing is overdue."""
    return OPEN & (Q(period__due_at__gt=clock.now()) | Q(period__rests=True))


def _first_day_over() -> Q:
    return Q(period__original_on__isnull=False, period__original_on__lt=clock.today())


#: The first that holds is the one that counts.
STATUSES = (
    Status("first", "按期回复", "done", lambda: IN_TIME & BY_FIRST_DAY),
    Status("extended", "延期后按期回复", "waiting", lambda: IN_TIME),
    Status("late", "逾期回复", "soon", lambda: CLOSED & Q(period__late_days__gt=0)),
    Status("extended_open", "延期内未到期", "today", lambda: _not_over() & _first_day_over()),
    Status("running", "尚未到期", "progress", lambda: _not_over() | PAUSED),
    Status("overdue", "逾期未回复", "overdue", lambda: OPEN & Q(period__due_at__lte=clock.now())),
    Status("undated", "日期不全", "withdrawn", lambda: OPEN | CLOSED),
    Status("unanswered", "期满未回复已结束", "overdue", lambda: ENDED & ENDED_LATE),
    Status("ended", "未回复已结束", "withdrawn", lambda: ENDED),
    Status(UNSERVED, "尚未送达", "draft", None),
)
BY_CODE = {status.code: status for status in STATUSES}
