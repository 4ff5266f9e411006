"""The accounts that the log-in page of the demo shows. In production there are none."""

from django.conf import settings

from organisations.models import Membership

#: The one password of all demo accounts.
PASSWORD = "fujian-demo-2026"
#: By the first of these an organisation's sort is told.
SORTS = (
    "superior",
    "procuratorate",
    "judicial_bureau",
    "government",
    "court",
    "police",
    "township",
    "agency",
)
#: Whom most people try; the others are folded.
MAIN = {
    ("procuratorate", "handler"),
    ("procuratorate", "department_head"),
    ("procuratorate", "policy_reviewer"),
    ("procuratorate", "chief"),
    ("procuratorate", "mechanism_liaison"),
    ("agency", "liaison"),
    ("agency", "section_officer"),
    ("agency", "organisation_head"),
    ("judicial_bureau", "assessor"),
}


def demo_accounts(*, everyone: bool = False) -> list[dict[str, str]]:
    """Who can be tried, by their places; empty unless PORTAL_DEMO.

    One account for each role in each sort of organisation; with `everyone`, all.
    """
    if not settings.PORTAL_DEMO:
        return []
    held = Membership.objects.active().filter(user__is_example=True).select_related("user", "organisation")
    places = list(held.order_by("user_id", "id").prefetch_related("organisation__capabilities"))
    chosen = {place.user_id for place in (places if everyone else _one_of_each(places))}
    accounts: dict[int, dict[str, str]] = {}
    for place in places:
        if place.user_id in chosen:
            _add(accounts.setdefault(place.user_id, _account(place)), place)
    return list(accounts.values())


def _one_of_each(places: list[Membership]) -> list[Membership]:
    """The first of each sort of place; substitutes and deputies do what their principals do."""
    first: dict[tuple[str, str], Membership] = {}
    for place in places:
        first.setdefault((_sort(place), place.role), place)
    return list(first.values())


def _sort(place: Membership) -> str:
    capabilities = place.organisation.capability_set()
    return next((sort for sort in SORTS if sort in capabilities), "")


def _account(place: Membership) -> dict[str, str]:
    main = "yes" if (_sort(place), place.role) in MAIN else ""
    account = {"username": place.user.username, "password": PASSWORD, "who": "", "what": place.user.full_name}
    return account | {"main": main}


def _add(account: dict[str, str], place: Membership) -> None:
    post = f"{place.organisation.short_name} · {place.get_role_display()}"
    account["who"] = "；".join(filter(None, [account["who"], post]))
