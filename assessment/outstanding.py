"""逾期未回复 and 逾期未整改: the same two lists for the board, for those who look after an area and for each agency.

A passed deadline alone accuses nobody: it may be a target, a step inside a house, or of something already reported.
"""

from typing import Any

from django.db.models import Count, Min, Q

from assessment.facts import facts
from assessment.figures import ALL_YEARS
from assessment.filters import Filters
from assessment.scope import looked_after, received_by
from assessment.unrectified import unrectified
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from organisations.models import Membership, Organisation
from recommendations.rules import REPLIES

#: Measures of the board, and what each asks of a row of `facts`.
OVERDUE, UNRECTIFIED = "overdue", "unrectified"
HOLDS = {OVERDUE: Q(standing=OVERDUE), UNRECTIFIED: Q(is_unrectified=1)}
#: A page names so many agencies; the list behind it has all of them.
SHOWN = 50


def of_house(organisation: Organisation) -> dict[str, int]:
    """How many of what `organisation` received stand in each of the two lists. One query."""
    rows = facts(received_by(organisation))
    return rows.aggregate(**{code: Count("pk", filter=holds) for code, holds in HOLDS.items()})


def by_agency(membership: Membership, code: str) -> list[dict[str, Any]]:
    """Each agency of the list `code` with how many and since when, the longest overdue first. One query.

    Of what `membership` looks after: name, number of matters, first last day that is over (Asia/Shanghai), and
    whether the board has it, as it has no court.
    """
    matters = facts(looked_after(membership)).filter(HOLDS[code])
    rows = _periods(code).filter(matter__in=matters.order_by().values("pk"))
    rows = rows.values("debtor", "debtor__name", "matter__to_administrative_body")
    counted = rows.annotate(count=Count("matter", distinct=True), due_on=Min("due_on"))
    return list(counted.order_by("due_on", "debtor")[: SHOWN + 1])


def _periods(code: str) -> DeadlineQuerySet:
    return (
        unrectified() if code == UNRECTIFIED else Deadline.objects.awake().passed().filter(rule__in=REPLIES)
    )


def list_url(code: str, agency: int | None = None) -> str:
    """The board's list `code`, of every year."""
    return Filters(year=ALL_YEARS, agency=str(agency or ""), status=code).list_url()
