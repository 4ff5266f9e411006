"""Attachments, and the files of what is prepared, as checked, logged downloads."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.downloads import Damaged, checked_file
from matters.models import Attachment, Matter, Upload
from workflow import access
from workflow.models import ProposalFile

logger = logging.getLogger(__name__)


@login_required
@require_safe
def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """An attachment under its original name; 404 for those for whom it is not."""
    matter = access.visible_matter(request.membership, pk)
    rows = Attachment.objects.filter(matter_id=matter.pk).in_audience(request.membership)
    row = rows.select_related("upload").filter(pk=file).first()
    if row is None:
        raise Http404
    return _download(request, matter, row.upload, f"附件{row.pk}")


@login_required
@require_safe
def proposal_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file of a proposal, for the house that prepared it; 404 for everybody else."""
    matter = access.visible_matter(request.membership, pk)
    rows = ProposalFile.objects.filter(
        proposal__matter=matter.pk, proposal__organisation=request.membership.organisation_id
    )
    row = rows.select_related("upload").filter(pk=file).first()
    if row is None:
        raise Http404
    return _download(request, matter, row.upload, f"提请材料{row.pk}")


def _download(request: HttpRequest, matter: Matter, upload: Upload, name: str) -> HttpResponse:
    """`name` says which file it is without naming its content."""
    try:
        response = checked_file(upload.file, upload.sha256, upload.content_type, upload.original_name)
    except Damaged:
        logger.exception("%s of matter %s does not match its hash", name, matter.pk)
        context = {"document": upload.original_name, "number": name}
        return render(request, "documents/damaged.html", context, status=500)
    access.log(request, "download", matter=matter, subject=name)
    return response
