"""What: the base row of every business matter, who takes part, and what happened."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django_fsm import FSMField
from guardian.models import UserObjectPermissionBase

from common import clock
from common.fields import ComposedField
from common.when import When
from matters import registry, relations
from matters.chain import event_hash
from matters.contract import Contract
from matters.in_use import UnusedKind as UnusedKind  # every model of the room is found here
from matters.kinds import ParticipationRole, Phase, Sensitivity
from matters.names import kind_label, paper_name
from matters.queries import MatterQuerySet, RecordQuerySet, exceptions
from matters.sides import Sides
from matters.storage import private_storage, upload_path
from organisations.chained import Chained
from organisations.models import Membership, Organisation

PRECISION = [("instant", "时刻"), ("day", "日"), ("month", "月"), ("year", "年")]


#: What those who look after a jurisdiction may be shown at all.
IS_OPEN_ABOVE = Q(open_to_superior=True) | Q(open_to_government=True)


class Matter(Sides, Contract, models.Model):
    """The base row that every kind of matter extends.

    `state` is changed by `workflow.perform` alone. What lists ask for is a column here, because no index
    can mix columns of parent and child. `recipient` is the one to whom it is addressed, if there is
    one: `Participation` names all who take part.
    """

    title = models.CharField("标题", max_length=200)
    kind = models.CharField("类型", max_length=30, choices=registry.choices)
    state = FSMField("状态", max_length=30, default="new", protected=True)
    phase = models.CharField("阶段", max_length=20, choices=Phase, default=Phase.DRAFTING)
    sensitivity = models.CharField(
        "敏感级别", max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY
    )
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_matters", verbose_name="主办单位"
    )
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="received_matters", verbose_name="对方单位"
    )
    handler = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="handled_matters", verbose_name="承办人"
    )
    number = models.CharField("文号", max_length=80, blank=True)
    version = models.PositiveIntegerField("版本", default=0)
    last_event_number = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, blank=True)
    county = models.CharField(max_length=6, blank=True)
    prefecture = models.CharField(max_length=6, blank=True)
    province = models.CharField(max_length=6, blank=True)
    is_issued = models.BooleanField("已制发", default=False)
    to_administrative_body = models.BooleanField("发往行政机关", default=False)
    open_to_superior = models.BooleanField("上级检察院可以查阅", default=False)
    open_to_government = models.BooleanField("司法局、人民政府可以查阅", default=False)
    is_example = models.BooleanField("示例", default=False)
    is_imported = models.BooleanField("导入", default=False)
    created_at = models.DateTimeField("建立时间", default=clock.now)
    changed_at = models.DateTimeField("最近变动", default=clock.now)

    #: What a kind calls a phase otherwise than any matter does.
    phase_words: Mapping[str, str] = {}
    #: The same of columns of the base row.
    column_words: Mapping[str, str] = {}
    #: The name of each value that a kind keeps in a JSON column, by its key there.
    value_words: Mapping[str, str] = {}
    #: What pages of the kind read along with its row, beside what they read of any matter.
    shown_with: Collection[str] = ()
    #: The kinds of the model that are divided further, by its column `sub_kind`.
    divided_kinds: Collection[str] = ()

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "事项"
        verbose_name_plural = "事项"
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["lead", "-changed_at", "-id"], name="matter_by_lead"),
            models.Index(fields=["recipient", "-changed_at", "-id"], name="matter_by_recipient"),
            *(
                models.Index(
                    fields=[level, "-changed_at", "-id"], condition=IS_OPEN_ABOVE, name=f"matter_by_{level}"
                )
                for level in ("county", "prefecture", "province")
            ),
            models.Index(fields=["handler", "phase"], name="matter_by_handler"),
            models.Index(fields=["number"], name="matter_by_number"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="new"), name="matter_is_never_saved_new"),
            models.CheckConstraint(condition=~Q(title=""), name="matter_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    #: How its duties stand on the workbench (`workflow.lists.worklist.Worklist`); None for what its steps declare.
    worklist: Any = None

    def urging_step(self, rule: str) -> str:
        """The step by which its lead urges whoever is late with `rule`; empty where nobody is urged."""
        return ""

    def save(self, *, update_fields: Collection[str] | None = None, **kwargs) -> None:
        """Who sees it is asked whenever it is written, whatever is written, so that no step can forget it."""
        self.open_to_superior, self.open_to_government = self.open_to()
        if update_fields is not None:
            update_fields = {*update_fields, "open_to_superior", "open_to_government"}
        super().save(update_fields=update_fields, **kwargs)

    def named_on(self) -> date | None:
        """The day whose names it bears; None for today's. Kinds say when their paper was issued."""
        return None

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind, self.named_on(), self)

    @property
    def paper_name(self) -> str:
        """What its paper is called: …书."""
        return paper_name(self.kind, self.named_on(), self)

    @property
    def noun(self) -> str:
        """What its paper makes: its name without 书."""
        return self.paper_name.removesuffix("书")

    @property
    def concrete(self) -> "Matter":
        """The row as its own class. Steps and history need it; never save the base."""
        return registry.concrete(self)


