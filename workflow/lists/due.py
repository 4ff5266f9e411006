"""Which deadline stands for a matter in a list: the head of its page (`page.head_deadline`), in bulk and in SQL."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from common import clock
from deadlines.display import LATER_THAN_A_WEEK
from deadlines.models import Deadline
from deadlines.queries import IS_REPORTED, DeadlineQuerySet
from deadlines.statutes import RIGHTS
from matters.models import Matter
from matters.queries import MatterQuerySet
from matters.registry import kinds_of, registered_models
from organisations.models import Membership
from workflow.page import head_deadline
from workflow.steps import next_step, steps_of

DUE = {"overdue": "逾期", "today": "今天到期", "week": "7日内到期"}
LAST = datetime(5000, 1, 1, tzinfo=UTC)


def duties(membership: Membership, due: str = "") -> DeadlineQuerySet:
    """Open duties meant for `membership`; with `due` (a key of DUE) only those. A target is never overdue, nor
    what was reported as done."""
    rows = Deadline.objects.awake().in_audience(membership).exclude(rule__in=RIGHTS)
    today = clock.today()
    if due == "overdue":
        return rows.passed().exclude(basis__in=Deadline.BY_NO_LAW).exclude(IS_REPORTED)
    if due == "today":
        return rows.filter(due_on=today, due_at__gt=clock.now())
    if due == "week":
        return rows.filter(due_on__gt=today, due_on__lte=today + timedelta(days=LATER_THAN_A_WEEK))
    return rows


def heads(matters: Mapping[int, Matter], membership: Membership, due: str = "") -> dict[int, Deadline]:
    """For each matter, given as its own class by primary key, the deadline that its row shows. One query."""
    found: dict[int, list[Deadline]] = {}
    for row in duties(membership, due).filter(matter__in=matters).select_related("debtor"):
        found.setdefault(row.matter_id, []).append(row)
    return {pk: head_deadline(matters[pk], rows) for pk, rows in found.items()}


def with_next_due(rows: MatterQuerySet, membership: Membership, due: str = "") -> MatterQuerySet:
    """Annotate `next_due`, the moment of the deadline that the row shows; far away where there is none."""
    own = duties(membership, due).dated().filter(matter=OuterRef("pk")).order_by("due_at")
    by_law = own.exclude(basis__in=Deadline.BY_NO_LAW)
    moving = own.filter(carrying_on())
    return rows.annotate(next_due=Coalesce(_first(moving), _first(by_law), _first(own), LAST))


@cache
def carrying_on() -> Q:
    """Deadlines whose step moves their matter to another state, from the declarations of the steps."""
    condition = Q(pk=None)
    for model in registered_models():
        kinds = kinds_of(model)
        for state in model.state_labels():
            if rules := _rules_moving(model, state):
                condition |= Q(matter__kind__in=kinds, matter__state=state, rule__in=rules)
    return condition


def _rules_moving(model: type, state: str) -> list[str]:
    fulfilled = {rule for step in steps_of(model).values() for rule in step.fulfils}
    steps = {rule: next_step(model, rule) for rule in sorted(fulfilled)}
    return [rule for rule, step in steps.items() if step.targets() and step.fits(state)]


def _first(rows: DeadlineQuerySet) -> Subquery:
    return Subquery(rows.values("due_at")[:1])
