"""Django's admin with the portal's own door (named in INSTALLED_APPS instead of django.contrib.admin)."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "organisations.admin_site.PortalAdminSite"
