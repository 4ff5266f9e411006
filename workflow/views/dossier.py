"""卷宗: the page that tells what is in it, and the two ways of taking it along."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.downloads import handed_out
from documents.rendering import fonts
from workflow import access
from workflow.dossier import making
from workflow.dossier.pieces import pieces
from workflow.dossier.sheets import SHEETS, Dossier


@login_required
@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reader's 卷宗 holds; of a matter still open, as a preview."""
    given = _dossier(request, pk)
    access.log(request, "view", matter=given.matter, subject="卷宗目录")
    return render(request, "workflow/dossier.html", _context(given))


@login_required
@require_safe
def dossier_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    given = _dossier(request, pk)
    try:
        made = making.pdf(given)
    except fonts.NoChineseFont:
        return render(request, "workflow/dossier.html", _context(given), status=503)
    access.log(request, "export", matter=given.matter, subject="卷宗（PDF）")
    return handed_out(made, "application/pdf", f"{given.title}.pdf")


@login_required
@require_safe
def dossier_zip(request: HttpRequest, pk: int) -> HttpResponse:
    given = _dossier(request, pk)
    made = making.archive(given)
    access.log(request, "export", matter=given.matter, subject="卷宗（压缩包）")
    return handed_out(made, "application/zip", f"{given.title}.zip")


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    matter = access.visible_matter(request.membership, pk)
    return Dossier(matter, request.membership, pieces(matter, request.membership))


def _context(given: Dossier) -> dict[str, object]:
    return {
        "matter": given.matter,
        "dossier": given,
        "sheets": list(SHEETS),
        "size": sum(piece.size for piece in given.pieces),
        "no_font": "" if fonts.are_there() else fonts.NoChineseFont.message_zh,
    }
