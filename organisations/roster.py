"""联络员名录: for each organisation the liaison, the substitute and the leader in charge, with telephones."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from organisations.invitations import not_taken_up
from organisations.lock_outs import lock_outs
from organisations.models import (
    AccountInvitation,
    Capability,
    Jurisdiction,
    Membership,
    Organisation,
    Role,
    User,
)
from organisations.permissions import (
    may_disable,
    may_invite_again,
    may_issue_code,
    may_release,
    may_reset_factor,
)


@dataclass(frozen=True)
class PersonRow:
    """One place held today, and what the reader may do about its holder."""

    place: Membership
    may_issue_code: bool
    may_disable: bool
    may_reset_factor: bool
    may_invite_again: bool
    may_release: bool
    #: The invitation that has not been taken up yet, also one that has run out.
    invitation: AccountInvitation | None = None

    @property
    def has_actions(self) -> bool:
        return self.may_issue_code or self.may_disable or self.may_reset_factor or self.may_release


@dataclass(frozen=True)
class Entry:
    """One line of the roster; None where nobody holds the place today."""

    organisation: Organisation
    liaison: Membership | None
    substitute: Membership | None
    leader: Membership | None


def kept(jurisdiction: Jurisdiction) -> QuerySet:
    """Whose people the office keeps: all of a jurisdiction outside the procuratorates.

    As many as one division has departments and towns, so they stand on one page.
    """
    procuratorates = Organisation.objects.having(Capability.PROCURATORATE).values("pk")
    return Organisation.objects.active().filter(jurisdiction=jurisdiction).exclude(pk__in=procuratorates)


def roster(jurisdiction: Jurisdiction, text: str = "", *, only_missing: bool = False) -> list[Entry]:
    """The roster, agencies without a liaison first; `text` is a name, pinyin or its initials."""
    places = Membership.objects.active().filter(role__in=[Role.LIAISON, Role.ORGANISATION_HEAD])
    lacking = Organisation.objects.without_liaison().filter(pk=OuterRef("pk"))
    found = kept(jurisdiction).annotate(lacks_liaison=Exists(lacking)).order_by("-lacks_liaison", "code")
    if text:
        found = found.search(text)
    if only_missing:
        found = found.filter(lacks_liaison=True)
    return [_entry(each) for each in found.prefetch_related(_today(places), "capabilities")]


def _today(places: QuerySet) -> Prefetch:
    return Prefetch("memberships", places.select_related("user").order_by("id"), to_attr="held_today")


def _entry(organisation: Organisation) -> Entry:
    def first(role: str, *standings: str) -> Membership | None:
        held = [place for place in organisation.held_today if place.role == role]
        return next((place for wanted in standings for place in held if place.standing == wanted), None)

    return Entry(
        organisation,
        liaison=first(Role.LIAISON, "principal"),
        substitute=first(Role.LIAISON, "substitute", "deputy"),
        leader=first(Role.ORGANISATION_HEAD, "deputy", "principal", "substitute"),
    )


def people_rows(reader: Membership, organisation: Organisation) -> list[PersonRow]:
    """Who holds a place in `organisation` today, principals first; what may be done looks at all their places."""
    held = Membership.objects.holders(organisation, *Role.values)
    places: dict[int, list[Membership]] = {}
    everywhere = Membership.objects.active().filter(user__in=held.values("user"))
    for place in everywhere.select_related("organisation", "user").prefetch_related(
        "organisation__capabilities"
    ):
        places.setdefault(place.user_id, []).append(place)
    may = (may_issue_code, may_disable, may_reset_factor, may_invite_again)
    locked = _locked(reader, places)
    invited = {row.user_id: row for row in not_taken_up().filter(organisation=organisation)}
    return [
        PersonRow(
            place,
            *(each(reader, places[place.user_id]) for each in may),
            may_release=place.user_id in locked,
            invitation=invited.get(place.user_id),
        )
        for place in held
    ]


def _locked(reader: Membership, places: dict[int, list[Membership]]) -> set[int]:
    """Whose lock-out `reader` may lift now."""
    kept = [user for user, held in places.items() if may_release(reader, held)]
    return {row.user.pk for row in lock_outs(User.objects.filter(pk__in=kept))} if kept else set()
