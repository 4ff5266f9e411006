"""What: the base row of every business matter, and who takes part in it."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django_fsm import FSMField
from guardian.models import UserObjectPermissionBase

from common import clock
from matters import registry
from matters.contract import Contract
from matters.events import Event, Interim
from matters.files import Attachment, Upload
from matters.in_use import UnusedKind
from matters.kinds import ParticipationRole, Phase, Sensitivity
from matters.links import MatterLink
from matters.names import kind_label, paper_name
from matters.queries import MatterQuerySet, exceptions
from matters.readers import AccessLog, Scratch
from matters.sealed import ChainSeal, SealedHead, SealedRecords
from matters.sides import Sides
from organisations.models import Membership, Organisation

#: Every model of the room is found here.
__all__ = [
    "AccessLog",
    "Attachment",
    "ChainSeal",
    "Event",
    "Interim",
    "Matter",
    "MatterLink",
    "MatterUserObjectPermission",
    "Participation",
    "Scratch",
    "SealedHead",
    "SealedRecords",
    "UnusedKind",
    "Upload",
]

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

    def save(self, *, update_fields: Collection[str] | None = None, **kwargs) -> None:
        """Who sees it is asked whenever it is written, whatever is written, so that no step can forget it."""
        self.open_to_superior, self.open_to_government = self.open_to()
        if update_fields is not None:
            update_fields = {*update_fields, "open_to_superior", "open_to_government"}
        super().save(update_fields=update_fields, **kwargs)

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
