"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fujian_portal.navigation import entries


def portal(request: HttpRequest) -> dict[str, Any]:
    """`nav` is made when a page shows it: error pages must stand without a database."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "portal_demo": settings.PORTAL_DEMO,
        "reference": getattr(request, "reference", ""),
        "nav": SimpleLazyObject(lambda: entries(request)),
    }
