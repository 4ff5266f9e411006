"""每日封存, for the auditor: the digests to be printed or kept outside, year by year. Nothing is sealed here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from matters.models import AccessLog, ChainSeal
from organisations.models import Role
from organisations.permissions import role_required
from workflow.access import log


@role_required(Role.AUDITOR)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The seals of one year, latest first; without a year, of the latest one."""
    years = [day.year for day in ChainSeal.objects.dates("sealed_on", "year", order="DESC")]
    year = _year(request, default=years[0] if years else None)
    context = {
        "seals": ChainSeal.objects.filter(sealed_on__year=year).order_by("-sealed_on"),
        "year": year,
        "years": [{"label": f"{each}年", "url": f"?year={each}", "selected": each == year} for each in years],
        "text_url": f"{reverse('audit_seals_text')}?year={year}" if year else "",
    }
    log(request, AccessLog.Action.VIEW, subject="审计查询：每日封存")
    return render(request, "home/seals.html", context)


@role_required(Role.AUDITOR)
@require_safe
def text(request: HttpRequest) -> HttpResponse:
    """The same as lines of day and digest, as `manage.py verify_events --all --against` reads them."""
    year = _year(request, default=None)
    seals = ChainSeal.objects.filter(sealed_on__year=year) if year else ChainSeal.objects.all()
    content = "".join(f"{seal}\n" for seal in seals.order_by("sealed_on"))
    log(request, AccessLog.Action.EXPORT, subject="审计导出：每日封存")
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    name = f"封存摘要{f'_{year}' if year else ''}.txt"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _year(request: HttpRequest, *, default: int | None) -> int | None:
    """The year asked for. Raises Http404 for what is none."""
    given = request.GET.get("year", "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) == 4 and int(given)):
        raise Http404
    return int(given)