class MatterUserObjectPermission(UserObjectPermissionBase):
    """Single persons let in as an exception; the rule itself is a join (`MatterQuerySet.branches`)."""

    content_object = models.ForeignKey(Matter, models.CASCADE)


post_save.connect(exceptions.forget, sender=MatterUserObjectPermission)
post_delete.connect(exceptions.forget, sender=MatterUserObjectPermission)


class MatterLink(models.Model):
    """Two matters that belong together, in a way that a room has declared (`matters.relations`)."""

    earlier = models.ForeignKey(Matter, models.PROTECT, related_name="later_links")
    later = models.ForeignKey(Matter, models.PROTECT, related_name="earlier_links")
    relation = models.CharField("关系", max_length=30, choices=relations.choices)

    class Meta:
        verbose_name = "关联"
        verbose_name_plural = "关联"
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later", "relation"], name="matter_link_once"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="matter_links_to_another"),
        ]

    def relation_from(self, matter: Matter) -> str:
        """What the other matter is to `matter`, which is one of the two."""
        found = relations.relation(self.relation)
        return found.earlier if self.later_id == matter.pk else found.later


class EventManager(models.Manager.from_queryset(RecordQuerySet)):
    """Pages read what was said; what stood after it is read where it is verified."""

    def get_queryset(self) -> RecordQuerySet:
        return super().get_queryset().defer("stands")


class Event(models.Model):
    """One thing that happened in a matter: a verb, structured values, and the hash of the one before.

    `stands`: the digests of all covered rows that it wrote, each with what stood before. Written with the hash, once
    the rows are there.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    actor_name = ComposedField(max_length=200, help_text="办理人、单位和职务，以当时为准")
    system_reason = ComposedField(max_length=200, blank=True)
    occurred_at = models.DateTimeField("发生时间")
    occurred_precision = models.CharField(max_length=8, choices=PRECISION, default="instant")
    recorded_at = models.DateTimeField("登记时间")
    audience = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    entered_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True)
    stands = models.JSONField(null=True, help_text="登记后各项资料的校验值，见 matters/standing.py")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, help_text="登记完成时写入；此前为空")

    objects = EventManager()

    class Meta:
        verbose_name = "办理经过"
        verbose_name_plural = "办理经过"
        ordering = ["matter", "number"]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="event_latest")]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="event_numbered_once"),
            models.UniqueConstraint(
                fields=["actor", "key"], condition=~Q(key=""), name="event_key_once_for_actor"
            ),
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | ~Q(system_reason=""), name="event_has_actor_or_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}#{self.number} {self.verb}"

    @property
    def when(self) -> When:
        return When(self.occurred_at, self.occurred_precision)

    def compute_hash(self) -> str:
        return event_hash(self)

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            raise ValidationError("办理经过只能新增，不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError("办理经过不能删除；登记有误的，请用“更正”或“误录作废”。")


class Interim(models.Model):
    """What was written of a matter since its last event by something that is no step: 保存, a day of the calendar.

    The next event takes it over, and the row goes. `number` is that of the event before; `rows` are as in
    `Event.stands`.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="interim")
    number = models.PositiveIntegerField()
    rows = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "期间变动"
        verbose_name_plural = "期间变动"

    def __str__(self) -> str:
        return f"{self.matter_id}#{self.number}+"


