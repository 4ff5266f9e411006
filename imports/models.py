"""What was imported: each ledger that was uploaded, and which row became which matter."""

from datetime import timedelta

from django.db import models

from common import clock
from matters.models import Matter
from matters.registry import model_named
from organisations.models import Membership, Organisation


class LedgerImport(models.Model):
    """One ledger on its way in. The row is there first; a worker that vanishes leaves it to the next.

    `rows` are the facts of each line as read, `problems` its bad cells, `remarks` what was not read or read
    otherwise than it is written, `choices` what the person who imports
    decided on names that the roster lacks: {lead and name: the organisation's key, or None to make a new one}.
    """

    class State(models.TextChoices):
        READING = "reading", "正在读取"
        REFUSED = "refused", "有错误，未导入"
        PREVIEW = "preview", "待确认"
        QUEUED = "queued", "等待导入"
        RUNNING = "running", "正在导入"
        DONE = "done", "已导入"
        FAILED = "failed", "未能导入"
        UNDONE = "undone", "已撤销"

    #: How long a worker may hold an import before another takes it up; longer than a task may run.
    LEASE = timedelta(minutes=6)
    MOST_ATTEMPTS = 3
    TONES = {
        State.READING: "progress",
        State.REFUSED: "overdue",
        State.PREVIEW: "soon",
        State.QUEUED: "progress",
        State.RUNNING: "progress",
        State.DONE: "done",
        State.FAILED: "overdue",
        State.UNDONE: "withdrawn",
    }

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="导入单位"
    )
    made_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", verbose_name="导入人"
    )
    model_name = models.CharField("事项种类", max_length=60)
    file_name = models.CharField("文件", max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="尚未读取的原文件，读后即删")
    state = models.CharField("状态", max_length=10, choices=State)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField("行数", default=0)
    matter_count = models.PositiveIntegerField("登记件数", default=0)
    recognised_count = models.PositiveIntegerField("已登记过的行数", default=0)
    made_organisations = models.JSONField(default=list)
    error = models.CharField("原因", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField("上传时间", default=clock.now)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "台账导入"
        verbose_name_plural = "台账导入"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="import_by_organisation"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["reading", "queued", "running"]),
                name="import_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def about(self) -> str:
        """What kind of matters it tells of."""
        return str(model_named(self.model_name)._meta.verbose_name)

    @property
    def tone(self) -> str:
        return self.TONES[self.State(self.state)]

    @property
    def is_waiting(self) -> bool:
        """Whether a worker has it or is to take it."""
        return self.state in (self.State.READING, self.State.QUEUED, self.State.RUNNING)


class ImportedRow(models.Model):
    """One row and recipient, and the matter it became. The key makes a row known again in any file."""

    key = models.CharField(max_length=64, unique=True)
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="imported_row")
    place = models.CharField("原始位置", max_length=60)
    ledger = models.ForeignKey(LedgerImport, models.PROTECT, null=True, related_name="imported_rows")

    class Meta:
        verbose_name = "导入的行"
        verbose_name_plural = "导入的行"

    def __str__(self) -> str:
        return f"{self.place} {self.matter}"
