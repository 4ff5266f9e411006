"""Files that arrive, and those that belong to an event."""

import uuid

from django.conf import settings
from django.db import models

from common import clock
from common.fields import ComposedField
from matters.queries import RecordQuerySet
from matters.storage import private_storage, upload_path
from organisations.models import Organisation


class Upload(models.Model):
    """A file that has arrived and been checked, before a step makes it an attachment.

    So that a form with an error at another field loses no file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    file = models.FileField(storage=private_storage, upload_to=upload_path)
    original_name = ComposedField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "上传文件"
        verbose_name_plural = "上传文件"

    def __str__(self) -> str:
        return self.original_name


class Attachment(models.Model):
    """A file that belongs to an event; stored outside the web root, served as a checked download.

    Linked matters of one paper share an upload, no copy.
    """

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="attachments")
    event = models.ForeignKey("matters.Event", models.PROTECT, related_name="attachments")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="attachments")
    label = models.CharField("说明", max_length=60, blank=True)
    audience = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "upload"], name="attachment_once_in_a_matter")
        ]

    def __str__(self) -> str:
        return f"{self.label}：{self.upload}" if self.label else str(self.upload)
