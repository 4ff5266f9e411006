"""Telling people. Called inside the transaction of what they are told about."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from notices import channels, outbox
from notices.models import Notice, Preference
from notices.tasks import wake
from organisations.acting import memberships_of
from organisations.models import Membership, Organisation, User
from organisations.vacancies import in_place_of

CAP = 99


def prepared(
    *,
    recipient: User,
    organisation: Organisation,
    verb: str,
    text: str,
    matter: Any = None,
    link: str = "",
    next_step: str = "",
    due: date | None = None,
    about: int | None = None,
    urgent: bool = False,
    unique: str = "",
) -> Notice:
    """A notice that is not saved yet.

    `urgent` lets a bundled notice go by itself when the day's bundle has already left. `about` is the row that
    `grounds` looks at before sending. `text` must hold nothing sensitive; it is cut to what the column holds.
    Raises ValueError for a `link` that is not a path of the portal.
    """
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"通知的链接应为站内路径：{link}")
    return Notice(
        recipient=recipient,
        organisation=organisation,
        matter_id=matter and matter.pk,
        verb=verb,
        text=text,
        link=link,
        next_step=next_step,
        due=due,
        about=about,
        is_urgent=urgent,
        unique=unique,
    )


def tell(*, bundle: bool = False, **what: Any) -> Notice:
    """Put a sentence into a person's inbox and, as they prefer, into a mail: at once or in the day's bundle.

    `what` as in `prepared`. With `unique`, telling the same person twice returns the first notice.
    """
    notice = prepared(**what)
    if earlier := _told_before(notice):
        return earlier
    try:
        with transaction.atomic():
            tell_all([(notice, bundle)])
    except IntegrityError:
        # Somebody told the same at the same moment.
        if earlier := _told_before(notice):
            return earlier
        raise
    return notice


def _told_before(notice: Notice) -> Notice | None:
    same = Notice.objects.of(notice.recipient).filter(unique=notice.unique)
    return same.first() if notice.unique else None


def tell_all(told: list[tuple[Notice, bool]]) -> None:
    """Notices that are `prepared`, each with whether it goes with the day's bundle: saved in one INSERT.

    Raises IntegrityError where somebody has been told under the same `unique` before.
    """
    preferences = Preference.of_all([notice.recipient for notice, _ in told])
    by_itself = []
    for notice, bundle in told:
        preference = preferences[notice.recipient_id]
        if channels.wanted_by(notice.recipient, preference):
            notice.awaits_bundle = bundle or preference.bundled_only
            by_itself += [] if notice.awaits_bundle else [(notice, preference)]
    Notice.objects.bulk_create([notice for notice, _ in told])
    for notice, preference in by_itself:
        outbox.post(notice, preference)
    if by_itself:
        wake()


def tell_holders(*, organisation: Organisation, roles: Iterable[str], **what: Any) -> list[Notice]:
    """Tell whoever holds one of `roles` in `organisation` today, else who stands next above; `what` as in `tell`.

    Empty when the house has nobody: the caller warns, since otherwise nobody would know.
    """
    # Each once, however many of the places they hold.
    held = dict.fromkeys(place.user for place in in_place_of(organisation, roles))
    return [tell(recipient=user, organisation=organisation, **what) for user in held]


def withdraw(*, verbs: Iterable[str], about: int, reason: str) -> int:
    """What these notices ask for is done or cancelled: they leave the unread and are not mailed. How many."""
    return Notice.objects.filter(verb__in=list(verbs), about=about).withdraw(reason)


def unread_count(user: User, places: Sequence[Membership] | None = None) -> str:
    """How many notices wait unread, nothing for none, `99+` beyond; never counts further than that.

    Of matters that may not be seen from any of the `places` that `user` holds today none is counted.
    """
    unread = dict(Notice.objects.of(user).unread().values_list("pk", "matter")[: CAP + 1])
    count = len(unread)
    if any(unread.values()):
        held = memberships_of(user) if places is None else places
        count = Notice.objects.filter(pk__in=unread).seen_from(held).count()
    return f"{CAP}+" if count > CAP else str(count or "")
