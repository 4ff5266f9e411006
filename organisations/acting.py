"""The place a person acts from. One person may hold several and switches openly between them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Expression

from organisations.models import Membership, User

SESSION_KEY = "membership"
#: What other rooms read along with whoever acts, since every page asks it: {name: (expression, what it is told to)}.
ALONG: dict[str, tuple[Expression, Callable[[Any], None]]] = {}


def memberships_of(user: User | AnonymousUser) -> list[Membership]:
    """The places `user` holds today, oldest first, with organisation, jurisdiction and capabilities read."""
    if not user.is_authenticated:
        return []
    held = Membership.objects.active().filter(user=user).order_by("id")
    held = held.annotate(**{name: expression for name, (expression, _) in ALONG.items()})
    memberships = list(
        held.select_related("organisation__jurisdiction").prefetch_related("organisation__capabilities")
    )
    for membership in memberships:
        membership.user = user
    for name, (_, tell) in ALONG.items() if memberships else ():
        tell(getattr(memberships[0], name))
    return memberships


def choose(memberships: list[Membership], session: SessionBase) -> Membership | None:
    """The one chosen in this session; the first where none was chosen or the chosen one has ended."""
    if not memberships:
        return None
    chosen = session.get(SESSION_KEY)
    return next((each for each in memberships if each.pk == chosen), memberships[0])


def switch(membership: Membership, session: SessionBase) -> None:
    """Act from `membership` for the rest of the session."""
    session[SESSION_KEY] = membership.pk
