"""看板: who answered in time and what came of it; each number leads to its matters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assessment import evaluation, export, rows
from assessment.board import board_of, page
from assessment.filters import Filters
from assessment.scope import ROLES
from common import xlsx
from organisations.permissions import role_required
from workflow import access


@role_required(*ROLES)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    context = page(board_of(request.membership, Filters.read(request.GET)))
    writes = request.membership.role in evaluation.ROLES
    context["evaluation_url"] = reverse("assessment:evaluation") if writes else ""
    return render(request, "assessment/board.html", context)


@role_required(*ROLES)
@require_safe
def matters(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The list behind one number; 404 for an agency that the reader's board does not have."""
    given = {} if pk is None else {"agency": str(pk)}
    filters = Filters.read(request.GET, **given)
    try:
        shown = rows.page(
            request.membership, filters, request.GET.get("after", ""), request.GET.get("before", "")
        )
    except ValueError as problem:
        raise Http404 from problem
    context = {
        "title": rows.title_of(filters),
        "words": filters.words(request.membership.organisation.jurisdiction),
        "rows": rows.rows_of(shown.rows, request.membership),
        "pager": rows.pager(shown, filters),
        "board_url": filters.of(agency="").board_url(),
    }
    return render(request, "assessment/matters.html", context)


@role_required(*ROLES)
@require_safe
def export_board(request: HttpRequest) -> HttpResponse:
    """The same figures as an Excel file; noted in the access log."""
    content = export.workbook(request.membership, Filters.read(request.GET))
    access.log(request, "export", subject="看板：检察建议回复情况")
    disposition = content_disposition_header(True, export.file_name())
    return HttpResponse(content, content_type=xlsx.CONTENT_TYPE, headers={"Content-Disposition": disposition})
