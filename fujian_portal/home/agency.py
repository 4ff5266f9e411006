"""The workbench of an agency: what waits for a signature, a reply, a report; and of an officer their own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from assessment import outstanding
from assessment.measures import BY_CODE as MEASURES
from common import clock, dates
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from deadlines.statutes import RIGHTS
from fujian_portal.home.duties import Duty, next_of_mine, next_while_waiting, one_each, read
from fujian_portal.home.parts import list_url, part
from fujian_portal.home.resting import resting
from fujian_portal.home.rows import by_urgency, group
from matters.kinds import ParticipationRole, Phase
from matters.models import Matter
from matters.registry import model_for
from organisations.models import Membership, Organisation, Role
from workflow import proposals
from workflow.lists.filters import OPEN
from workflow.lists.worklist import worklist_of

GROUPS = {
    "sign": ("待签收", "soon"),
    "reply": ("待回复", "progress"),
    "progress": ("待报送进展", "progress"),
    "inside": ("股室办理中", "waiting"),
    "head": ("等待单位负责人决定", "waiting"),
    "liaison": ("等待联络员核对", "waiting"),
    "other": ("其他待办", "progress"),
}
#: As what a house takes part that others ask something of.
ASKED = (ParticipationRole.RECIPIENT, ParticipationRole.INVITED)
OFFICER_EMPTY = "目前没有分给您办理的事项。联络员转办后，会列在这里。"


def parts(membership: Membership) -> list[dict[str, Any] | None]:
    if membership.role == Role.SECTION_OFFICER:
        return [_assigned(membership)]
    home = membership.organisation
    undated = Deadline.objects.without_day().filter(debtor=home).order_by("entered_at", "id")
    owed = [duty for duty in read(Deadline.objects.owed_by(home), undated) if not _is_reported(duty)]
    sentence = _sentence(membership, owed)
    asked = [duty for duty in owed if _is_asked(duty, membership)]
    others = [duty for duty in owed if duty not in asked]
    rights = list(_rights(membership))
    ours = _ours(membership, others, rights) if others or sentence["count"] else None
    may = _may(membership, rights, {duty.matter.pk for duty in owed})
    return [_to_decide(membership, asked), sentence, ours, may, _awaited(membership), resting(membership)]


def _is_asked(duty: Duty, membership: Membership) -> bool:
    """What was prepared for the reader to decide."""
    return duty.deadline.rule == proposals.DECIDE and duty.deadline.responsible_role == membership.role


def _to_decide(membership: Membership, asked: list[Duty]) -> dict[str, Any] | None:
    """Before everything else: 待我审批 for the head of the agency, 待我核对 for the liaison."""
    if not asked:
        return None
    groups = by_urgency(
        "asked",
        one_each(asked),
        membership,
        more_url=lambda urgency: list_url(sort="due"),
        mover=_our_move,
        following=next_of_mine,
    )
    return part("待我审批" if membership.role == Role.ORGANISATION_HEAD else "待我核对", groups)


def _assigned(membership: Membership) -> dict[str, Any]:
    """Only what was assigned to this person."""
    (own,) = Deadline.objects.branches(membership)
    groups = by_urgency(
        "mine",
        one_each(read(own)),
        membership,
        more_url=lambda urgency: list_url(sort="due"),
        mover=_our_move,
        following=next_of_mine,
    )
    return part("分给我办理", groups, OFFICER_EMPTY)


def _ours(membership: Membership, owed: list[Duty], rights: list[Deadline]) -> dict[str, Any]:
    sorted_out: dict[str, list[Duty]] = {name: [] for name in GROUPS}
    for duty in owed:
        sorted_out[_place(duty)].append(duty)
    notes = {right.matter_id: _until(right) for right in rights}
    groups = [
        group(
            name,
            GROUPS[name][0],
            one_each(found),
            membership,
            tone=_tone(name, found),
            more_url=list_url(phase=OPEN, sort="due"),
            mover=_our_move,
            following=next_while_waiting if name in ("inside", "head", "liaison") else next_of_mine,
            notes=notes,
        )
        for name, found in sorted_out.items()
        if found
    ]
    return part("需要办理", groups, "目前没有需要贵单位签收、回复或者报送进展的事项。")


def _is_reported(duty: Duty) -> bool:
    """As `deadlines.queries.IS_REPORTED`: what a reply has reported as done waits for the review."""
    deadline, matter = duty.deadline, duty.matter
    return deadline.quiet and matter.phase == Phase.AWAITING_REVIEW and deadline.debtor_id != matter.lead_id


def _place(duty: Duty) -> str:
    deadline = duty.deadline
    if deadline.rule == proposals.DECIDE:
        return "head" if deadline.responsible_role == Role.ORGANISATION_HEAD else "liaison"
    if deadline.responsible_role == Role.SECTION_OFFICER:
        return "inside"
    return worklist_of(type(duty.matter)).group(deadline.rule)


def _tone(name: str, found: list[Duty]) -> str:
    """A group with something late or due today says so at its head."""
    urgencies = {duty.deadline.urgency() for duty in found}
    return next((tone for tone in ("overdue", "today") if tone in urgencies), GROUPS[name][1])


def _rights(membership: Membership) -> DeadlineQuerySet:
    """What may still be done and is nobody's duty: an objection, a request for reconsideration."""
    return Deadline.objects.owed_by(membership.organisation).filter(rule__in=RIGHTS, due_at__gt=clock.now())


