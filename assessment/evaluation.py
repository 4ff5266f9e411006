"""落实效果评估 (规定 26 条): the yearly report to the procuratorial committee, drafted from the figures of the year."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from assessment.facts import facts
from assessment.figures import Figures, Line, figures
from assessment.filters import Filters
from assessment.measures import RATES
from assessment.named import Named, named
from assessment.outstanding import HOLDS
from assessment.scope import issued
from common import clock
from matters.queries import MatterQuerySet
from organisations.models import Membership, Organisation, Role
from recommendations.choices import Outcome
from recommendations.models import Recommendation
from recommendations.records import Escalation, Urging

#: Those who write the report, those who check it, and who puts it before the committee.
ROLES = (Role.HANDLER, Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER, Role.CHIEF)
FIRST_YEAR = 2019
NOT_DONE = (Outcome.PARTLY, Outcome.NOT_RECTIFIED, Outcome.NOT_ADOPTED, Outcome.UNRECTIFIED)


@dataclass(frozen=True)
class Times:
    """How many recommendations something was done about, and how often."""

    matters: int
    times: int


@dataclass(frozen=True)
class Evaluation:
    """What is known of the recommendations that one procuratorate issued in one year, as of now."""

    organisation: Organisation
    year: str
    found: Figures
    kinds: list[Named]
    recipients: list[Named]
    domains: list[Named]
    urged: Times
    escalated: dict[str, Times]
    not_done: list[Recommendation]

    @property
    def total(self) -> Line:
        return self.found.total

    def rate(self, code: str) -> str:
        return next(str(self.total.rate(of)) for of in RATES if of.part == code)


def evaluation(membership: Membership, year: str) -> Evaluation:
    """Six queries. Of all that the organisation of `membership` issued, to courts too; sealed and annulled not."""
    rows = issued().filter(lead=membership.organisation)
    found, filters = figures(rows, year), Filters(year=year)
    of_year = rows.filter(issued_on__startswith=year)
    return Evaluation(
        organisation=membership.organisation,
        year=year,
        found=found,
        kinds=named("kind", found.kinds, filters),
        recipients=named("recipient", found.units, filters),
        domains=named("domain", found.domains, filters),
        urged=_times(Urging, of_year),
        escalated=_escalated(of_year),
        not_done=list(_not_done(of_year)),
    )


def years() -> list[str]:
    """Those that can be evaluated, from this one back to the first under the rules."""
    return [str(year) for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


def _times(model: type[Urging] | type[Escalation], rows: MatterQuerySet) -> Times:
    done = model.objects.filter(recommendation__in=rows.order_by().values("pk"))
    return Times(**done.aggregate(matters=Count("recommendation", distinct=True), times=Count("pk")))


def _escalated(rows: MatterQuerySet) -> dict[str, Times]:
    done = Escalation.objects.filter(recommendation__in=rows.order_by().values("pk")).order_by()
    counted = done.values("type").annotate(matters=Count("recommendation", distinct=True), times=Count("pk"))
    return {Escalation.Type(row["type"]).label: Times(row["matters"], row["times"]) for row in counted}


def _not_done(rows: MatterQuerySet) -> MatterQuerySet:
    """Reviewed and found wanting, or overdue without a reply or a report; the earliest issued first."""
    wanting = facts(rows).filter(Q(outcome__in=NOT_DONE) | reduce(or_, HOLDS.values()))
    return wanting.select_related("recipient").order_by("issued_on", "pk")
