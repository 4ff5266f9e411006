"""Filling and ending places, and telling the rooms above, whose open matters then go along."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q

from common import clock
from organisations.codes import issue_reset_code
from organisations.consent import give_consent, givers, has_consent, revoke_consent
from organisations.models import AccountInvitation, Membership, Organisation, ResetCode, Role, User
from organisations.pinyin import spell

__all__ = [
    "Handover",
    "add_place",
    "create_person",
    "disable_person",
    "end_place",
    "fill_place",
    "free_username",
    "give_consent",
    "givers",
    "has_consent",
    "issue_reset_code",
    "on_open_work",
    "on_replacement",
    "replace_liaison",
    "revoke_consent",
    "to_hand_over",
]

#: Called with (old place, new place, who replaced) inside the transaction that replaces.
Replacement = Callable[[Membership, Membership, Membership | None], None]
#: Given places (a queryset), how many open matters still hang on each: {primary key: number}.
OpenWork = Callable[[models.QuerySet], dict[int, int]]

_replacement_handlers: list[Replacement] = []
_open_work_counters: list[OpenWork] = []


def on_replacement(handler: Replacement) -> Replacement:
    """Register what has to move when a place goes to somebody else; usable as a decorator.

    It may be called for a former holder more than once, and for one on whom nothing hangs any more.
    """
    if handler not in _replacement_handlers:
        _replacement_handlers.append(handler)
    return handler


def on_open_work(counter: OpenWork) -> OpenWork:
    """Register how to count the open matters that hang on places; usable as a decorator."""
    if counter not in _open_work_counters:
        _open_work_counters.append(counter)
    return counter


@dataclass(frozen=True)
class Handover:
    """A place that nobody holds any more, and how many open matters still hang on it."""

    membership: Membership
    open_matters: int

    @property
    def can_be_filled(self) -> bool:
        """Whether naming a successor on the roster moves them; a procurator's are reassigned one by one."""
        return self.membership.role in (Role.LIAISON, Role.ORGANISATION_HEAD)


def replace_liaison(
    *,
    organisation: Organisation,
    user: User,
    by: Membership | None,
    standing: str = "principal",
    **details: str,
) -> tuple[Membership | None, Membership]:
    """Make `user` the liaison of `organisation` from today; see `fill_place`."""
    return fill_place(
        organisation=organisation, role=Role.LIAISON, standing=standing, user=user, by=by, **details
    )


@transaction.atomic
def fill_place(
    *,
    organisation: Organisation,
    role: str,
    user: User,
    by: Membership | None,
    standing: str = "principal",
    title: str = "",
    phone: str = "",
) -> tuple[Membership | None, Membership]:
    """Give a place to `user` from today (Asia/Shanghai), end whoever held it, and let open matters go along.

    Returns the place that ended (None where nobody held it) and the new one. Where `user` holds this very
    place already, nothing changes and both are the same.
    """
    # Two people who replace the same liaison at once do it one after the other.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    places = Membership.objects.filter(organisation=organisation, role=role)
    current = list(places.unended().filter(Q(standing=standing) | Q(user=user)).select_related("user"))
    same = next((place for place in current if place.user_id == user.pk and place.standing == standing), None)
    if same:
        return same, same
    for place in current:
        end_place(place)
    new = Membership(
        organisation=organisation, role=role, standing=standing, user=user, title=title, phone=phone
    )
    new.full_clean()
    new.save()
    for former in places.filter(Q(standing=standing) | Q(user=user)).exclude(pk=new.pk):
        for handler in _replacement_handlers:
            handler(former, new, by)
    return next((place for place in current if place.standing == standing), None), new


def add_place(
    *, organisation: Organisation, role: str, user: User, standing: str = "principal", **details: str
) -> Membership:
    """Give `user` a place that several may hold, from today, and leave the others theirs."""
    new = Membership(organisation=organisation, role=role, standing=standing, user=user, **details)
    new.full_clean()
    new.save()
    return new


def end_place(place: Membership) -> None:
    """End a place today; it is free at once."""
    place.ended_on = max(clock.today(), place.started_on)
    place.save(update_fields=["ended_on"])


@transaction.atomic
def disable_person(user: User) -> list[Membership]:
    """Close an account: it can no longer log in, its places end today, its code and invitation are void.

    Returns the places that ended. Nothing is deleted: the names stay in what they did.
    """
    ended = list(Membership.objects.filter(user=user).unended().select_related("organisation"))
    for place in ended:
        end_place(place)
    ResetCode.objects.filter(user=user, used_at=None).update(is_void=True)
    AccountInvitation.objects.filter(user=user, used_at=None).update(is_void=True)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return ended


def create_person(*, full_name: str, username: str = "", phone: str = "", email: str = "") -> User:
    """A new account without a password: its first one is set with a code (`codes.issue_reset_code`)."""
    username = username or free_username(full_name)
    return User.objects.create_user(
        username, email=email, full_name=full_name, phone=phone, must_change_password=True
    )


def free_username(full_name: str) -> str:
    """The name in pinyin, with a number behind it where it is taken."""
    base = "".join(filter(str.isalnum, spell(full_name)[0])) or "user"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    numbered = (f"{base}{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in numbered if name not in taken)


def to_hand_over(organisations: models.QuerySet) -> list[Handover]:
    """Places in `organisations` that are vacated while open matters still hang on them, most matters first."""
    vacated = Membership.objects.filter(organisation__in=organisations).exclude(
        pk__in=Membership.objects.active().values("pk")
    )
    counts: dict[int, int] = {}
    for counter in _open_work_counters:
        for pk, number in counter(vacated).items():
            counts[pk] = counts.get(pk, 0) + number
    open_places = vacated.filter(pk__in=[pk for pk, number in counts.items() if number])
    found = [
        Handover(place, counts[place.pk]) for place in open_places.select_related("user", "organisation")
    ]
    return sorted(found, key=lambda handover: -handover.open_matters)
