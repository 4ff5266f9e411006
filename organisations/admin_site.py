"""管理后台: the system administrator keeps organisations and people, the security administrator roles.

Each is asked for the place they act from at this moment. Who may do what stands on the model's admin class as
`keepers` and `readers`, from which the tests build the matrix.
"""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, ForeignKey, Model, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from simple_history.admin import SimpleHistoryAdmin

from common.form_fields import ChineseDateField
from organisations.models import Jurisdiction, Organisation, Role

#: Who gets into 管理后台 at all.
KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})


def acts_as(request: HttpRequest, roles: Iterable[str]) -> bool:
    """Whether the acting membership has one of `roles`, or the user is the installation's superuser."""
    if not request.user.is_authenticated:
        return False
    acting = getattr(request, "membership", None)
    return request.user.is_superuser or (acting is not None and acting.role in roles)


def kept_by(request: HttpRequest) -> QuerySet:
    """The divisions the administrator keeps: the own one and those below it.

    All for the installation's superuser, who holds no place. By `parent`, not by code: neither can be changed
    for the own division, and no division outside can be put below it.
    """
    acting = getattr(request, "membership", None)
    if acting is None:
        return Jurisdiction.objects.all()
    home = acting.organisation.jurisdiction_id
    # Four levels at most, from the country to the county.
    return Jurisdiction.objects.filter(
        Q(pk=home) | Q(parent=home) | Q(parent__parent=home) | Q(parent__parent__parent=home)
    )


class PortalAdminSite(admin.AdminSite):
    site_header = site_title = "管理后台"
    index_title = "单位、人员与设置"

    def has_permission(self, request: HttpRequest) -> bool:
        return acts_as(request, KEEPERS)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """There is one log-in page, with one lock-out; whoever is logged in already is told why not."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("管理后台只供系统管理员和安全管理员使用。")
        query = urlencode({"next": request.GET.get("next", request.path)})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")


class KeptModel(SimpleHistoryAdmin):
    """A model that its `keepers` add to and change with its history, and `readers` look at; never deleted.

    `jurisdiction` is the path to a row's division; rows of divisions that `kept_by` leaves out are not found,
    nor can organisations and divisions outside be chosen. Empty for what all divisions share.
    """

    keepers: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()
    jurisdiction = ""
    #: Days are typed here as on every other page.
    formfield_overrides = {DateField: {"form_class": ChineseDateField}}

    def within(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Those of `rows` that lie in the administrator's divisions."""
        return rows.filter(**{f"{self.jurisdiction}__in": kept_by(request)}) if self.jurisdiction else rows

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.within(request, super().get_queryset(request))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> ModelChoiceField | None:
        kept, model = kept_by(request), db_field.remote_field.model
        if model is Jurisdiction:
            kwargs["queryset"] = kept
        elif model is Organisation:
            kwargs["queryset"] = Organisation.objects.filter(jurisdiction__in=kept)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _may(self, request: HttpRequest, roles: frozenset[str], obj: Model | None) -> bool:
        """Also for a row reached through its history, which asks no queryset."""
        if not acts_as(request, roles):
            return False
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return acts_as(request, self.keepers | self.readers)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.keepers | self.readers, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return acts_as(request, self.keepers)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, self.keepers, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SystemAdminOnly(KeptModel):
    """What the system administrator keeps and nobody else opens."""

    keepers = frozenset({Role.SYSTEM_ADMIN})
