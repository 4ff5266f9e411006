"""邀请: a person gets an account and sets its first password by a link for one use.

The link carries a signature over the row, so it can be made again for the mail that is sent later, and is
stored nowhere. Rooms above register how it reaches the person.
"""

import secrets
from collections.abc import Callable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from common import clock
from organisations.models import AccountInvitation, Membership, User

#: Tells the person; whether there was a way to.
Messenger = Callable[[AccountInvitation], bool]
#: Called when an invitation has been taken up.
Taken = Callable[[AccountInvitation], None]
SALT = "organisations.invitation"

_messengers: list[Messenger] = []
_taken: list[Taken] = []


def on_invitation(messenger: Messenger) -> Messenger:
    """Register a way to send the link; usable as a decorator."""
    if messenger not in _messengers:
        _messengers.append(messenger)
    return messenger


def on_taken(handler: Taken) -> Taken:
    """Register what to clear away once the link has been used; usable as a decorator."""
    if handler not in _taken:
        _taken.append(handler)
    return handler


def not_taken_up() -> QuerySet:
    """Invitations, also run out, of people without a password: a link sets the first one and no other."""
    return AccountInvitation.objects.filter(
        used_at=None,
        is_void=False,
        user__password__startswith=UNUSABLE_PASSWORD_PREFIX,
        user__last_login=None,
    )


def make_void(user: User) -> None:
    """The open link of `user` sets no password any more: there is a newer one, or a password."""
    AccountInvitation.objects.filter(user=user, used_at=None).update(is_void=True)


@transaction.atomic
def invite(user: User, by: Membership) -> AccountInvitation:
    """A link for `user`, good for seven days; earlier ones are void."""
    make_void(user)
    now = clock.now()
    return AccountInvitation.objects.create(
        user=user,
        organisation=by.organisation,
        invited_by=by,
        nonce=secrets.token_hex(16),
        created_at=now,
        expires_at=now + AccountInvitation.LIFE,
    )


def send(invitation: AccountInvitation) -> bool:
    """Try the ways until one takes it; False where somebody has to hand it over."""
    return any(messenger(invitation) for messenger in _messengers)


def path_of(invitation: AccountInvitation) -> str:
    token = signing.dumps([invitation.pk, invitation.nonce], salt=SALT)
    return reverse("organisations:invitation", args=[token])


def find(token: str) -> AccountInvitation | None:
    """The invitation that a link names, if it is still good."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = not_taken_up().select_related("user").filter(pk=pk, nonce=nonce).first()
    return found if found and found.is_in_force else None


@transaction.atomic
def accept(invitation: AccountInvitation, password: str) -> bool:
    """Set the first password; False where the link has been used meanwhile."""
    waiting = AccountInvitation.objects.filter(pk=invitation.pk, used_at=None, is_void=False)
    if not waiting.update(used_at=clock.now()):
        return False
    user = invitation.user
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    for handler in _taken:
        handler(invitation)
    return True
