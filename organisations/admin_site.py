"""管理后台: open to the system administrator alone, who acts as such at this moment."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from simple_history.admin import SimpleHistoryAdmin

from organisations.models import Role


def is_system_admin(request: HttpRequest) -> bool:
    """Whether the acting membership is the system administrator's, or the user is the installation's superuser."""
    if not request.user.is_authenticated:
        return False
    acting = getattr(request, "membership", None)
    return request.user.is_superuser or (acting is not None and acting.role == Role.SYSTEM_ADMIN)


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = "管理后台"
    index_title = "单位、人员与设置"

    def has_permission(self, request: HttpRequest) -> bool:
        return is_system_admin(request)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """There is one log-in page, with one lock-out; whoever is logged in already is told why not."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("管理后台只供系统管理员使用。如您同时是系统管理员，请先切换身份。")
        query = urlencode({"next": request.GET.get("next", request.path)})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


class SystemAdminOnly(SimpleHistoryAdmin):
    """A model that the system administrator keeps: seen, added, changed with its history, never deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_system_admin(request)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return is_system_admin(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_system_admin(request)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return is_system_admin(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
