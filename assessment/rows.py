"""The way down: the matters that make one number of the board."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from assessment.filters import IN_HAND, ISSUED, Filters
from assessment.scope import counted
from assessment.statuses import BY_CODE, STATUSES, reply_periods, standing, with_status
from common import paging
from common.when import When
from deadlines.models import Deadline
from matters.kinds import Phase
from matters.queries import MatterQuerySet
from organisations.models import Membership, Organisation
from recommendations.models import Recommendation
from workflow.lists.masking import shown_title
from workflow.page import state_badge

SIZE = 30
ORDERING = paging.Ordering("changed_at", descending=True)
LABELS = {ISSUED: "全部制发", IN_HAND: "在办", **{each.code: each.label for each in STATUSES}}


def matters_of(membership: Membership, organisation: int | None, filters: Filters) -> MatterQuerySet:
    """What the board counts under `filters`. Raises Http404 for an agency that is not on the reader's board."""
    rows = counted(membership)
    if organisation is not None:
        # Looked up by its own key, where a number too large for the database is merely not found.
        rows = rows.filter(recipient__in=Organisation.objects.filter(pk=organisation))
        if not rows.exists():
            raise Http404
    rows = filters.apply(rows)
    if filters.status == IN_HAND:
        return rows.exclude(phase=Phase.CLOSED)
    return standing(rows, filters.status) if filters.status in BY_CODE else rows


def page(
    membership: Membership, organisation: int | None, filters: Filters, after: str, before: str
) -> paging.Page:
    """One page of rows. Raises ValueError for what is no key, Http404 as `matters_of`."""
    rows = matters_of(membership, organisation, filters).select_related("lead", "recipient")
    return paging.read([rows], ORDERING, after=paging.decode(after), before=paging.decode(before), size=SIZE)


def rows_of(matters: list[Recommendation], membership: Membership) -> list[dict[str, Any]]:
    """Each matter with its reply's period. One query for all."""
    keys = Recommendation.objects.filter(pk__in=[matter.pk for matter in matters])
    periods = {period.matter_id: period for period in with_status(reply_periods(keys))}
    return [_row(matter, periods.get(matter.pk), membership) for matter in matters]


def _row(matter: Recommendation, period: Deadline | None, membership: Membership) -> dict[str, Any]:
    return {
        "url": reverse("matters:matter", args=[matter.pk]),
        "title": shown_title(matter, membership),
        "matter": matter,
        "state": state_badge(matter),
        "issued": When.parse(matter.issued_on) if matter.issued_on else None,
        "received": matter.received,
        "due_on": period.due_on if period else None,
        "was_due_on": period.original_on if period and period.original_on != period.due_on else None,
        "replied": When.parse(matter.replied_on) if matter.replied_on else None,
        "standing": _standing(period),
        "flags": ["示例"] * matter.is_example + ["导入"] * matter.is_imported,
    }


def _standing(period: Deadline | None) -> dict[str, str]:
    """Its status on the board in words, with the days where there are any; while it runs, as urgent as it is."""
    status = BY_CODE[period.standing if period else "unserved"]
    if status.code == "late":
        return {"word": f"逾期{period.late_days}天回复", "tone": status.tone}
    counts_down = period and period.is_open and period.due_on
    if counts_down:
        return {"word": period.remaining(), "tone": period.tone}
    return {"word": status.label, "tone": status.tone}


def title_of(organisation: int | None, filters: Filters) -> str:
    name = "各单位" if organisation is None else Organisation.objects.get(pk=organisation).name
    return f"{name}：{LABELS[filters.status]}"


def pager(shown: paging.Page, path: str, filters: Filters) -> dict[str, str]:
    """For components/pager.html."""
    here = filters.url(path)
    joined = f"{here}{'&' if '?' in here else '?'}"
    links = {"previous_url": "", "next_url": ""}
    if shown.rows and shown.earlier:
        links["previous_url"] = f"{joined}before={paging.encode(ORDERING.key(shown.rows[0]))}"
    if shown.rows and shown.later:
        links["next_url"] = f"{joined}after={paging.encode(ORDERING.key(shown.rows[-1]))}"
    return links
