"""Who may open a page: by the role a person acts in, refused with a reason they can read."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from organisations.models import ADMINISTRATORS, PROTECTED, Membership, Role

View = Callable[..., HttpResponse]

#: The office of the mechanism, which names liaisons and leaders outside the procuratorates.
OFFICE = (Role.MECHANISM_LIAISON,)
#: Who closes accounts: the office, the keeper of accounts, and an organisation's own administrator for its people.
CLOSERS = (Role.MECHANISM_LIAISON, Role.SYSTEM_ADMIN, Role.ORGANISATION_ADMIN)
#: Who issues a code for a new password. The keeper of accounts does for a security administrator, whom nobody
#: else could help where there is only one.
CODE_ISSUERS = (Role.MECHANISM_LIAISON, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN)
#: The same for a second factor.
FACTOR_RESETTERS = (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN)
#: Who lifts a lock-out in their own house.
RELEASERS = (Role.ORGANISATION_ADMIN, Role.CHIEF, Role.ORGANISATION_HEAD)
#: Who looks people up in order to do one or the other.
ROSTER_READERS = (*OFFICE, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def refuse_unless(membership: Membership | None, roles: tuple[str, ...]) -> None:
    """Raises PermissionDenied unless the acting membership has one of `roles` (any, where none is named)."""
    if membership is None:
        raise PermissionDenied("您的账号目前没有在任的职务。请与本县府检联动办公室联系，登记任职后再办理。")
    if roles and membership.role not in roles:
        allowed = "、".join(Role(role).label for role in roles)
        raise PermissionDenied(
            f"您当前的身份是{membership.organisation.short_name}{membership.get_role_display()}，"
            f"此页由{allowed}使用。"
        )


def role_required(*roles: str) -> Callable[[View], View]:
    """Open a view to these roles alone; without any, to everybody who holds a place today.

    The view carries them as `view.roles`, from which the tests build the matrix role × page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            refuse_unless(request.membership, roles)
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles or Role.values)
        return guarded

    return decorate


def manages(by: Membership, membership: Membership) -> bool:
    """Whether `by` keeps the place `membership`.

    The system administrator keeps all of the jurisdiction except the three administrators' places, the office
    of the mechanism those outside the procuratorates: nobody there can take over the account of a chief or an
    administrator. An organisation's own administrator keeps its people.
    """
    organisation = membership.organisation
    if membership.role in ADMINISTRATORS or organisation.jurisdiction_id != by.organisation.jurisdiction_id:
        return False
    if by.role == Role.ORGANISATION_ADMIN:
        return organisation.pk == by.organisation_id
    return by.role == Role.SYSTEM_ADMIN or (
        by.role == Role.MECHANISM_LIAISON and not organisation.has("procuratorate")
    )


def may_issue_code(by: Membership, places: list[Membership]) -> bool:
    """Whether `by` may hand a code for a new password to the one person who holds `places`, or ask for it.

    The office of the procuratorate does not for whoever heads or administers the agency that answers it.
    """
    if not places or any(place.user_id == by.user_id for place in places):
        return False
    if by.role == Role.MECHANISM_LIAISON:
        return all(manages(by, place) and place.role not in PROTECTED for place in places)
    home = by.organisation.jurisdiction_id
    near = [place for place in places if place.organisation.jurisdiction_id == home]
    if by.role == Role.SYSTEM_ADMIN:
        return any(place.role == Role.SECURITY_ADMIN for place in near)
    return by.role == Role.SECURITY_ADMIN and bool(near)


def may_reset_factor(by: Membership, places: list[Membership]) -> bool:
    """Whether `by` may take away the lost second factor of the one person who holds `places`."""
    if by.role not in FACTOR_RESETTERS or not places:
        return False
    return places[0].user.has_second_factor and may_issue_code(by, places)


def may_release(by: Membership, places: list[Membership]) -> bool:
    """Whether `by` may lift the lock-out of the one person who holds `places`, of one's own house.

    Whoever is logged in stays so while their account is locked elsewhere; the security administrator has a page
    of all.
    """
    is_self = any(place.user_id == by.user_id for place in places)
    in_house = any(place.organisation_id == by.organisation_id for place in places)
    return by.role in RELEASERS and in_house and not is_self


def may_invite_again(by: Membership, places: list[Membership]) -> bool:
    """Whether `by` may send the one person who holds `places` their link anew."""
    return by.role == Role.ORGANISATION_ADMIN and may_disable(by, places)


def may_disable(by: Membership, places: list[Membership]) -> bool:
    """Whether `by` may close the account of the one person who holds `places`, all of them kept by `by`."""
    is_self = any(place.user_id == by.user_id for place in places)
    return by.role in CLOSERS and bool(places) and not is_self and all(manages(by, place) for place in places)
