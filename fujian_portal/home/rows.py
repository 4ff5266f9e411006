"""Duties as groups and rows of components/worklist.html."""

from collections.abc import Callable, Mapping
from typing import Any

from common import dates
from fujian_portal.home.duties import Duty
from organisations.models import Membership
from workflow.lists.concrete import share_sides
from workflow.lists.rows import Row

#: Urgency of a deadline: title and tone of its group, in their order.
URGENCIES = {
    "overdue": ("逾期", "overdue"),
    "today": ("今天", "today"),
    "passed": ("已过工作目标、参照期限", "target"),
    "week": ("本周", "soon"),
    "later": ("以后", "progress"),
    "none": ("未定期限", "waiting"),
}
#: A group shows so many rows; the rest is one click away.
SHOWN = 20

Next = Callable[[Duty, Membership], dict[str, Any] | None]
Mover = Callable[[Duty], str]


def group(
    name: str,
    title: str,
    duties: list[Duty],
    membership: Membership,
    *,
    mover: Mover,
    following: Next,
    tone: str = "",
    more_url: str = "",
    notes: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """One group; `following` gives each row's button, `mover` says whose move it is.

    `notes`: by matter, what else its reader should know.
    """
    shown = duties[:SHOWN]
    share_sides({duty.matter.pk: duty.matter for duty in shown}, membership)
    rows = [_row(duty, membership, mover(duty), following(duty, membership)) for duty in shown]
    for duty, row in zip(shown, rows, strict=True):
        row["flags"] += [note] if (note := (notes or {}).get(duty.matter.pk)) else []
    more = more_url if len(duties) > SHOWN else ""
    return {"id": name, "title": title, "tone": tone, "count": len(duties), "rows": rows, "more_url": more}


def by_urgency(
    name: str, duties: list[Duty], membership: Membership, *, more_url: Callable[[str], str], **options: Any
) -> list[dict[str, Any]]:
    """逾期, 今天, 本周, 以后: only those that hold something."""
    sorted_out: dict[str, list[Duty]] = {urgency: [] for urgency in URGENCIES}
    for duty in duties:
        sorted_out[duty.deadline.urgency()].append(duty)
    return [
        group(
            f"{name}-{urgency}",
            URGENCIES[urgency][0],
            found,
            membership,
            tone=URGENCIES[urgency][1],
            more_url=more_url(urgency),
            **options,
        )
        for urgency, found in sorted_out.items()
        if found
    ]


def _row(duty: Duty, membership: Membership, mover: str, following: dict | None) -> dict[str, Any]:
    row = Row(duty.matter, duty.deadline, membership)
    others = [f"另有：{'、'.join(other.label for other in duty.others)}"] if duty.others else []
    return {
        "url": row.url,
        "title": row.title,
        "number": duty.matter.number,
        "kind": duty.matter.kind_label,
        "counterpart": row.parties or duty.intended,
        "mover": mover,
        "pill": row.pill,
        "day": dates.short_date(row.due_on) if row.due_on else "",
        "next": following,
        "flags": [*row.flags, *others],
    }
