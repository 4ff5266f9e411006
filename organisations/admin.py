"""Organisations and people, kept by the system administrator; the roles they hold, by the security administrator."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.http import HttpRequest

from organisations import admin_changes
from organisations.admin_site import KeptModel, SystemAdminOnly, acts_as, kept_by
from organisations.login_records import note
from organisations.models import (
    ADMINISTRATORS,
    ElectronicServiceConsent,
    Jurisdiction,
    LoginRecord,
    Membership,
    Organisation,
    OrganisationCapability,
    Role,
    User,
)
from organisations.sessions import end_all_of

SYSTEM, SECURITY = frozenset({Role.SYSTEM_ADMIN}), frozenset({Role.SECURITY_ADMIN})


class CapabilitiesFormSet(BaseInlineFormSet):
    """Without any, nothing can be addressed to an organisation, and no board or bureau knows what it is."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if not any(self.errors) and not kept:
            raise ValidationError(
                "请至少选定一项职能，没有保存。没有职能的单位不能作为收文单位或者抄送单位。"
            )


class CapabilityInline(admin.TabularInline):
    model = OrganisationCapability
    formset = CapabilitiesFormSet
    extra = 0
    min_num = 1

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return acts_as(request, SYSTEM | SECURITY)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return acts_as(request, SYSTEM)

    has_delete_permission = has_add_permission = has_change_permission


@admin.register(Jurisdiction)
class JurisdictionAdmin(SystemAdminOnly):
    """Where a division stands decides what its people see, so that is for the installation's superuser."""

    jurisdiction = "pk"
    list_display = ["code", "name", "level", "parent", "decides_in_portal", "waits_for_seal"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and request.membership is None

    def get_readonly_fields(self, request: HttpRequest, obj: Jurisdiction | None = None) -> list[str]:
        return [] if request.membership is None else ["code", "level", "parent"]


@admin.register(Organisation)
class OrganisationAdmin(KeptModel):
    keepers, readers = SYSTEM, SECURITY
    jurisdiction = "jurisdiction"
    list_display = ["code", "name", "short_name", "jurisdiction", "superior", "is_active"]
    list_filter = ["capabilities__capability", "is_active"]
    list_select_related = ["jurisdiction", "superior"]
    search_fields = ["code", "name", "short_name", "pinyin", "initials"]
    autocomplete_fields = ["jurisdiction", "superior"]
    inlines = [CapabilityInline]

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        if request.membership is None:
            super().save_formset(request, form, formset, change)
        else:
            admin_changes.keep_capabilities(request, form.instance, formset, is_new=not change)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the code as it is typed, by the names however they are written."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return (found | queryset.search(search_term)) if search_term.strip() else found, may_repeat

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> ModelChoiceField | None:
        """The superior stands in the division above, and is kept on saving."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "superior":
            field.queryset = Organisation.objects.exclude(capabilities=None)
            field.error_messages["invalid_choice"] = "上级单位须先登记职能。"
        return field


@admin.register(User)
class UserAdmin(KeptModel):
    """Accounts without their passwords: the first one is set by the person with a reset code.

    Those of the three administrators are not closed here: first the security administrator withdraws the role.
    """

    keepers, readers = SYSTEM, SECURITY
    list_display = ["username", "full_name", "phone", "email", "is_active", "last_login"]
    list_filter = ["is_active", "is_example"]
    ordering = ["username"]
    search_fields = ["username", "full_name", "phone"]
    fields = ["username", "full_name", "phone", "email", "is_active", "must_change_password"]

    def within(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """People with a place in the divisions, and accounts that have none yet."""
        if request.membership is None:
            return rows
        placed = Membership.objects.filter(organisation__jurisdiction__in=kept_by(request))
        return rows.filter(pk__in=placed.values("user")) | rows.filter(memberships=None, is_superuser=False)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        held = Membership.objects.filter(user=obj, role__in=ADMINISTRATORS).unended() if obj else []
        protected = request.membership is not None and (bool(held) or obj == request.user)
        return ["is_active"] if protected else []

    def save_model(self, request: HttpRequest, obj: User, form: object, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        was_reached_at = admin_changes.keep_address(request, obj, form) if change else ""
        super().save_model(request, obj, form, change)
        if change:
            admin_changes.tell_of_account(request, obj, form, was_reached_at)
        if change and not obj.is_active and "is_active" in form.changed_data:
            end_all_of(obj)
            note(LoginRecord.What.DISABLED, request=request, user=obj, by=request.membership)


@admin.register(Membership)
class MembershipAdmin(admin_changes.AskedInstead, KeptModel):
    """Places of other people, granted and ended. The own one is only looked at: nobody appoints himself.

    Those of chiefs, heads and administrators are given by two hands.
    """

    keepers, readers = SECURITY, SYSTEM
    jurisdiction = "organisation__jurisdiction"
    list_display = ["user", "organisation", "role", "standing", "title", "started_on", "ended_on"]
    list_filter = ["role", "standing"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__full_name", "user__username", "organisation__name", "organisation__initials"]
    autocomplete_fields = ["user", "organisation"]

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm, change: bool) -> None:
        if admin_changes.needs_second_hand(request, obj):
            obj.asked = admin_changes.ask_for_place(request, obj)
            return
        super().save_model(request, obj, form, change)
        admin_changes.tell_of_place(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        is_own = obj is not None and request.membership is not None and obj.user_id == request.user.pk
        return not is_own and super().has_change_permission(request, obj)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> ModelChoiceField | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "user" and request.membership is not None:
            people = self.admin_site.get_model_admin(User).get_queryset(request)
            field.queryset = people.exclude(pk=request.user.pk)
            field.error_messages["invalid_choice"] = "不能为自己或者本辖区以外的人员登记任职。"
        elif db_field.name == "organisation":
            field.error_messages["invalid_choice"] = "只能登记本辖区及所属辖区单位的任职。"
        return field


@admin.register(ElectronicServiceConsent)
class ConsentAdmin(SystemAdminOnly):
    jurisdiction = "organisation__jurisdiction"
    list_display = ["organisation", "given_by", "given_at", "revoked_at"]
    list_select_related = ["organisation", "given_by__user", "given_by__organisation"]
    readonly_fields = ["organisation", "given_by", "given_at", "revoked_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
