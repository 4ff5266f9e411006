"""Attachments as checked, logged downloads."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from documents.downloads import checked_file
from matters.models import Attachment
from workflow import access


@login_required
@require_safe
def attachment(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """An attachment under its original name; 404 for those for whom it is not."""
    matter = access.visible_matter(request.membership, pk)
    rows = Attachment.objects.filter(matter_id=matter.pk).in_audience(request.membership)
    row = rows.select_related("upload").filter(pk=file).first()
    if row is None:
        raise Http404
    access.log(request, "download", matter=matter, subject=f"附件{row.pk}")
    upload = row.upload
    return checked_file(upload.file, upload.sha256, upload.content_type, upload.original_name)
