"""Nobody alone takes over an identity or widens sight: who confirms what another asks for, and carrying it out.

Protected are the chief, heads, and administrators of every sort. One asks, another hand confirms: somebody in
another role than who asked. Where nobody of these is there, the auditor; at last a command on the server
(`manage.py confirm_change`). What is asked for lapses after `SensitiveChange.LIFE`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from common import clock, dates
from organisations import telling
from organisations.carrying_out import carry_out
from organisations.models import (
    HEADS,
    PROTECTED,
    Membership,
    Organisation,
    Role,
    SensitiveChange,
    User,
)

Kind, Outcome = SensitiveChange.Kind, SensitiveChange.Outcome
KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
NOBODY = (
    "没有提出申请：本辖区没有另一位可以确认的人员（系统管理员、安全管理员、负责人、审计员）。没有作任何改动；"
    "请由运维人员在服务器上办理，见运行与维护手册。"
)


class NotPossible(ValueError):
    """The change cannot be asked for or decided now; the message says in Chinese why and what to do."""


def is_protected(person: User) -> bool:
    return (
        person.is_superuser or Membership.objects.unended().filter(user=person, role__in=PROTECTED).exists()
    )


def confirmers(change: SensitiveChange) -> list[Membership]:
    """Who may confirm today: another person in another role than who asked."""
    places = _near(change).exclude(user=change.asked_by.user_id).exclude(role=change.asked_by.role)
    if change.kind == Kind.EMAIL:
        # The person knows best whether the new address is theirs.
        return list(places.filter(_hands(change) | Q(user=change.person_id)))
    places = places.exclude(user=change.person_id) if change.person_id else places
    return list(places.filter(_hands(change))) or list(places.filter(role=Role.AUDITOR))


def _near(change: SensitiveChange) -> QuerySet:
    homes = {change.organisation.jurisdiction_id, change.asked_by.organisation.jurisdiction_id}
    places = Membership.objects.active().filter(organisation__jurisdiction__in=homes)
    return places.select_related("user", "organisation")


def _hands(change: SensitiveChange) -> Q:
    """What an organisation may see is no matter of its own head, but of the chief whose matters they are."""
    if change.kind == Kind.CAPABILITIES:
        return Q(role__in=[*KEEPERS, Role.CHIEF])
    return Q(role__in=KEEPERS) | Q(role__in=HEADS, organisation=change.organisation_id)


def may_confirm(change: SensitiveChange, by: Membership) -> bool:
    return change.is_open and by.pk in {place.pk for place in confirmers(change)}


def is_concerned(change: SensitiveChange, by: Membership) -> bool:
    """Whether `by` may see it: who asked, whom it is about, and who may confirm or has decided."""
    known = {change.asked_by.user_id, change.person_id, change.decided_by and change.decided_by.user_id}
    return by.user_id in known or by.pk in {place.pk for place in confirmers(change)}


def open_changes(membership: Membership) -> list[SensitiveChange]:
    """What waits for this place to confirm, the first to lapse first."""
    if membership.role not in PROTECTED:
        return []
    home = membership.organisation.jurisdiction_id
    near = Q(organisation__jurisdiction=home) | Q(asked_by__organisation__jurisdiction=home)
    rows = SensitiveChange.objects.filter(near, outcome=Outcome.OPEN, expires_at__gt=clock.now())
    related = ("person", "organisation", "asked_by__user", "asked_by__organisation")
    return [
        row for row in rows.select_related(*related).order_by("expires_at") if may_confirm(row, membership)
    ]


@transaction.atomic
def ask(
    kind: str,
    *,
    by: Membership,
    person: User | None = None,
    organisation: Organisation | None = None,
    place: Membership | None = None,
    values: dict[str, Any] | None = None,
    before: str = "",
    after: str = "",
) -> SensitiveChange:
    """Ask for a change and tell whoever may confirm it, whoever is concerned and their head. Raises NotPossible."""
    now = clock.now()
    SensitiveChange.objects.filter(outcome=Outcome.OPEN, expires_at__lte=now).update(outcome=Outcome.LAPSED)
    change = SensitiveChange(
        kind=kind, person=person, organisation=organisation or _house(person), place=place, values=values or {},
        before=before[:400], after=after[:400], asked_by=by, asked_at=now, expires_at=now + SensitiveChange.LIFE,
    )  # fmt: skip
    hands = confirmers(change)
    if not hands:
        raise NotPossible(NOBODY)
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError:
        raise NotPossible(
            f"没有再次申请：{change.subject}的“{change.get_kind_display()}”已有一件待确认，请等待确认或者由申请人撤回。"
        ) from None
    _tell_asked(change, hands)
    return change


def _house(person: User) -> Organisation:
    places = Membership.objects.unended().filter(user=person).select_related("organisation").order_by("id")
    protected = places.filter(role__in=PROTECTED).first() or places.first()
    if protected is None:
        raise NotPossible("没有提出申请：此人目前没有任职。没有作任何改动。")
    return protected.organisation


def _tell_asked(change: SensitiveChange, hands: list[Membership]) -> None:
    until, link = dates.chinese_moment(change.expires_at), address(change)
    text = f"{telling.who(change.asked_by)}申请{change}，{until}前须由另一人确认。"
    told = {change.asked_by.user_id}
    for hand in hands:
        if hand.user_id not in told:
            told.add(hand.user_id)
            about = {"link": link, "next_step": "核实后确认", "about": change.pk}
            telling.send(telling.News(hand.user, hand.organisation, text, **about))
    if change.person_id and change.person_id not in told:
        warning = f"{text}不是您要求的，请打开链接，不予同意。"
        telling.send(telling.News(change.person, change.organisation, warning, link=link))
    telling.tell_heads([change.organisation], text, link=link, besides=told | {change.person_id})


def address(change: SensitiveChange) -> str:
    return reverse("organisations:change", args=[change.pk])


@transaction.atomic
def confirm(change: SensitiveChange, *, by: Membership | None, request: HttpRequest | None = None) -> str:
    """Carry the change out; the code for a new password where it gives one, else "". Without `by` on the server.

    Raises PermissionDenied for who may not, NotPossible where it is no longer open or does not fit any more.
    """
    row = _open(change)
    if by is not None and not may_confirm(row, by):
        raise PermissionDenied("没有确认：须由申请人以外、另一职务的人员确认，本人不能确认关于自己的申请。")
    if not row.asked_by.is_active:
        raise NotPossible("没有确认：申请人已不在任。请由现任人员重新提出申请，没有作任何改动。")
    was = row.person.email if row.person_id else ""
    try:
        code = carry_out(row, by=by, request=request)
    except ValidationError as problem:
        raise NotPossible(f"没有确认，没有作任何改动：{''.join(problem.messages)}") from problem
    _decide(row, Outcome.CONFIRMED, by)
    _tell_decided(row, "已确认并办理", by, old_address=was if row.kind == Kind.EMAIL else "")
    return code


@transaction.atomic
def refuse(change: SensitiveChange, *, by: Membership) -> None:
    """Decline it, also as the person whom it is about; who asked withdraws it. Raises as `confirm` does."""
    row = _open(change)
    is_own = by.user_id == row.asked_by.user_id
    if not (is_own or by.user_id == row.person_id or may_confirm(row, by)):
        raise PermissionDenied("没有办理：此申请由申请人、本人和可以确认的人员处理。")
    _decide(row, Outcome.WITHDRAWN if is_own else Outcome.REFUSED, by)
    _tell_decided(row, "已撤回" if is_own else "未获同意，没有作任何改动", by)


def _open(change: SensitiveChange) -> SensitiveChange:
    row = SensitiveChange.objects.select_for_update().get(pk=change.pk)
    if not row.is_open:
        raise NotPossible(f"没有办理：此申请{row.outcome_words}，没有作任何改动。")
    return row


def _decide(row: SensitiveChange, outcome: str, by: Membership | None) -> None:
    row.outcome, row.decided_by, row.decided_at = outcome, by, clock.now()
    row.save(update_fields=["outcome", "decided_by", "decided_at"])
    telling.settle(row.pk)


def _tell_decided(row: SensitiveChange, result: str, by: Membership | None, old_address: str = "") -> None:
    text = f"{telling.who(row.asked_by)}申请的{row}，由{telling.who(by)}办理：{result}。"
    link, told = address(row), {by.user_id} if by else set()
    if row.asked_by.user_id not in told:
        telling.send(telling.News(row.asked_by.user, row.asked_by.organisation, text, link=link))
    told.add(row.asked_by.user_id)
    if row.person_id and row.person_id not in told:
        telling.send(telling.News(row.person, row.organisation, text, link=link, address=old_address))
    telling.tell_heads([row.organisation], text, link=link, besides=told | {row.person_id})
