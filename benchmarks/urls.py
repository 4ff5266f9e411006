"""The portal's addresses, a page that holds nothing, and Django's own list of the measured deadlines."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from deadlines.models import Deadline


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The frame of every page, with its header, navigation and unread count, around nothing."""
    return render(request, "base.html")


class OwedAdmin(ModelAdmin):
    """What the liaison of the measured agency owes, as a changelist would show it."""

    list_display = ("label", "matter", "debtor", "creditor", "rule", "due_on", "status")
    list_select_related = ("matter", "debtor", "creditor")
    list_filter = ("rule", "status")
    search_fields = ("label", "matter__title")
    ordering = ("due_on", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deadline]:
        return super().get_queryset(request).filter(debtor=request.membership.organisation, status="open")


class Site(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever is logged in: what is measured is the list, not who may see it."""
        return request.user.is_authenticated


site = Site(name="benchmark")
site.register(Deadline, OwedAdmin)
for name in ("view", "change", "add", "delete", "module"):
    setattr(OwedAdmin, f"has_{name}_permission", lambda self, request, obj=None: True)

urlpatterns = [
    path("bare/", bare),
    path("changelist/", site.urls),
    path("", include("fujian_portal.urls")),
]
