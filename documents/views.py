"""Downloads. What a person may not see is not found."""

import logging

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from documents import services
from documents.downloads import Damaged, checked_file, made_file
from documents.models import Document
from documents.rendering import engine, renditions
from documents.rendering.fonts import NoChineseFont
from matters.models import AccessLog, Matter

PDF = "application/pdf"
logger = logging.getLogger(__name__)


@login_required
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper, after looking again at who asks and whether the file is still the one that was kept."""
    visible = Document.objects.visible_to(request.membership).select_related("matter", "number")
    document = get_object_or_404(visible, pk=pk)
    try:
        response = checked_file(document.file, document.sha256, document.content_type, document.file_name)
    except Damaged:
        return _damaged(request, document)
    _log(request, _matter_seen(request, document), f"文书{document.pk}")
    return response


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same paper as PDF, for papers that the portal made; a sentence where the machine has no Chinese font."""
    visible = Document.objects.visible_to(request.membership).select_related("matter", "number")
    document = get_object_or_404(visible, pk=pk)
    if not renditions.can_be_made(document):
        raise Http404
    try:
        content = renditions.pdf(document)
    except NoChineseFont as missing:
        return _no_font(request, document, document.get_absolute_url(), missing)
    except Damaged:
        return _damaged(request, document)
    _log(request, _matter_seen(request, document), f"文书{document.pk}（PDF）")
    return made_file(content, PDF, f"{document.file_name.removesuffix('.docx')}.pdf")


@login_required
@require_GET
def blank_proof_of_service(request: HttpRequest, matter_pk: int) -> HttpResponse:
    """送达回证 to print; for the organisation that serves the paper alone."""
    matter = _served_by(request, matter_pk)
    _log(request, matter, "空白送达回证")
    return made_file(services.blank_proof_of_service(matter), services.DOCX, "送达回证.docx")


@login_required
@require_GET
def blank_proof_of_service_pdf(request: HttpRequest, matter_pk: int) -> HttpResponse:
    """The same as PDF; a sentence where the machine has no Chinese font."""
    matter = _served_by(request, matter_pk)
    try:
        content = engine.to_pdf(services.blank_proof_of_service(matter))
    except NoChineseFont as missing:
        docx = reverse("documents:blank_proof_of_service", args=[matter.pk])
        return _no_font(request, "送达回证", docx, missing)
    _log(request, matter, "空白送达回证（PDF）")
    return made_file(content, PDF, "送达回证.pdf")


def _served_by(request: HttpRequest, matter_pk: int) -> Matter:
    """The matter, for those who serve its paper. Raises Http404 for others."""
    visible = Matter.objects.visible_to(request.membership).select_related("lead")
    matter = get_object_or_404(visible, pk=matter_pk)
    if matter.lead_id != request.membership.organisation_id:
        raise Http404
    return matter


def _no_font(request: HttpRequest, name: object, docx: str, missing: NoChineseFont) -> HttpResponse:
    context = {"document": name, "docx_url": docx, "reason": missing.message_zh}
    return render(request, "documents/no_font.html", context, status=503)


def _damaged(request: HttpRequest, document: Document) -> HttpResponse:
    logger.exception("Document %s does not match its hash", document.pk)
    return render(request, "documents/damaged.html", {"document": document}, status=500)


def _matter_seen(request: HttpRequest, document: Document) -> Matter:
    """The matter through which the reader came to a paper that several share."""
    shared = document.shares.values("matter")
    seen = Matter.objects.visible_to(request.membership).filter(Q(pk=document.matter_id) | Q(pk__in=shared))
    return document.matter if seen.filter(pk=document.matter_id).exists() else seen.order_by("pk")[0]


def _log(request: HttpRequest, matter: Matter, subject: str) -> None:
    """`subject` says which paper it is without its title and number, which the auditor does not read."""
    AccessLog.objects.create(
        membership=request.membership,
        user=request.user,
        matter_id=matter.pk,
        action=AccessLog.Action.DOWNLOAD,
        subject=subject,
    )
