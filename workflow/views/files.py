"""Attachments as checked, logged downloads."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.downloads import Damaged, checked_file
from matters.models import Attachment
from workflow import access

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
    upload = row.upload
    try:
        response = checked_file(upload.file, upload.sha256, upload.content_type, upload.original_name)
    except Damaged:
        logger.exception("Attachment %s does not match its hash", row.pk)
        context = {"document": upload.original_name, "number": f"附件{row.pk}"}
        return render(request, "documents/damaged.html", context, status=500)
    access.log(request, "download", matter=matter, subject=f"附件{row.pk}")
    return response
