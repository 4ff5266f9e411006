"""What every page shows of the inbox."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notices.services import unread_count


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_count`, asked for only by the pages that show it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_count": ""}
    return {
        "unread_count": SimpleLazyObject(lambda: unread_count(user, getattr(request, "memberships", None)))
    }
