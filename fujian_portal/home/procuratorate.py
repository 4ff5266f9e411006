"""The workbench of a procuratorate's people: what I do, what I wait for, what the house is doing."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from fujian_portal.home import house
from fujian_portal.home.duties import Duty, next_of_mine, next_while_waiting, one_each, read
from fujian_portal.home.parts import list_url, part
from fujian_portal.home.resting import resting
from fujian_portal.home.rows import by_urgency, group
from organisations.models import Membership, Role
from workflow.lists.worklist import Ready, worklists
from workflow.who import OFFICE

#: A clerk sees what the handlers of the house have to do.
ACTING_AS = {Role.CLERK: (Role.HANDLER, Role.CLERK)}
DECIDERS = (Role.CHIEF, Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER)
#: Who takes in what others address to the house.
RECEIVING = (Role.HANDLER, Role.CLERK, Role.DEPARTMENT_HEAD)
#: Who looks after the whole house.
OVERSEERS = (Role.CHIEF, Role.DEPARTMENT_HEAD, Role.CASE_MANAGER)


def parts(membership: Membership) -> list[dict[str, Any] | None]:
    """Handler and clerk, those who decide, and those who look after the house."""
    if membership.role in (Role.HANDLER, Role.CLERK):
        return [mine(membership), *waiting(membership), resting(membership), house.led_by(membership)]
    if membership.role in DECIDERS:
        return [
            mine(membership, "待我审批"),
            *_overdue(membership),
            resting(membership),
            house.led_by(membership),
        ]
    return [*_overdue(membership), house.led_by(membership)]


def mine(membership: Membership, title: str = "需要我办") -> dict[str, Any]:
    """What my organisation owes and I have to do, most urgent first, without a day last."""
    roles = ACTING_AS.get(membership.role, (membership.role,))
    dated = Deadline.objects.owed_by(membership.organisation)
    undated = (
        Deadline.objects.without_day().filter(debtor=membership.organisation).order_by("entered_at", "id")
    )
    due = Q(responsible_role__in=roles) | _to_assign(membership)
    own = (_of(rows.filter(due), membership) for rows in (dated, undated))
    duties = read(*own, *([_came_in(membership)] if membership.role in RECEIVING else []))
    groups = by_urgency(
        "mine",
        one_each(duties),
        membership,
        more_url=_more(membership),
        mover=_my_move,
        following=next_of_mine,
    )
    return part(title, [*groups, *_letters_ready(membership)], "目前没有需要您办理的事项。")


def _came_in(membership: Membership) -> DeadlineQuerySet:
    """What others have addressed to the house: an agency's office would have it, here whoever handles and decides."""
    owed = Deadline.objects.owed_by(membership.organisation).filter(responsible_role__in=OFFICE)
    return owed.exclude(matter__lead=membership.organisation_id)


def _to_assign(membership: Membership) -> Q:
    """What came to the house and nobody handles yet, for those who name the handler."""
    if membership.role not in (Role.CHIEF, Role.DEPARTMENT_HEAD):
        return Q(pk__in=[])
    rules = [rule for each in worklists() for rule in each.assigned_by_heads]
    return Q(rule__in=rules, matter__handler=None, matter__lead=membership.organisation_id)


def _letters_ready(membership: Membership) -> list[dict[str, Any]]:
    """What the system made ready, for those who handle matters."""
    if membership.role not in (Role.HANDLER, Role.CLERK):
        return []
    shown = (_ready(ready, membership) for each in worklists() for ready in each.ready(membership))
    return [group for group in shown if group]


def _ready(ready: Ready, membership: Membership) -> dict[str, Any] | None:
    duties = read(_of(ready.rows, membership))
    options = {
        "mover": lambda duty: f"{ready.mover}：{duty.deadline.label}",
        "following": lambda duty, reader: ready.following(duty.deadline, duty.matter, reader),
        "tone": "soon",
    }
    return group(ready.name, ready.title, one_each(duties), membership, **options) if duties else None


def waiting(membership: Membership) -> list[dict[str, Any]]:
    """等待对方, and for a handler's own matters what is being decided in the house."""
    owed_to = _of(Deadline.objects.owed_to(membership.organisation), membership)
    decided = _of(Deadline.objects.owed_by(membership.organisation), membership)
    inside = read(decided.filter(responsible_role__in=DECIDERS))
    outside = read(owed_to.exclude(debtor=membership.organisation))
    groups = [
        _group("inside", "等待本院审批", inside, membership, _house_move),
        _group("outside", "等待对方", outside, membership, _their_move),
    ]
    return [part("等待他人", shown)] if (shown := [each for each in groups if each["rows"]]) else []


def _overdue(membership: Membership) -> list[dict[str, Any]]:
    """What is late in the house and on the other side, for those who look after all of it."""
    if membership.role not in OVERSEERS:
        return []
    home, by_law = membership.organisation, {"basis__in": Deadline.BY_NO_LAW}
    own = Deadline.objects.owed_by(home).passed().exclude(**by_law).exclude(responsible_role=membership.role)
    theirs = Deadline.objects.owed_to(home).passed().exclude(**by_law).exclude(debtor=home)
    groups = [
        _group("house", "本院逾期", read(own), membership, _house_move, "overdue"),
        _group("theirs", "对方逾期", read(theirs), membership, _their_move, "overdue"),
    ]
    return [part("已经逾期", shown)] if (shown := [each for each in groups if each["rows"]]) else []


def _group(
    name: str, title: str, duties: list[Duty], membership: Membership, mover: Callable, tone: str = "waiting"
) -> dict[str, Any]:
    more = list_url(sort="due", **_handled_by(membership))
    options = {"mover": mover, "following": next_while_waiting, "tone": tone, "more_url": more}
    return group(name, title, one_each(duties), membership, **options)


def _of(rows: DeadlineQuerySet, membership: Membership) -> DeadlineQuerySet:
    """A handler's worklist holds their own matters.

    That their house leads these is said too: the planner takes a handler for an average one otherwise.
    """
    if membership.role != Role.HANDLER:
        return rows
    return rows.filter(matter__handler=membership, matter__lead=membership.organisation_id)


def _handled_by(membership: Membership) -> dict[str, Any]:
    return {"handler": membership.pk} if membership.role == Role.HANDLER else {}


def _more(membership: Membership) -> Callable[[str], str]:
    def url(urgency: str) -> str:
        narrowed = {"due": urgency} if urgency in ("overdue", "today", "week") else {}
        return list_url(**narrowed, **_handled_by(membership), sort="due")

    return url


def _my_move(duty: Duty) -> str:
    return f"待您办理：{duty.deadline.label}"


def _their_move(duty: Duty) -> str:
    return f"等待对方：{duty.deadline.label}"


def _house_move(duty: Duty) -> str:
    role, handler = duty.deadline.responsible_role, duty.matter.handler
    who = handler.user.full_name if role == Role.HANDLER and handler else Role(role).label
    return f"等待{who}：{duty.deadline.label}"
