"""查阅下载记录: who looked at, took out or was refused what; the auditor's page. It names no matter but by number."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import paging
from matters.models import AccessLog
from organisations.models import Role
from organisations.permissions import role_required

SIZE = 50
ORDERING = paging.Ordering("at", descending=True)


@role_required(Role.AUDITOR)
@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    """What the people of the auditor's own jurisdiction did, latest first."""
    action, home = request.GET.get("action", ""), request.membership.organisation.jurisdiction_id
    rows = AccessLog.objects.filter(membership__organisation__jurisdiction=home)
    rows = rows.select_related("membership__organisation", "user", "matter")
    if action in AccessLog.Action.values:
        rows = rows.filter(action=action)
    page = _page(request, rows)
    context = {"rows": page.rows, "chips": _chips(action), "pager": _pager(page, action)}
    return render(request, "home/access_log.html", context)


def _page(request: HttpRequest, rows) -> paging.Page:
    try:
        after, before = (paging.decode(request.GET.get(name, "")) for name in ("after", "before"))
    except ValueError as problem:
        raise Http404 from problem
    return paging.read([rows], ORDERING, after=after, before=before, size=SIZE)


def _chips(chosen: str) -> list[dict[str, Any]]:
    every = {"": "全部", **dict(AccessLog.Action.choices)}
    return [
        {"label": label, "url": f"?{urlencode({'action': value})}", "selected": value == chosen}
        for value, label in every.items()
    ]


def _pager(page: paging.Page, action: str) -> dict[str, str]:
    def url(name: str, row: AccessLog) -> str:
        return f"?{urlencode({'action': action, name: paging.encode(ORDERING.key(row))})}"

    return {
        "previous_url": url("before", page.rows[0]) if page.rows and page.earlier else "",
        "next_url": url("after", page.rows[-1]) if page.rows and page.later else "",
    }
