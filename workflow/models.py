"""提请决定: a decision that is prepared until somebody takes it or sends it back; 卷宗 as they are made."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.db.models import Q

from common import clock
from matters.models import Matter, Upload
from matters.storage import dossier_path, private_storage
from organisations.models import Membership, Organisation, Role


class ProposalQuerySet(models.QuerySet):
    def live(self) -> "ProposalQuerySet":
        """Those that somebody still has to answer or to mend."""
        return self.filter(status__in=Proposal.LIVE)

    def seen_by(self, membership: Membership) -> "ProposalQuerySet":
        """Of matters already known to be visible: a proposal is the affair of one house alone."""
        return self.filter(organisation=membership.organisation_id)


class Proposal(models.Model):
    """A step as somebody has prepared it for the one who decides it 提请决定.

    `data` holds the form as it was posted, without the decision itself; its files are `ProposalFile` rows.
    `version` is the matter's when it was handed over. Changed by the steps `propose`, `send_back_proposal` and
    `withdraw_proposal`, and by `workflow.perform` when the step is taken or no longer fits; each time the
    matter's event keeps who did what.
    """

    class Status(models.TextChoices):
        OPEN = "open", "等待决定"
        SENT_BACK = "sent_back", "已退回"
        TAKEN = "taken", "已决定"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已失效"

    LIVE = (Status.OPEN, Status.SENT_BACK)

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals", verbose_name="事项")
    step = models.CharField("步骤", max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="提请单位")
    roles = models.JSONField("由谁决定", default=list)
    data = models.JSONField("填写内容", default=dict)
    prepared_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="提请人")
    prepared_at = models.DateTimeField("提请时间", default=clock.now)
    version = models.PositiveIntegerField("提请时的版本")
    status = models.CharField("情况", max_length=10, choices=Status, default=Status.OPEN)
    word = models.TextField("退回、撤回或者失效的理由", blank=True)
    answerer = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "提请决定"
        verbose_name_plural = "提请决定"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "step", "organisation"],
                condition=Q(status__in=["open", "sent_back"]),
                name="proposal_one_live",
            ),
            models.CheckConstraint(
                condition=Q(status="open", answered_at=None)
                | (~Q(status="open") & Q(answered_at__isnull=False)),
                name="proposal_answer_fits_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.step} {self.get_status_display()}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_sent_back(self) -> bool:
        return self.status == self.Status.SENT_BACK

    @property
    def handing(self) -> str:
        """Which handing over this is: mended and handed over again, it is another."""
        return f"{self.pk}.{self.version}"

    @property
    def deciders(self) -> str:
        """The roles that decide, in words: 检察长."""
        return "、".join(Role(role).label for role in self.roles)

    def answer(self, status: str, by: Membership | None, word: str = "") -> None:
        """How it ended, or that it was sent back; saved by whoever carries it out."""
        self.status, self.answerer, self.answered_at, self.word = status, by, clock.now(), word

    def posted(self) -> dict[str, list[str]]:
        """The form as it was posted, with the files that were kept then."""
        found = dict(self.data)
        for file in self.kept_files():
            found.setdefault(f"{file.field}-staged", []).append(str(file.upload_id))
        return found

    def kept_files(self) -> Iterable["ProposalFile"]:
        """Its files with their uploads, read once for the instance."""
        if not hasattr(self, "_kept_files"):
            self._kept_files = list(self.files.select_related("upload"))
        return self._kept_files


class ProposalFile(models.Model):
    """A file of a proposal; it becomes an attachment of the event when the step is taken."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files")
    field = models.CharField("栏目", max_length=40)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="proposal_files")

    class Meta:
        verbose_name = "提请材料"
        verbose_name_plural = "提请材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "upload"], name="proposal_file_once"),
        ]

    def __str__(self) -> str:
        return self.upload.original_name


class DossierFile(models.Model):
    """A 卷宗 for one reader, made by the worker: asked for, made, taken along within a day, then gone.

    `version`: the matter's when it was asked for; once the matter moves on, the file is made anew.
    """

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        ZIP = "zip", "压缩包"

    class State(models.TextChoices):
        QUEUED = "queued", "已排队，等待制作"
        RUNNING = "running", "正在制作"
        DONE = "done", "已制成"
        FAILED = "failed", "未能制成"

    #: How long a worker may hold one before another takes it up; longer than a task may run.
    LEASE = timedelta(minutes=6)
    MOST_ATTEMPTS = 2
    #: How long it is there to take along, and how many may wait for one person.
    KEPT, MOST_WAITING = timedelta(hours=24), 3
    WAITING = (State.QUEUED, State.RUNNING)

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    reader = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    form = models.CharField(max_length=3, choices=Form)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    file = models.FileField(storage=private_storage, upload_to=dossier_path, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "卷宗文件"
        verbose_name_plural = "卷宗文件"
        constraints = [
            models.UniqueConstraint(fields=["matter", "reader", "form"], name="dossier_file_once_for_reader")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.form} {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        """Whether a worker has it or is to take it."""
        return self.state in self.WAITING

    def is_ready(self, version: int) -> bool:
        """Whether it can be taken along and still tells how the matter stands."""
        return self.state == self.State.DONE and self.version == version
