"""Every address of the portal. Each room keeps its own below its name."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from . import health
from .audit import seals
from .audit import views as audit
from .home import home

#: Where a room's pages stand, if not below its own name. People and log-in stand at the root.
PREFIXES = {"organisations": "", "workflow": "matters/", "assessment": "board/"}
handler500 = "fujian_portal.reference.server_error"


def rooms() -> list[URLPattern | URLResolver]:
    """The rooms that have pages."""
    with_pages = [room for room in [*settings.ROOMS, "demo"] if find_spec(f"{room}.urls")]
    return [path(PREFIXES.get(room, f"{room}/"), include(f"{room}.urls")) for room in with_pages]


urlpatterns = [
    path("", home, name="home"),
    path("access-log/", audit.show, {"name": "access"}, name="access_log"),
    path("audit/seals/", seals.show, name="audit_seals"),
    path("audit/seals/text/", seals.text, name="audit_seals_text"),
    path("audit/<slug:name>/", audit.show, name="audit"),
    path("audit/<slug:name>/export/", audit.export, name="audit_export"),
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("admin/", admin.site.urls),
    *rooms(),
]
