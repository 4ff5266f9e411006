"""Whoever is concerned hears at once what others did to an account, and so does the head of the house.

Rooms above register how the news reaches people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from organisations.models import HEADS, Membership, Organisation, User


@dataclass(frozen=True)
class News:
    """One sentence to one person for one of their organisations.

    `about` is the change to be decided that it asks for, or None; `address` the e-mail address it goes to besides,
    whatever the account says now.
    """

    recipient: User
    organisation: Organisation
    text: str
    link: str = ""
    next_step: str = ""
    about: int | None = None
    address: str = ""


Messenger = Callable[[News], None]
#: Called with the primary key of a change that has been decided.
Settled = Callable[[int], None]
_messengers: list[Messenger] = []
_settled: list[Settled] = []


def on_news(messenger: Messenger) -> Messenger:
    """Register a way to tell people; usable as a decorator."""
    if messenger not in _messengers:
        _messengers.append(messenger)
    return messenger


def on_settled(handler: Settled) -> Settled:
    """Register what to clear away once a change is decided; usable as a decorator."""
    if handler not in _settled:
        _settled.append(handler)
    return handler


def send(news: News) -> None:
    for messenger in _messengers:
        messenger(news)


def settle(change: int) -> None:
    for handler in _settled:
        handler(change)


def who(by: Membership | None) -> str:
    """Who acts, as people call them; without a place whoever runs the server, or the installation's superuser."""
    return f"{by.organisation.short_name}{by.place}{by.user.full_name}" if by else "系统运维人员"


def heads_of(organisation: Organisation) -> list[Membership]:
    """Whoever heads it today: principals, else their deputies."""
    held = list(Membership.objects.holders(organisation, *HEADS))
    return [place for place in held if place.standing == Membership.Standing.PRINCIPAL] or held


def tell_about(
    person: User,
    text: str,
    *,
    by: Membership | None,
    link: str = "",
    address: str = "",
    houses: Iterable = (),
) -> None:
    """Tell `person` and the heads of their houses (`houses` besides), each once, except whoever did it.

    `address`: where the person was reached until now, if that has changed.
    """
    places = list(
        Membership.objects.unended().filter(user=person).select_related("organisation").order_by("id")
    )
    organisations = list(dict.fromkeys([*(place.organisation for place in places), *houses]))
    told = {by.user_id} if by else set()
    if organisations and person.pk not in told:
        send(News(person, organisations[0], text, link=link, address=address))
    tell_heads(organisations, text, link=link, besides=told | {person.pk})


def tell_heads(
    organisations: Iterable[Organisation], text: str, *, link: str = "", besides: set[int]
) -> None:
    """Tell the heads of `organisations`, each once; `besides` (users) know already."""
    told = set(besides)
    for organisation in organisations:
        for head in heads_of(organisation):
            if head.user_id not in told:
                told.add(head.user_id)
                send(News(head.user, organisation, text, link=link))
