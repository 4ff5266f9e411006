"""Every address of the portal. Each room keeps its own below its name."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from . import health


def rooms() -> list[URLPattern | URLResolver]:
    """The rooms that have pages; people and log-in stand at the root."""
    with_pages = [room for room in [*settings.ROOMS, "demo"] if find_spec(f"{room}.urls")]
    return [
        path("" if room == "organisations" else f"{room}/", include(f"{room}.urls")) for room in with_pages
    ]


urlpatterns = [
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("admin/", admin.site.urls),
    *rooms(),
]
