"""下级院报备: what the procuratorates below have recorded with this one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisations.models import Role
from organisations.permissions import role_required
from recommendations.recorded import line, recorded_with

READERS = (
    Role.HANDLER,
    Role.CLERK,
    Role.DEPARTMENT_HEAD,
    Role.POLICY_REVIEWER,
    Role.CHIEF,
    Role.CASE_MANAGER,
)
ROWS = 50


@role_required(*READERS)
@require_safe
def recorded(request: HttpRequest) -> HttpResponse:
    """What waits for an opinion first, then the latest; only what the reader may see."""
    rows = Paginator(recorded_with(request.membership), ROWS).get_page(request.GET.get("page"))
    lines = [line(row, request.membership) for row in rows]
    return render(request, "recommendations/recorded.html", {"lines": lines, "page": rows})
