"""What a judicial bureau, a government or a superior procuratorate looks after: what is late, days drawing near."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.urls import reverse

from assessment import outstanding
from assessment.measures import BY_CODE as MEASURES
from assessment.scope import COMPARES, reads_figures_alone
from common import clock, dates
from deadlines.display import LATER_THAN_A_WEEK
from deadlines.models import Deadline
from deadlines.queries import IS_REPORTED, DeadlineQuerySet
from fujian_portal.home import house
from fujian_portal.home.duties import Duty, one_each, read
from fujian_portal.home.parts import list_url, part
from fujian_portal.home.rows import group
from organisations.models import Membership
from recommendations.recorded import line, recorded_with, waiting_with

#: So many wait on the workbench itself.
RECORDED = 10


def looks_after(membership: Membership) -> bool:
    capabilities = membership.organisation.capability_set()
    return bool(capabilities & COMPARES) or _is_superior(membership)


def _is_superior(membership: Membership) -> bool:
    return {"procuratorate", "superior"} <= membership.organisation.capability_set()


def parts(membership: Membership) -> list[dict[str, Any] | None]:
    table = "下级检察院在办" if _is_superior(membership) else "本辖区行政机关在办"
    recorded = [_recorded(membership)] if _is_superior(membership) else []
    left = [_left(membership, code) for code in outstanding.HOLDS]
    if reads_figures_alone(membership):
        return left
    return [*recorded, *left, _near(membership), house.below(membership, table)]


def _recorded(membership: Membership) -> dict[str, Any] | None:
    """下级院报备: what waits for this procuratorate's opinion, the oldest first."""
    rows = list(waiting_with(membership)[: RECORDED + 1])
    if not rows and not recorded_with(membership).exists():
        return None
    return {
        "template": "home/recorded.html",
        "title": "下级院报备，待审查",
        "lines": [line(row, membership) for row in rows[:RECORDED]],
        "url": reverse("recommendations:recorded"),
        "is_cut": len(rows) > RECORDED,
    }


def _owed_by_recipients(membership: Membership) -> DeadlineQuerySet:
    """By law or by the paper; what the reader's own organisation takes part in stands elsewhere."""
    home = membership.organisation_id
    rows = Deadline.objects.within(membership).exclude(debtor=F("matter__lead"))
    rows = rows.exclude(basis__in=Deadline.BY_NO_LAW).exclude(debtor=home).exclude(matter__lead=home)
    return rows.exclude(IS_REPORTED)


def _left(membership: Membership, code: str) -> dict[str, Any]:
    """逾期未回复 or 逾期未整改 by agency, as the board counts it; the one that has been late longest first."""
    lines = outstanding.by_agency(membership, code)
    label = MEASURES[code].label
    return {
        "template": "home/late.html",
        "title": f"{label}的单位",
        "lines": [_line(code, found) for found in lines[: outstanding.SHOWN]],
        "url": outstanding.list_url(code),
        "is_cut": len(lines) > outstanding.SHOWN,
        "empty": f"目前没有单位{label}。",
    }


def _line(code: str, found: dict[str, Any]) -> dict[str, Any]:
    """A court stands on no board: its matters are found in the list of matters."""
    agency, on_board = found["debtor"], found["matter__to_administrative_body"]
    elsewhere = list_url(due="overdue", organisation=agency)
    return {
        "name": found["debtor__name"],
        "count": found["count"],
        "url": outstanding.list_url(code, agency) if on_board else elsewhere,
        "due_on": found["due_on"],
        "words": dates.remaining(found["due_on"]),
    }


def _near(membership: Membership) -> dict[str, Any] | None:
    """期限临近: what falls due within a week."""
    last = clock.today() + timedelta(days=LATER_THAN_A_WEEK)
    rows = _owed_by_recipients(membership).filter(due_at__gt=clock.now(), due_at__lte=clock.end_of(last))
    found = one_each(read(rows))
    if not found:
        return None
    near = group(
        "near",
        "7日内到期",
        found,
        membership,
        tone="soon",
        more_url=list_url(due="week", sort="due"),
        mover=_move,
        following=lambda duty, reader: None,
    )
    return part("期限临近", [near])


def _move(duty: Duty) -> str:
    return f"等待{duty.deadline.debtor.short_name}：{duty.deadline.label}"