class ChainSeal(models.Model):
    """The day on which the ends of all chains were sealed into one digest, chained to the seal before.

    `sealed_on` is a local day; the digest covers the heads that changed since (`SealedHead`), and through
    `previous_digest` every head before them. Only added, never changed.
    """

    sealed_on = models.DateField("封存日", primary_key=True)
    made_at = models.DateTimeField("封存时间")
    matters = models.PositiveIntegerField("事项数", help_text="截至当时累计封存的事项")
    changed = models.PositiveIntegerField("变动事项数", help_text="自上次封存以来有新记录的事项")
    previous_digest = models.CharField("上次封存摘要", max_length=64, blank=True)
    digest = models.CharField("封存摘要", max_length=64)

    class Meta:
        verbose_name = "每日封存"
        verbose_name_plural = "每日封存"
        ordering = ["sealed_on"]

    def __str__(self) -> str:
        return f"{self.sealed_on:%Y-%m-%d} {self.digest}"

    def save(self, *args, **kwargs) -> None:
        if type(self).objects.filter(pk=self.pk).exists():
            raise ValidationError("封存记录只能新增，不能修改。")
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError("封存记录不能删除。")


class SealedHead(models.Model):
    """Where one matter's chain ended when it was sealed; a matter without a new event keeps its earlier one.

    `matter` is a bare number: the seal must outlast a row that somebody takes out of the database.
    """

    seal = models.ForeignKey(ChainSeal, models.PROTECT, related_name="heads")
    matter = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "封存的末尾"
        verbose_name_plural = "封存的末尾"
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="sealed_head_once")]

    def __str__(self) -> str:
        return f"{self.matter}#{self.number}"


class SealedRecords(models.Model):
    """Where a chain of records (`organisations.chained`) ended when it was sealed."""

    seal = models.ForeignKey(ChainSeal, models.PROTECT, related_name="records")
    name = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "封存的记录末尾"
        verbose_name_plural = "封存的记录末尾"
        constraints = [models.UniqueConstraint(fields=["seal", "name"], name="sealed_records_once")]

    def __str__(self) -> str:
        return f"{self.name}#{self.position}"


class Participation(models.Model):
    """An organisation that takes part in a matter, from an event on, and who in it is responsible."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    role = models.CharField("角色", max_length=12, choices=ParticipationRole)
    since = models.ForeignKey(Event, models.PROTECT, related_name="+", verbose_name="始于")
    responsible = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name="负责人",
    )

    class Meta:
        verbose_name = "参与单位"
        verbose_name_plural = "参与单位"
        constraints = [
            models.UniqueConstraint(fields=["matter", "organisation", "role"], name="participation_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(role="lead"), name="participation_one_lead"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "matter"], name="participation_by_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_role_display()}）"


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

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments")
    event = models.ForeignKey(Event, models.PROTECT, related_name="attachments")
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


class Scratch(models.Model):
    """What a person has typed into a form and not yet saved: no event, no history, seen by nobody else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    form = models.CharField(max_length=80, help_text="哪个事项的哪个表单")
    data = models.JSONField(default=dict)
    begun_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "自动保存"
        verbose_name_plural = "自动保存"
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="scratch_one_for_person_and_form")
        ]


class AccessLog(Chained):
    """Who looked at or took out what. Written for pages, downloads and exports; read by the auditor."""

    class Action(models.TextChoices):
        VIEW = "view", "查阅"
        DOWNLOAD = "download", "下载"
        EXPORT = "export", "导出"
        REFUSED = "refused", "拒绝"

    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    subject = ComposedField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = "查阅下载记录"
        verbose_name_plural = "查阅下载记录"
        ordering = ["-id"]
