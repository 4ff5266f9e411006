"""Names with their days are the administrator's to set; matters themselves are never seen here."""

from django.contrib import admin

from matters.names import DatedName
from organisations.admin_site import SystemAdminOnly


@admin.register(DatedName)
class DatedNameAdmin(SystemAdminOnly):
    """A county's administrator names for the county; what holds everywhere is kept with the installation."""

    jurisdiction = "jurisdiction"
    list_display = ["code", "text", "jurisdiction", "in_force_from", "basis"]
    list_select_related = ["jurisdiction"]
    list_filter = ["code"]
