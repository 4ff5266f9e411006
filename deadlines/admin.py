"""The calendar and a jurisdiction's own rules. Days for everybody are kept by whoever keeps the installation."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from common import xlsx
from deadlines import notice_file
from deadlines.calendar import Day
from deadlines.days import Place
from deadlines.forms import CalendarDayForm, LocalRuleForm
from deadlines.known_laws import KnownLaw
from deadlines.models import CalendarDay, LocalRule
from deadlines.new_days import load_days
from deadlines.notice_form import HolidayNoticeForm
from organisations.admin_site import SystemAdminOnly, kept_by
from organisations.models import Jurisdiction

FOR_EVERYBODY = (
    "全国适用的放假安排由本系统的维护单位登记，改动会影响所有地区的期限。"
    "您可以登记本地区自己的放假安排：请选择地区。"
)


@admin.register(CalendarDay)
class CalendarDayAdmin(SystemAdminOnly):
    """Saving a day moves the deadlines it touches, which are shown before; a whole notice is loaded as a file.

    A place's own days are entered by its system administrator or one above it, everybody's by the superuser.
    """

    change_list_template = "admin/deadlines/calendarday/change_list.html"
    form = CalendarDayForm

    list_display = ["date", "jurisdiction", "status", "occasion", "notice", "announces_year"]
    list_filter = ["status", "announces_year", "jurisdiction"]
    list_select_related = ["jurisdiction"]
    date_hierarchy = "date"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Everybody's days, and those of the places the administrator keeps or lies in."""
        rows = super().get_queryset(request)
        if keeps_installation(request):
            return rows
        above = Place.of(request.membership.organisation.jurisdiction).codes
        seen = Q(jurisdiction=None) | Q(jurisdiction__in=kept_by(request)) | Q(jurisdiction__code__in=above)
        return rows.filter(seen)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> ModelChoiceField | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field:
            field.queryset, field.empty_label = places(request), "全国"
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarDay | None = None) -> list[str]:
        return ["date", "jurisdiction"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        own = obj is None or keeps_installation(request) or obj.jurisdiction in kept_by(request)
        return own and super().has_change_permission(request, obj)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        if request.method == "POST" and self.has_add_permission(request):
            known = CalendarDay.objects.filter(pk=object_id).first() if object_id else None
            place = known.jurisdiction_id if known else request.POST.get("jurisdiction")
            refuse_unless_kept(request, place)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("load/", view(self.load), name="deadlines_calendarday_load"),
            path("template/", view(self.template), name="deadlines_calendarday_template"),
            *super().get_urls(),
        ]

    def load(self, request: HttpRequest) -> HttpResponse:
        """Take over a notice: every day or, where a row is wrong, none."""
        if not self.has_add_permission(request):
            raise PermissionDenied("放假安排由系统管理员维护。")
        if request.method == "POST":
            refuse_unless_kept(request, request.POST.get("jurisdiction"))
        form = HolidayNoticeForm(request.POST or None, request.FILES or None, places=places(request))
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            how = {"announces_year": given["announces_year"], "jurisdiction": given["jurisdiction"]}
            moved = load_days(form.days, by=request.user, is_whole=True, **how)
            self.message_user(
                request, f"已导入{len(form.days)}天，{len(moved)}项期限随之变更，在办的已通知义务单位。"
            )
            return redirect("admin:deadlines_calendarday_changelist")
        context = self.admin_site.each_context(request) | {"form": form, "title": "导入放假安排"}
        return render(request, "admin/deadlines/calendarday/load.html", context)

    def template(self, request: HttpRequest) -> HttpResponse:
        """The notice as an empty workbook with its heads."""
        answer = HttpResponse(notice_file.template(), content_type=xlsx.CONTENT_TYPE)
        answer["Content-Disposition"] = 'attachment; filename="holidays.xlsx"'
        return answer

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: ModelForm, change: bool) -> None:
        day = Day(obj.date, obj.status, obj.occasion, obj.notice)
        how = {"announces_year": obj.announces_year, "jurisdiction": obj.jurisdiction}
        moved = load_days([day], by=request.user, **how)
        obj.pk = CalendarDay.objects.get(date=obj.date, jurisdiction=obj.jurisdiction).pk
        self.message_user(request, f"已保存。{len(moved)} 项期限随之变更，在办的已通知义务单位。")


def keeps_installation(request: HttpRequest) -> bool:
    """Who keeps what holds for everybody: the installation's superuser."""
    return request.user.is_superuser


def places(request: HttpRequest) -> QuerySet:
    """The places whose own days the administrator may enter."""
    return kept_by(request).exclude(level=Jurisdiction.Level.COUNTRY)


def refuse_unless_kept(request: HttpRequest, place: object) -> None:
    """Raises PermissionDenied for everybody's days, and for those of another place."""
    if keeps_installation(request):
        return
    if not place:
        raise PermissionDenied(FOR_EVERYBODY)
    if not str(place).isdecimal() or not places(request).filter(pk=place).exists():
        raise PermissionDenied("只能登记本地区的放假安排，其他地区的由当地登记。日历没有改动。")


@admin.register(LocalRule)
class LocalRuleAdmin(SystemAdminOnly):
    """A rule holds from today at the earliest; what runs already is shown before saving, and keeps its own."""

    jurisdiction = "jurisdiction"
    form = LocalRuleForm
    list_display = ["jurisdiction", "name", "length", "unit", "citation", "in_force_from", "in_force_until"]
    list_select_related = ["jurisdiction"]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> ModelChoiceField | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field:
            field.queryset = places(request)
        return field

    @admin.display(description="规则")
    def name(self, rule: LocalRule) -> str:
        return rule.name


@admin.register(KnownLaw)
class KnownLawAdmin(SystemAdminOnly):
    """What holds everywhere is kept with the installation; a place's own laws by its administrator."""

    jurisdiction = "jurisdiction"
    list_display = ["name", "in_force_from", "in_force_until", "successor", "jurisdiction"]
    list_select_related = ["jurisdiction"]
    search_fields = ["name"]

    def within(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        keeps_all = getattr(request, "membership", None) is None
        return rows if keeps_all else super().within(request, rows)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs
    ) -> ModelChoiceField | None:
        """Whoever keeps one division says which; only the installation's keeper leaves it empty."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and getattr(request, "membership", None) is not None:
            field.required = True
        return field