def _until(right: Deadline) -> str:
    return f"可在{dates.short_date(right.due_on)}前（含当日）{right.label}"


def _may(membership: Membership, rights: list[Deadline], owing: set[int]) -> dict[str, Any] | None:
    """The rights of matters in which the house owes nothing now; those of others stand beside their duties."""
    alone = [right.pk for right in rights if right.matter_id not in owing]
    if not alone:
        return None
    found = one_each(read(Deadline.objects.filter(pk__in=alone).order_by("due_at", "id"), rights=True))
    options = {"mover": lambda duty: _until(duty.deadline), "following": next_of_mine, "tone": "progress"}
    return part("可以提出", [group("may", "权利，不是必须办理", found, membership, **options)])


def _our_move(duty: Duty) -> str:
    return duty.deadline.label


def _awaited(membership: Membership) -> dict[str, Any] | None:
    """What the other side owes us: an answer to an objection or a request, the review of our reply."""
    awaited = Deadline.objects.owed_to(membership.organisation).exclude(debtor=membership.organisation)
    found = one_each(read(awaited))
    if not found:
        return None
    options = {"mover": _their_move, "following": lambda duty, reader: None, "tone": "waiting"}
    return part("等待对方", [group("awaited", "等待对方办理", found, membership, **options)])


def _their_move(duty: Duty) -> str:
    return f"等待{duty.deadline.debtor.short_name}：{duty.deadline.label}"


def _sentence(membership: Membership, owed: list[Duty]) -> dict[str, Any]:
    """贵单位现有3件检察建议在办，其中1件逾期未回复，最近的回复期限是11月5日（含当日）."""
    seen = Matter.objects.visible_to(membership).not_annulled().exclude(phase=Phase.CLOSED)
    taking_part = seen.filter(
        participations__organisation=membership.organisation_id, participations__role__in=ASKED
    )
    counts = dict(taking_part.values_list("kind").annotate(Count("pk", distinct=True)).order_by())
    days = sorted({duty.deadline.due_on for duty in owed if duty.deadline.due_on and _is_reply(duty)})
    today = clock.today()
    return {
        "template": "home/sentence.html",
        "count": sum(counts.values()),
        "noun": _noun(counts),
        "url": list_url(phase=OPEN, sort="due"),
        "late": _late(membership.organisation),
        "next_day": next((dates.short_date(day) for day in days if day >= today), ""),
    }


def _is_reply(duty: Duty) -> bool:
    return worklist_of(type(duty.matter)).group(duty.deadline.rule) == "reply"


def _noun(kinds: Iterable[str]) -> str:
    """检察建议, where all are such; else 事项."""
    nouns = {str(model_for(kind)._meta.verbose_name) for kind in kinds}
    return nouns.pop() if len(nouns) == 1 else "事项"


def _late(home: Organisation) -> list[dict[str, Any]]:
    """The two lists of the board, as far as something stands in them; a court has no board, and a list of its own."""
    found = outstanding.of_house(home)
    return [
        {
            "label": MEASURES[code].label,
            "count": count,
            "url": outstanding.list_url(code, home.pk) if home.is_administrative else list_url(due="overdue"),
        }
        for code, count in found.items()
        if count
    ]
