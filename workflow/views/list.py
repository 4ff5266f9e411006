"""The list of matters and its export: the same filters, the same rows."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from common import paging, xlsx
from organisations.models import Membership
from organisations.permissions import role_required
from workflow import access
from workflow.lists import export, facets
from workflow.lists.filters import SORTS, Filters
from workflow.lists.paging import page, pager
from workflow.lists.rows import Row, rows_of
from workflow.lists.sight import Sight
from workflow.lists.wording import OTHER_SIDE, conditions, other_side


@role_required()
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """事项: what the acting membership may see, narrowed by the address."""
    filters, path, sight = Filters.read(request.GET), request.path, Sight.of(request.membership)
    shown = _page(request, sight, filters)
    further = facets.more(filters)
    total = facets.total(sight, filters) if shown.rows else ""
    rows = rows_of(shown.rows, request.membership, filters.due)
    context = {
        "rows": rows,
        "query": filters.q,
        "filters": _search(sight, filters, path),
        "more": facets.groups(sight, filters, path, further),
        "more_is_open": any(getattr(filters, facet.name) for facet in further),
        "sorts": [
            {"label": label, "url": filters.url(path, sort=name), "selected": name == filters.sort}
            for name, label in SORTS.items()
        ],
        "pager": pager(shown, filters),
        "total": total,
        "parties_label": _parties_label(request.membership, rows),
        "empty": None if shown.rows else _empty(filters, path, request.membership),
    }
    return render(request, "workflow/list.html", context)


@role_required()
@require_safe
def export_matters(request: HttpRequest) -> HttpResponse:
    """The same list as an Excel file; noted in the access log, without what was searched for."""
    content, count = export.workbook(request.membership, Filters.read(request.GET))
    access.log(request, "export", subject=f"事项列表，{count}件")
    disposition = content_disposition_header(True, export.file_name())
    return HttpResponse(content, content_type=xlsx.CONTENT_TYPE, headers={"Content-Disposition": disposition})


def _page(request: HttpRequest, sight: Sight, filters: Filters) -> paging.Page:
    try:
        return page(sight, filters, request.GET.get("after", ""), request.GET.get("before", ""))
    except ValueError as problem:
        raise Http404 from problem


def _search(sight: Sight, filters: Filters, path: str) -> dict[str, Any]:
    """For components/filters.html."""
    kept = filters.given(leaving_out="q")
    return {
        "action": path,
        "query": filters.q,
        "placeholder": "标题、文号、单位名称或者拼音首字母",
        "hidden": [{"name": name, "value": value} for name, value in kept.items()],
        "groups": facets.groups(sight, filters, path, facets.MAIN),
        "clear_url": "" if filters.is_empty else path,
        "export_url": filters.url(reverse("matters:export")),
    }


def _parties_label(membership: Membership, rows: Sequence[Row]) -> str:
    """What the column of parties holds for most readers."""
    capabilities = membership.organisation.capability_set()
    if capabilities & {"judicial_bureau", "government", "superior"}:
        return "单位"
    led = [row for row in rows if row.matter.is_led_by(membership)]
    if not led and "procuratorate" not in capabilities:
        return "主办单位"
    mixed = len(led) < len(rows) and "procuratorate" not in capabilities
    return OTHER_SIDE if mixed else other_side({type(row.matter) for row in rows})


def _empty(filters: Filters, path: str, membership: Membership) -> dict[str, str]:
    """Why there is nothing, and what to do."""
    if not filters.is_empty:
        return {
            "title": "没有符合条件的事项",
            "why": f"当前条件：{'；'.join(conditions(filters, membership))}。可以放宽条件，或者查看全部事项。",
            "url": path,
            "label": "清除条件",
        }
    return {
        "title": "还没有事项",
        "why": "由您所在单位主办、收到或者参与的事项，以及按职责可以查看的事项，会列在这里。",
    }
