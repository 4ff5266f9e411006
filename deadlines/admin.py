"""The calendar and a jurisdiction's own rules, kept by the system administrator."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from deadlines.calendar import Day
from deadlines.models import CalendarDay, LocalRule
from deadlines.new_days import load_days
from organisations.admin_site import SystemAdminOnly


@admin.register(CalendarDay)
class CalendarDayAdmin(SystemAdminOnly):
    """Saving a day moves the open deadlines it touches. A whole notice is loaded by `manage.py load_days`."""

    list_display = ["date", "status", "occasion", "notice", "announces_year"]
    list_filter = ["status", "announces_year"]
    date_hierarchy = "date"

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarDay | None = None) -> list[str]:
        return ["date"] if obj else []

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: ModelForm, change: bool) -> None:
        day = Day(obj.date, obj.status, obj.occasion, obj.notice)
        moved = load_days([day], by=request.user, announces_year=obj.announces_year)
        obj.pk = CalendarDay.objects.get(date=obj.date).pk
        self.message_user(request, f"已保存。{len(moved)} 项在办期限随之变更，已通知义务单位。")


@admin.register(LocalRule)
class LocalRuleAdmin(SystemAdminOnly):
    list_display = ["jurisdiction", "rule", "length", "citation", "in_force_from", "in_force_until"]
    list_select_related = ["jurisdiction"]
