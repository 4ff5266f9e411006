"""Number patterns are the county's to set; papers and numbers are only looked at."""

from django.contrib import admin

from documents.forms import NumberPatternForm
from documents.models import NumberPattern
from organisations.admin_site import SystemAdminOnly


@admin.register(NumberPattern)
class NumberPatternAdmin(SystemAdminOnly):
    jurisdiction = "organisation__jurisdiction"
    form = NumberPatternForm
    list_display = ["organisation", "get_kind", "pattern", "in_force_from", "starts_at", "starts_in"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "pattern"]

    @admin.display(description="用于", ordering="kind")
    def get_kind(self, pattern: NumberPattern) -> str:
        return pattern.get_kind_display() if pattern.kind else "其他各类"
