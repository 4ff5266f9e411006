"""The way down: the matters that make one number of the board."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from assessment.filters import Filters
from assessment.measures import BY_CODE, ISSUED
from assessment.scope import area_columns, counted, reads_figures_alone
from assessment.statuses import BY_CODE as STATUSES
from assessment.statuses import UNSERVED
from assessment.unrectified import unrectified
from common import paging
from common.when import When
from deadlines.models import Deadline
from matters.queries import MatterQuerySet
from organisations.models import Membership, Organisation
from recommendations.models import Recommendation
from recommendations.rules import REPLIES
from workflow.lists.masking import shown_title
from workflow.page import state_badge

SIZE = 30
ORDERING = paging.Ordering("changed_at", descending=True)


def matters_of(membership: Membership, filters: Filters) -> MatterQuerySet:
    """What the board counts under `filters`. Raises Http404 for an agency that is not on the reader's board."""
    rows, areas = counted(membership), area_columns(membership, filters.area)
    if filters.agency and not Filters(agency=filters.agency).narrow(rows, {}).exists():
        raise Http404
    return filters.listed(rows, areas)


def page(membership: Membership, filters: Filters, after: str, before: str) -> paging.Page:
    """One page of rows. Raises ValueError for what is no key, Http404 as `matters_of`."""
    rows = matters_of(membership, filters).select_related("lead", "recipient")
    return paging.read([rows], ORDERING, after=paging.decode(after), before=paging.decode(before), size=SIZE)


def rows_of(matters: list[Recommendation], membership: Membership) -> list[dict[str, Any]]:
    """Each matter with its reply's period, and with what it has to rectify that is over. Two queries for all."""
    own = Deadline.objects.filter(rule__in=REPLIES, matter__in=[matter.pk for matter in matters])
    periods = {period.matter_id: period for period in own.exclude(status="replaced").order_by("pk")}
    over = unrectified().filter(matter__in=[matter.pk for matter in matters if matter.is_unrectified])
    left = {period.matter_id: period for period in over.order_by("-due_at", "-pk")}
    return [
        _row(matter, None if matter.standing == UNSERVED else periods.get(matter.pk), membership)
        | {"unrectified": _unrectified(left.get(matter.pk))}
        for matter in matters
    ]


def _unrectified(period: Deadline | None) -> dict[str, Any] | None:
    """Of what has been to rectify longest: until when."""
    return period and {"word": f"{BY_CODE['unrectified'].label}（{period.last_day}）", "tone": "overdue"}


def _row(matter: Recommendation, period: Deadline | None, membership: Membership) -> dict[str, Any]:
    return {
        **_what(matter, membership),
        "matter": matter,
        "state": state_badge(matter),
        "issued": When.parse(matter.issued_on) if matter.issued_on else None,
        "received": matter.received,
        "due_on": period.due_on if period else None,
        "was_due_on": period.original_on if period and period.original_on != period.due_on else None,
        "replied": When.parse(matter.replied_on) if matter.replied_on else None,
        "standing": _standing(matter, period),
        "flags": ["示例"] * matter.is_example + ["导入"] * matter.is_imported,
    }


def _what(matter: Recommendation, membership: Membership) -> dict[str, str]:
    """Its page, its title and what its recipient said of a late reply; for readers of figures alone what it is."""
    if reads_figures_alone(membership):
        return {"url": "", "title": matter.paper_name, "late_reason": ""}
    return {
        "url": reverse("matters:matter", args=[matter.pk]),
        "title": shown_title(matter, membership),
        "late_reason": matter.late_reason,
    }


def _standing(matter: Recommendation, period: Deadline | None) -> dict[str, str]:
    """Its status on the board in words, with the days where there are any; while it runs, as urgent as it is."""
    status = STATUSES[matter.standing if period else UNSERVED]
    if status.code == "late":
        return {"word": f"逾期{period.late_days}天回复", "tone": status.tone}
    counts_down = period and period.is_open and period.due_on
    if counts_down:
        return {"word": period.remaining(), "tone": period.tone}
    return {"word": status.label, "tone": status.tone}


def title_of(filters: Filters) -> str:
    name = Organisation.objects.get(pk=filters.agency).name if filters.agency else "各单位"
    return f"{name}：{'全部制发' if filters.status == ISSUED else BY_CODE[filters.status].label}"


def pager(shown: paging.Page, filters: Filters) -> dict[str, str]:
    """For components/pager.html."""
    here = filters.list_url()
    joined = f"{here}{'&' if '?' in here else '?'}"
    links = {"previous_url": "", "next_url": ""}
    if shown.rows and shown.earlier:
        links["previous_url"] = f"{joined}before={paging.encode(ORDERING.key(shown.rows[0]))}"
    if shown.rows and shown.later:
        links["next_url"] = f"{joined}after={paging.encode(ORDERING.key(shown.rows[-1]))}"
    return links
