"""卷宗: the page that tells what is in it, and the two ways of taking it along, each made by the worker."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from documents.downloads import Damaged, checked_file
from documents.rendering import fonts
from matters.models import Matter
from organisations.models import Membership
from workflow import access
from workflow.dossier import jobs
from workflow.dossier.pieces import pieces
from workflow.dossier.sheets import SHEETS, Dossier
from workflow.models import DossierFile
from workflow.tasks import wake_for_dossiers

Form = DossierFile.Form
CONTENT_TYPES = {Form.PDF: "application/pdf", Form.ZIP: "application/zip"}


@login_required
@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reader's 卷宗 holds; of a matter still open, as a preview."""
    given = _dossier(request, pk)
    access.log(request, "view", matter=given.matter, subject="卷宗目录")
    return render(request, "workflow/dossier.html", _context(given))


@login_required
@require_safe
def dossier_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the files are, asked again while one is being made; tells nothing of what is in them."""
    matter = access.visible_matter(request.membership, pk)
    context = {"matter": matter, "made": _made(matter, request.membership), "no_font": _no_font()}
    return render(request, "workflow/dossier_files.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _file(request, pk, Form.PDF)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_zip(request: HttpRequest, pk: int) -> HttpResponse:
    return _file(request, pk, Form.ZIP)


def _file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """POST has it made; GET hands it out, and leads back to the page where there is none that still holds good."""
    matter = access.visible_matter(request.membership, pk)
    if form == Form.PDF and not fonts.are_there():
        return render(request, "workflow/dossier.html", _context(_dossier(request, pk)), status=503)
    if request.method == "POST":
        jobs.ask(matter, request.membership, form)
        wake_for_dossiers()
        return redirect("matters:dossier", pk)
    row = DossierFile.objects.filter(matter=pk, reader=request.membership, form=form).first()
    if row is None or not row.is_ready(matter.version):
        return redirect("matters:dossier", pk)
    try:
        response = checked_file(row.file, row.sha256, CONTENT_TYPES[form], row.file_name)
    except Damaged:
        row.delete()
        return redirect("matters:dossier", pk)
    access.log(request, "export", matter=matter, subject=f"卷宗（{row.get_form_display()}）")
    return response


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    matter = access.visible_matter(request.membership, pk)
    return Dossier(matter, request.membership, pieces(matter, request.membership))


def _context(given: Dossier) -> dict[str, object]:
    return {
        "matter": given.matter,
        "dossier": given,
        "sheets": list(SHEETS),
        "size": sum(piece.size for piece in given.pieces),
        "no_font": _no_font(),
        "made": _made(given.matter, given.reader),
    }


def _no_font() -> str:
    return "" if fonts.are_there() else fonts.NoChineseFont.message_zh


def _made(matter: Matter, reader: Membership) -> dict[str, dict[str, object]]:
    """By form, what there is of it: {row, is_ready}."""
    rows = DossierFile.objects.filter(matter=matter.pk, reader=reader)
    return {row.form: {"row": row, "is_ready": row.is_ready(matter.version)} for row in rows}
