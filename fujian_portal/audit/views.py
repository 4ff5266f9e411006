"""The pages of the auditor. Each look and each export is itself kept in the access log."""

from itertools import islice

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from common import clock, dates, paging, xlsx
from fujian_portal.audit.columns import Records
from fujian_portal.audit.filters import AuditFilter
from fujian_portal.audit.records import LISTS
from matters.models import AccessLog
from organisations.models import Role
from organisations.permissions import role_required
from workflow.access import log

SIZE = 50
#: As many rows as one exported file holds.
MOST = 10_000
BATCH = 500


@role_required(Role.AUDITOR)
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One list, latest first."""
    records, form = _asked(request, name)
    page = _page(request, records, form)
    context = {
        "records": records,
        "form": form,
        "rows": page.rows,
        "lines": [[(column.label, column.value(row)) for column in records.columns] for row in page.rows],
        "chips": form.chips(),
        "lists": [
            {"label": each.title, "url": _address(each), "selected": each is records}
            for each in LISTS.values()
        ],
        "export_url": f"{reverse('audit_export', args=[name])}?{form.query()}",
        "pager": _pager(page, records, form),
    }
    log(request, AccessLog.Action.VIEW, subject=_trace("审计查询", records, form))
    return render(request, "home/audit.html", context)


@role_required(Role.AUDITOR)
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The same rows, all pages, as an Excel file. A filter that cannot be read exports nothing."""
    records, form = _asked(request, name)
    if not form.is_valid():
        raise BadRequest("筛选条件有误，没有导出。请返回列表更正后重试。")
    rows = list(islice(_everything(records, form, request), MOST + 1))
    kept = rows[:MOST]
    cells = [[column.value(row) for column in records.columns] for row in kept]
    cut = "，已达单次导出上限，其余未导出，请缩小范围后分次导出" if len(rows) > MOST else ""
    notes = [
        ("导出人", str(request.membership)),
        ("导出时间", dates.chinese_moment(clock.now())),
        ("筛选条件", form.words() or "无"),
        ("条数", f"{len(kept)} 条{cut}"),
    ]
    content = xlsx.workbook(records.title, [column.label for column in records.columns], cells, notes)
    log(request, AccessLog.Action.EXPORT, subject=_trace("审计导出", records, form))
    response = HttpResponse(content, content_type=xlsx.CONTENT_TYPE)
    name = f"{records.title}_{clock.local(clock.now()):%Y%m%d_%H%M}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _asked(request: HttpRequest, name: str) -> tuple[Records, AuditFilter]:
    if name not in LISTS:
        raise Http404
    return LISTS[name], AuditFilter(request.GET, records=LISTS[name])


def _branches(request: HttpRequest, records: Records, form: AuditFilter) -> list:
    return form.narrow(records.rows(request.membership.organisation.jurisdiction_id))


def _page(request: HttpRequest, records: Records, form: AuditFilter) -> paging.Page:
    try:
        after, before = (paging.decode(request.GET.get(name, "")) for name in ("after", "before"))
    except ValueError as problem:
        raise Http404 from problem
    ordering = paging.Ordering(records.moment, descending=True)
    return paging.read(_branches(request, records, form), ordering, after=after, before=before, size=SIZE)


def _everything(records: Records, form: AuditFilter, request: HttpRequest):
    """All rows, page by page by key, so that no query holds more than a batch."""
    branches, ordering = _branches(request, records, form), paging.Ordering(records.moment, descending=True)
    after = None
    while True:
        page = paging.read(branches, ordering, after=after, size=BATCH)
        yield from page.rows
        if not page.later:
            return
        after = ordering.key(page.rows[-1])


def _pager(page: paging.Page, records: Records, form: AuditFilter) -> dict[str, str]:
    ordering = paging.Ordering(records.moment, descending=True)

    def url(name: str, row: object) -> str:
        return f"?{form.query(**{name: paging.encode(ordering.key(row))})}"

    return {
        "previous_url": url("before", page.rows[0]) if page.rows and page.earlier else "",
        "next_url": url("after", page.rows[-1]) if page.rows and page.later else "",
    }


def _address(records: Records) -> str:
    return reverse("access_log") if records.name == "access" else reverse("audit", args=[records.name])


def _trace(what: str, records: Records, form: AuditFilter) -> str:
    words = form.words()
    return f"{what}：{records.title}" + (f"（{words}）" if words else "")
