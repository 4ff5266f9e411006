"""Ledgers: upload, preview, decide, watch, take back. For those who keep them in their house."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from common import paging, xlsx
from imports import ledgers, tasks, template
from imports import rooms as kept
from imports.books import is_long
from imports.contract import Rows
from imports.deciding import DecisionsForm
from imports.forms import LedgerForm
from imports.looking import Look
from imports.models import LedgerImport
from imports.sheets import UnreadableLedger
from matters.kinds import Phase
from matters.models import Matter
from organisations.models import Organisation, Role
from organisations.permissions import role_required
from workflow import access
from workflow.lists.masking import shown_title
from workflow.page import state_badge
from workflow.who import WORKERS

KEEPERS = (*WORKERS, Role.DEPARTMENT_HEAD, Role.ORGANISATION_HEAD)
SIZE = 30
ORDERING = paging.Ordering("created_at", descending=True)
State = LedgerImport.State
View = Callable[..., HttpResponse]


def keeper_required(view: View) -> View:
    """Open to whoever keeps a ledger of some kind in their house."""

    @role_required(*KEEPERS)
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.ledger_rooms = kept.kept_by(request.membership)
        if not request.ledger_rooms:
            raise PermissionDenied("没有由您所在单位以您当前的身份导入的台账。")
        return view(request, *args, **kwargs)

    return guarded


@keeper_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The imports of one's own house, and the way to begin another."""
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    form = LedgerForm(*sent, rooms=request.ledger_rooms)
    if form.is_valid():
        room = kept.room_named(form.cleaned_data.get("about", ""), request.ledger_rooms)
        try:
            return redirect("imports:ledger", _received(request, room, form.cleaned_data["file"]).pk)
        except UnreadableLedger as problem:
            form.add_error("file", str(problem))
    shown = _page(request)
    context = {
        "form": form,
        "rooms": request.ledger_rooms,
        "rows": shown.rows,
        "pager": _pager(shown, request.path),
    }
    return render(request, "imports/list.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, room: Rows, file: UploadedFile) -> LedgerImport:
    """Read at once, or left to the worker where that would take long. Raises UnreadableLedger."""
    if not is_long(file):
        return ledgers.receive(room, file, file.name, request.membership)
    left = ledgers.leave_to_the_worker(room, file, file.name, request.membership)
    tasks.wake()
    return left


def _page(request: HttpRequest) -> paging.Page:
    rows = _kept(request).defer("rows", "problems", "choices", "content").select_related("made_by__user")
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
    rows = _kept(request).select_related("made_by__user", "made_by__organisation")
    return get_object_or_404(rows, pk=pk)


def _kept(request: HttpRequest) -> QuerySet[LedgerImport]:
    """The imports of one's own house, of the kinds whose ledgers one keeps."""
    own = LedgerImport.objects.filter(organisation=request.membership.organisation)
    return own.filter(model_name__in=[room.called for room in request.ledger_rooms])


@keeper_required
@require_safe
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: its bad cells, its preview, its progress or what became of it."""
    shown = _own(request, pk)
    if request.htmx and not shown.is_waiting:
        return HttpResponseClientRefresh()
    if shown.state == State.PREVIEW:
        return _preview(request, shown, None)
    room = ledgers.room_for(shown)
    rows = _matters(request, room, shown) if shown.state == State.DONE else []
    waiting = sum(_is_own(request, row["matter"]) for row in rows if row["waits"])
    context = {"ledger": shown, "room": room, "matters": rows, "waiting": waiting}
    return render(request, "imports/ledger.html", context)


def _preview(request: HttpRequest, shown: LedgerImport, form: DecisionsForm | None) -> HttpResponse:
    room = ledgers.room_for(shown)
    look = Look(room, ledgers.facts_of(shown), shown.organisation)
    form = form or DecisionsForm(look=look, by=request.membership)
    becoming = [(each, form.another(each.place) if each.first_here else None) for each in look.becoming()]
    context = {
        "ledger": shown,
        "room": room,
        "form": form,
        "days": [heading for heading, _ in becoming[0][0].days] if becoming else [],
        "becoming": becoming,
        "new": sum(not each.remark for each, _ in becoming),
        "organisations": _to_choose_from(request) if form.unknown else [],
    }
    return render(request, "imports/preview.html", context, status=422 if form.errors else 200)


def _to_choose_from(request: HttpRequest) -> list[str]:
    """The names of one's own division, for the fields to propose while one types."""
    home = request.membership.organisation.jurisdiction_id
    return list(Organisation.objects.active().filter(jurisdiction=home).values_list("name", flat=True))


def _matters(request: HttpRequest, room: Rows, shown: LedgerImport) -> list[dict]:
    """What the import brought in, as the reader may see it."""
    visible = room.model.objects.visible_to(request.membership).filter(imported_row__ledger=shown)
    rows = visible.select_related("lead", "recipient", "imported_row", "handler__user").order_by("pk")
    return [
        {
            "matter": row,
            "title": shown_title(row, request.membership),
            "state": state_badge(row),
            "place": row.imported_row.place,
            "waits": row.phase != Phase.CLOSED and room.waits(row),
        }
        for row in rows
    ]


def _is_own(request: HttpRequest, matter: Matter) -> bool:
    """Whether it is the reader's own house that is to take it on."""
    return matter.lead_id == request.membership.organisation_id


@keeper_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the import; pressing twice queues it once."""
    shown = _own(request, pk)
    if shown.state != State.PREVIEW:
        return redirect("imports:ledger", pk)
    look = Look(ledgers.room_for(shown), ledgers.facts_of(shown), shown.organisation)
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
def download_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty ledger of one kind to fill in."""
    room = kept.room_named(kind, request.ledger_rooms)
    access.log(request, "download", subject=f"{room.name}模板")
    disposition = content_disposition_header(True, template.file_name(room))
    headers = {"Content-Disposition": disposition}
    return HttpResponse(template.workbook(room), content_type=xlsx.CONTENT_TYPE, headers=headers)
