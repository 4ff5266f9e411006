"""The calendar and a jurisdiction's own rules, kept by the system administrator."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from deadlines.calendar import Day
from deadlines.models import CalendarDay, LocalRule
from deadlines.new_days import load_days
from deadlines.notice_form import HolidayNoticeForm
from organisations.admin_site import SystemAdminOnly


@admin.register(CalendarDay)
class CalendarDayAdmin(SystemAdminOnly):
    """Saving a day moves the open deadlines it touches; a whole notice is loaded as a file."""

    change_list_template = "admin/deadlines/calendarday/change_list.html"

    list_display = ["date", "status", "occasion", "notice", "announces_year"]
    list_filter = ["status", "announces_year"]
    date_hierarchy = "date"

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarDay | None = None) -> list[str]:
        return ["date"] if obj else []

    def get_urls(self) -> list[URLPattern]:
        load = path("load/", self.admin_site.admin_view(self.load), name="deadlines_calendarday_load")
        return [load, *super().get_urls()]

    def load(self, request: HttpRequest) -> HttpResponse:
        """Take over a notice: every day or, where a row is wrong, none."""
        if not self.has_add_permission(request):
            raise PermissionDenied("放假安排由系统管理员维护。")
        form = HolidayNoticeForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            moved = load_days(form.days, by=request.user, announces_year=form.cleaned_data["announces_year"])
            self.message_user(
                request, f"已导入{len(form.days)}天，{len(moved)}项在办期限随之变更，已通知义务单位。"
            )
            return redirect("admin:deadlines_calendarday_changelist")
        context = self.admin_site.each_context(request) | {"form": form, "title": "导入放假安排"}
        return render(request, "admin/deadlines/calendarday/load.html", context)

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: ModelForm, change: bool) -> None:
        day = Day(obj.date, obj.status, obj.occasion, obj.notice)
        moved = load_days([day], by=request.user, announces_year=obj.announces_year)
        obj.pk = CalendarDay.objects.get(date=obj.date).pk
        self.message_user(request, f"已保存。{len(moved)} 项在办期限随之变更，已通知义务单位。")


@admin.register(LocalRule)
class LocalRuleAdmin(SystemAdminOnly):
    jurisdiction = "jurisdiction"
    list_display = ["jurisdiction", "rule", "length", "citation", "in_force_from", "in_force_until"]
    list_select_related = ["jurisdiction"]
