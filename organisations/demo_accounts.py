"""The accounts that the log-in page of the demo shows. In production there are none."""

from django.conf import settings

from organisations.models import Membership

#: The one password of all demo accounts.
PASSWORD = "fujian-demo-2026"


def demo_accounts() -> list[dict[str, str]]:
    """Who can be tried, by their places; empty unless PORTAL_DEMO."""
    if not settings.PORTAL_DEMO:
        return []
    held = Membership.objects.active().filter(user__is_example=True).select_related("user", "organisation")
    accounts: dict[str, dict[str, str]] = {}
    for place in held.order_by("user_id", "id"):
        account = accounts.setdefault(
            place.user.username,
            {"username": place.user.username, "password": PASSWORD, "who": "", "what": place.user.full_name},
        )
        post = f"{place.organisation.short_name} · {place.get_role_display()}"
        account["who"] = "；".join(filter(None, [account["who"], post]))
    return list(accounts.values())
