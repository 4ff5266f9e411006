"""Ledgers: upload, preview, decide, watch, take back. For those who keep them in a procuratorate."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from common import paging, xlsx
from imports import ledgers, tasks, template
from imports.books import is_long
from imports.deciding import DecisionsForm
from imports.forms import LedgerForm
from imports.looking import Look
from imports.models import LedgerImport
from imports.sheets import UnreadableLedger
from matters.kinds import Phase
from organisations.models import Organisation, Role
from organisations.permissions import role_required
from recommendations.models import Recommendation
from recommendations.steps.importing import waits_for_a_handler
from workflow import access
from workflow.lists.masking import shown_title
from workflow.page import state_badge

KEEPERS = (Role.HANDLER, Role.CLERK, Role.DEPARTMENT_HEAD)
SIZE = 30
ORDERING = paging.Ordering("created_at", descending=True)
State = LedgerImport.State
View = Callable[..., HttpResponse]


def keeper_required(view: View) -> View:
    """Open to the procuratorates' staff who keep ledgers."""

    @role_required(*KEEPERS)
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.membership.organisation.has("procuratorate"):
            raise PermissionDenied("台账由检察院导入。")
        return view(request, *args, **kwargs)

    return guarded


@keeper_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The imports of one's own house, and the way to begin another."""
    is_sent = request.method == "POST"
    form = LedgerForm(request.POST, request.FILES) if is_sent else LedgerForm()
    if form.is_valid():
        try:
            return redirect("imports:ledger", _received(request, form.cleaned_data["file"]).pk)
        except UnreadableLedger as problem:
            form.add_error("file", str(problem))
    shown = _page(request)
    context = {
        "form": form,
        "rows": shown.rows,
        "pager": _pager(shown, request.path),
    }
    return render(request, "imports/list.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, file: UploadedFile) -> LedgerImport:
    """Read at once, or left to the worker where that would take long. Raises UnreadableLedger."""
    if not is_long(file):
        return ledgers.receive(file, file.name, request.membership)
    left = ledgers.leave_to_the_worker(file, file.name, request.membership)
    tasks.wake()
    return left


def _page(request: HttpRequest) -> paging.Page:
    own = LedgerImport.objects.filter(organisation=request.membership.organisation)
    rows = own.defer("rows", "problems", "choices", "content").select_related("made_by__user")
    try:
        after, before = (paging.decode(request.GET.get(name, "")) for name in ("after", "before"))
    except ValueError as problem:
        raise Http404 from problem
    return paging.read([rows], ORDERING, after=after, before=before, size=SIZE)


def _pager(shown: paging.Page, path: str) -> dict[str, str]:
    """For components/pager.html."""
    links = {"previous_url": "", "next_url": ""}
    if shown.rows and shown.earlier:
        links["previous_url"] = f"{path}?before={paging.encode(ORDERING.key(shown.rows[0]))}"
    if shown.rows and shown.later:
        links["next_url"] = f"{path}?after={paging.encode(ORDERING.key(shown.rows[-1]))}"
    return links


def _own(request: HttpRequest, pk: int) -> LedgerImport:
    own = LedgerImport.objects.filter(organisation=request.membership.organisation)
    return get_object_or_404(own.select_related("made_by__user", "made_by__organisation"), pk=pk)


@keeper_required
@require_safe
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: its bad cells, its preview, its progress or what became of it."""
    shown = _own(request, pk)
    if request.htmx and not shown.is_waiting:
        return HttpResponseClientRefresh()
    if shown.state == State.PREVIEW:
        return _preview(request, shown, None)
    rows = _matters(request, shown) if shown.state == State.DONE else []
    waiting = sum(_waits(request, row["matter"]) for row in rows)
    context = {"ledger": shown, "matters": rows, "waiting": waiting}
    return render(request, "imports/ledger.html", context)


def _preview(request: HttpRequest, shown: LedgerImport, form: DecisionsForm | None) -> HttpResponse:
    look = Look(ledgers.facts_of(shown), shown.organisation)
    form = form or DecisionsForm(look=look, by=request.membership)
    becoming = [(each, form.another(each.place) if each.first_here else None) for each in look.becoming()]
    context = {
        "ledger": shown,
        "form": form,
        "becoming": becoming,
        "new": sum(not each.remark for each, _ in becoming),
        "organisations": _to_choose_from(request) if form.unknown else [],
    }
    return render(request, "imports/preview.html", context, status=422 if form.errors else 200)


def _to_choose_from(request: HttpRequest) -> list[str]:
    """The names of one's own division, for the fields to propose while one types."""
    home = request.membership.organisation.jurisdiction_id
    return list(Organisation.objects.active().filter(jurisdiction=home).values_list("name", flat=True))


def _matters(request: HttpRequest, shown: LedgerImport) -> list[dict]:
    """What the import brought in, as the reader may see it."""
    visible = Recommendation.objects.visible_to(request.membership).filter(imported_row__ledger=shown)
    rows = visible.select_related("lead", "recipient", "imported_row", "handler__user").order_by("pk")
    return [
        {
            "matter": row,
            "title": shown_title(row, request.membership),
            "state": state_badge(row),
            "place": row.imported_row.place,
        }
        for row in rows
    ]


def _waits(request: HttpRequest, matter: Recommendation) -> bool:
    """Whether somebody of the reader's own house is to take it on."""
    own = matter.lead_id == request.membership.organisation_id
    return own and matter.phase != Phase.CLOSED and waits_for_a_handler(matter)


@keeper_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the import; pressing twice queues it once."""
    shown = _own(request, pk)
    if shown.state != State.PREVIEW:
        return redirect("imports:ledger", pk)
    look = Look(ledgers.facts_of(shown), shown.organisation)
    form = DecisionsForm(request.POST, look=look, by=request.membership)
    if not form.is_valid():
        return _preview(request, shown, form)
    if ledgers.confirm(shown, form.choices, form.decided):
        tasks.wake()
    return redirect("imports:ledger", pk)


@keeper_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole import back."""
    try:
        number = ledgers.undo(_own(request, pk), request.membership)
    except ledgers.CannotUndo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"已撤销，本次导入的 {number} 件均已作废。台账改正后可以重新导入。")
    return redirect("imports:ledger", pk)


@keeper_required
@require_safe
def download_template(request: HttpRequest) -> HttpResponse:
    """The empty ledger to fill in."""
    access.log(request, "download", subject="台账模板")
    disposition = content_disposition_header(True, template.FILE_NAME)
    headers = {"Content-Disposition": disposition}
    return HttpResponse(template.workbook(), content_type=xlsx.CONTENT_TYPE, headers=headers)
