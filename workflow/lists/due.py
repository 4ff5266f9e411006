"""Which deadline stands for a matter in a list: open, a duty before a right, law before a target, the soonest."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from common import clock
from deadlines.display import LATER_THAN_A_WEEK
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from matters.queries import MatterQuerySet
from organisations.models import Membership
from workflow.page import head_deadline

DUE = {"overdue": "逾期", "today": "今天到期", "week": "7日内到期"}
#: A right one may use; letting it pass is no lateness.
RIGHTS = ".objection"
LAST = datetime(9000, 1, 1, tzinfo=UTC)


def duties(membership: Membership, due: str = "") -> DeadlineQuerySet:
    """Open duties meant for `membership`; with `due` (a key of DUE) only those. A target is never overdue."""
    rows = Deadline.objects.open().in_audience(membership).exclude(rule__endswith=RIGHTS)
    today = clock.today()
    if due == "overdue":
        return rows.passed().exclude(basis=Deadline.Basis.TARGET)
    if due == "today":
        return rows.filter(due_on=today, due_at__gt=clock.now())
    if due == "week":
        return rows.filter(due_on__gt=today, due_on__lte=today + timedelta(days=LATER_THAN_A_WEEK))
    return rows


def heads(matters: Iterable[int], membership: Membership, due: str = "") -> dict[int, Deadline]:
    """For each matter the deadline that its row shows. One query."""
    found: dict[int, list[Deadline]] = {}
    for row in duties(membership, due).filter(matter__in=matters).select_related("debtor"):
        found.setdefault(row.matter_id, []).append(row)
    return {pk: head_deadline(rows) for pk, rows in found.items()}


def with_next_due(rows: MatterQuerySet, membership: Membership, due: str = "") -> MatterQuerySet:
    """Annotate `next_due`, the moment of the deadline that the row shows; far away where there is none."""
    own = duties(membership, due).dated().filter(matter=OuterRef("pk")).order_by("due_at")
    by_law = own.exclude(basis=Deadline.Basis.TARGET)
    return rows.annotate(next_due=Coalesce(_first(by_law), _first(own), LAST))


def _first(rows: DeadlineQuerySet) -> Subquery:
    return Subquery(rows.values("due_at")[:1])
