"""Jurisdictions, organisations and people, kept by the system administrator."""

from django.contrib import admin
from django.http import HttpRequest

from organisations.admin_site import SystemAdminOnly, is_system_admin
from organisations.models import (
    ElectronicServiceConsent,
    Jurisdiction,
    Membership,
    Organisation,
    OrganisationCapability,
    User,
)


class CapabilityInline(admin.TabularInline):
    model = OrganisationCapability
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return is_system_admin(request)

    has_change_permission = has_delete_permission = has_add_permission = has_view_permission


@admin.register(Jurisdiction)
class JurisdictionAdmin(SystemAdminOnly):
    list_display = ["code", "name", "level", "parent", "decides_in_portal"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]


@admin.register(Organisation)
class OrganisationAdmin(SystemAdminOnly):
    list_display = ["code", "name", "short_name", "jurisdiction", "superior", "is_active"]
    list_filter = ["capabilities__capability", "is_active"]
    list_select_related = ["jurisdiction", "superior"]
    search_fields = ["code", "name", "short_name", "pinyin", "initials"]
    autocomplete_fields = ["jurisdiction", "superior"]
    inlines = [CapabilityInline]


@admin.register(User)
class UserAdmin(SystemAdminOnly):
    """Accounts without their passwords: the first one is set by the person with a reset code."""

    list_display = ["username", "full_name", "phone", "email", "is_active", "last_login"]
    list_filter = ["is_active", "is_example"]
    search_fields = ["username", "full_name", "phone"]
    fields = ["username", "full_name", "phone", "email", "is_active", "must_change_password"]

    def save_model(self, request: HttpRequest, obj: User, form: object, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(Membership)
class MembershipAdmin(SystemAdminOnly):
    list_display = ["user", "organisation", "role", "standing", "title", "started_on", "ended_on"]
    list_filter = ["role", "standing"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__full_name", "user__username", "organisation__name", "organisation__initials"]
    autocomplete_fields = ["user", "organisation"]


@admin.register(ElectronicServiceConsent)
class ConsentAdmin(SystemAdminOnly):
    list_display = ["organisation", "given_by", "given_at", "revoked_at"]
    list_select_related = ["organisation", "given_by__user", "given_by__organisation"]
    readonly_fields = ["organisation", "given_by", "given_at", "revoked_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
