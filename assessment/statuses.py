"""How a recommendation stands to its reply: every one that was issued has exactly one of these statuses.

Read from the reply's `Deadline` alone, the last version of each chain; a county's target is none of its rules.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from common import clock
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from matters.queries import MatterQuerySet
from recommendations.rules import REPLIES

#: Replied by the day that law or document gave; an extension is shown apart.
BY_FIRST_DAY = Q(original_on=None) | Q(closed_on=None) | Q(closed_on__lte=F("original_on"))
CLOSED, OPEN = Q(status="closed"), Q(status="open")


@dataclass(frozen=True)
class Status:
    """`holds` gives the condition on the reply's deadline; None where there is no such deadline yet."""

    code: str
    label: str
    tone: str
    holds: Callable[[], Q] | None
    help: str = ""


def _not_over() -> Q:
    return OPEN & Q(due_at__gt=clock.now())


def _first_day_over() -> Q:
    return Q(original_on__lt=clock.today())


STATUSES = (
    Status("in_time", "按期回复", "done", lambda: CLOSED & Q(late_days=0) & BY_FIRST_DAY),
    Status(
        "extended", "延期后按期回复", "waiting", lambda: CLOSED & Q(late_days=0) & ~BY_FIRST_DAY,
        "晚于原期限，但在经检察长同意延长后的期限内回复",
    ),
    Status("late", "逾期回复", "soon", lambda: CLOSED & Q(late_days__gt=0), "晚于期限（已延期的，晚于延长后的期限）回复"),
    Status(
        "not_due", "尚未到期", "progress",
        lambda: (_not_over() & ~(Q(original_on__isnull=False) & _first_day_over())) | Q(status="paused"),
        "期限尚未届满，或者已经中止",
    ),
    Status(
        "extended_open", "延期内未到期", "today", lambda: _not_over() & Q(original_on__isnull=False) & _first_day_over(),
        "原期限已过，延长后的期限尚未届满",
    ),
    Status("overdue", "逾期未回复", "overdue", lambda: OPEN & Q(due_at__lte=clock.now())),
    Status("unserved", "尚未送达", "draft", None, "已经制发，尚未签收或者登记送达，回复期限没有起算"),
    Status(
        "undated", "日期不全", "withdrawn",
        lambda: (OPEN & Q(due_at=None)) | (CLOSED & Q(late_days=None)),
        "收到或者回复日期只知道年月，不判断是否按期",
    ),
    Status("ended", "未回复已结束", "withdrawn", lambda: Q(status="cancelled"), "回复之前事项已经终结或者撤回"),
)  # fmt: skip
BY_CODE = {status.code: status for status in STATUSES}
#: Every one of these is past its day, so that a rate can be computed from them.
OVER = ("in_time", "extended", "late", "overdue")


def reply_periods(matters: MatterQuerySet) -> DeadlineQuerySet:
    """One deadline for each of `matters` that was served: the reply's, as it stands after every change."""
    own = Deadline.objects.filter(rule__in=REPLIES).exclude(status=Deadline.Status.REPLACED)
    later = own.filter(matter=OuterRef("matter"), pk__gt=OuterRef("pk"))
    return own.filter(matter__in=matters.order_by().values("pk")).filter(~Exists(later))


def standing(matters: MatterQuerySet, code: str) -> MatterQuerySet:
    """Those of `matters` that have the status `code`."""
    periods, holds = reply_periods(matters), BY_CODE[code].holds
    if holds is None:
        return matters.exclude(pk__in=periods.values("matter"))
    return matters.filter(pk__in=periods.filter(holds()).values("matter"))


def with_status(periods: DeadlineQuerySet) -> DeadlineQuerySet:
    """Annotate each reply's deadline with the code of its status, by the same conditions that count."""
    cases = [When(each.holds(), then=Value(each.code)) for each in STATUSES if each.holds]
    return periods.annotate(standing=Case(*cases, output_field=CharField()))
