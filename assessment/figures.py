"""The figures of the board, for each agency, in two queries however many matters there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from assessment.statuses import OVER, STATUSES, reply_periods
from matters.kinds import Phase
from matters.queries import MatterQuerySet
from organisations.models import Capability, OrganisationCapability

NAMED = (
    "recipient",
    "recipient__short_name",
    "recipient__code",
    "recipient__jurisdiction__short_name",
    "is_township",
)


@dataclass(frozen=True)
class Rate:
    """A share with its numerator and denominator, never the percentage alone."""

    part: int
    whole: int

    @property
    def per_cent(self) -> int | None:
        """Rounded half up; None where nothing is counted."""
        return int(100 * self.part / self.whole + 0.5) if self.whole else None

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}（{self.per_cent}%）" if self.whole else "—"


@dataclass(frozen=True)
class Line:
    """One agency, or several together: 制发, 在办, and how many have each status."""

    issued: int
    open: int
    counts: dict[str, int] = field(default_factory=dict)
    organisation: int | None = None
    name: str = "合计"
    code: str = ""
    jurisdiction: str = ""
    is_township: bool = False

    @property
    def rate(self) -> Rate:
        """按期回复率：replied by the first day ÷ all whose period is over."""
        return Rate(self.counts["in_time"], self._over)

    @property
    def extended_rate(self) -> Rate:
        """The same where a reply inside a granted extension counts as in time."""
        return Rate(self.counts["in_time"] + self.counts["extended"], self._over)

    @property
    def _over(self) -> int:
        return sum(self.counts[code] for code in OVER)


def lines(matters: MatterQuerySet) -> list[Line]:
    """One line for each agency; those with most overdue first, then most late, then most issued."""
    counts = {row.pop("debtor"): row for row in _replies(matters)}
    found = [_line(row, counts.get(row["recipient"], {})) for row in _issued(matters)]
    return sorted(
        found, key=lambda line: (-line.counts["overdue"], -line.counts["late"], -line.issued, line.code)
    )


def total(parts: Iterable[Line]) -> Line:
    parts = list(parts)
    counts = {status.code: sum(part.counts[status.code] for part in parts) for status in STATUSES}
    return Line(sum(part.issued for part in parts), sum(part.open for part in parts), counts)


def _issued(matters: MatterQuerySet) -> Iterable[dict]:
    townships = OrganisationCapability.objects.filter(capability=Capability.TOWNSHIP)
    named = matters.order_by().annotate(
        is_township=Exists(townships.filter(organisation=OuterRef("recipient")))
    )
    in_hand = Count("pk", filter=~Q(phase=Phase.CLOSED))
    return named.values(*NAMED).annotate(issued=Count("pk"), open=in_hand)


def _replies(matters: MatterQuerySet) -> Iterable[dict]:
    having = {each.code: Count("pk", filter=each.holds()) for each in STATUSES if each.holds}
    return reply_periods(matters).order_by().values("debtor").annotate(**having)


def _line(row: dict, replies: dict[str, int]) -> Line:
    counts = {status.code: replies.get(status.code, 0) for status in STATUSES}
    counts["unserved"] = row["issued"] - sum(counts.values())
    return Line(
        row["issued"],
        row["open"],
        counts,
        organisation=row["recipient"],
        name=row["recipient__short_name"],
        code=row["recipient__code"],
        jurisdiction=row["recipient__jurisdiction__short_name"],
        is_township=row["is_township"],
    )
