"""看板: by agency, who answered in time; each number leads to its matters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assessment import export, rows
from assessment.board import board as board_of
from assessment.board import list_path
from assessment.filters import Filters
from assessment.scope import ROLES
from common import xlsx
from organisations.permissions import role_required
from workflow import access


@role_required(*ROLES)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    return render(request, "assessment/board.html", board_of(request.membership, Filters.read(request.GET)))


@role_required(*ROLES)
@require_safe
def matters(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The list behind one number; 404 for an agency that the reader's board does not have."""
    filters = Filters.read(request.GET)
    try:
        shown = rows.page(
            request.membership, pk, filters, request.GET.get("after", ""), request.GET.get("before", "")
        )
    except ValueError as problem:
        raise Http404 from problem
    context = {
        "title": rows.title_of(pk, filters),
        "words": filters.words(),
        "rows": rows.rows_of(shown.rows, request.membership),
        "pager": rows.pager(shown, list_path(pk), filters),
        "board_url": Filters(filters.year, filters.kind).url(reverse("assessment:board")),
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
