"""What happened in a matter: its events, and what was written since the last of them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from common.fields import ComposedField
from common.when import When
from matters.chain import event_hash
from matters.queries import RecordQuerySet
from organisations.models import Membership, Organisation

PRECISION = [("instant", "时刻"), ("day", "日"), ("month", "月"), ("year", "年")]


class EventManager(models.Manager.from_queryset(RecordQuerySet)):
    """Pages read what was said; what stood after it is read where it is verified."""

    def get_queryset(self) -> RecordQuerySet:
        return super().get_queryset().defer("stands")


class Event(models.Model):
    """One thing that happened in a matter: a verb, structured values, and the hash of the one before.

    `stands`: the digests of all covered rows that it wrote, each with what stood before. Written with the hash, once
    the rows are there.
    """

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="events")
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

    matter = models.OneToOneField("matters.Matter", models.PROTECT, related_name="interim")
    number = models.PositiveIntegerField()
    rows = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "期间变动"
        verbose_name_plural = "期间变动"

    def __str__(self) -> str:
        return f"{self.matter_id}#{self.number}+"
