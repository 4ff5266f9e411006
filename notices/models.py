"""Telling people: what they are told, the messages that carry it out of the portal, and how they want it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from common import clock
from common.changing import WritesChanges
from common.fields import ComposedField
from matters.models import Matter
from notices.queries import DeliveryQuerySet, NoticeQuerySet
from organisations.models import Organisation


class Notice(models.Model):
    """One sentence to one person, who gets it for one organisation, with the way to the step it asks for.

    The row is the message in the inbox and at the same time the queue: whatever still has to be mailed is
    found by looking at rows, never by a message that a broker may lose.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="收件人"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="所在单位")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="notices", verbose_name="事项")
    verb = models.CharField(max_length=40)
    text = ComposedField("内容", max_length=300)
    link = models.CharField(max_length=300, blank=True, help_text="办理该步骤的页面，站内路径")
    next_step = models.CharField("下一步", max_length=40, blank=True)
    due = models.DateField("最迟", null=True)
    about = models.BigIntegerField(null=True, help_text="发出通知的业务记录编号，如期限")
    unique = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField("时间", default=clock.now)
    is_unread = models.BooleanField(default=True)
    read_at = models.DateTimeField("阅读时间", null=True)
    withdrawn_at = models.DateTimeField("失效时间", null=True)
    withdrawn_reason = ComposedField("失效原因", max_length=100, blank=True)
    awaits_bundle = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "unique"], condition=~Q(unique=""), name="notice_unique_for_recipient"
            ),
            models.CheckConstraint(
                condition=Q(is_unread=True, read_at=None, withdrawn_at=None)
                | Q(is_unread=False, read_at__isnull=False)
                | Q(is_unread=False, withdrawn_at__isnull=False),
                name="notice_unread_until_read_or_withdrawn",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-is_unread", "-id"], name="notice_inbox"),
            models.Index(fields=["about", "verb"], condition=Q(about__isnull=False), name="notice_about"),
            models.Index(
                fields=["recipient", "created_at"],
                condition=Q(awaits_bundle=True),
                name="notice_awaits_bundle",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Channel(models.TextChoices):
    """Ways out of the portal. Each has a class in `notices.channels`."""

    EMAIL = "email", "电子邮件"


class Delivery(models.Model):
    """An outbox row: one message to one person on one channel, carrying one notice or a day's bundle.

    `due_at` is when a worker may take it up: the next try while pending, the end of the lease while leased.
    It changes with every claim, so it also tells a worker whether the row is still its own.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待发送"
        LEASED = "leased", "发送中"
        SENT = "sent", "已发送"
        FAILED = "failed", "未能送达"
        CANCELLED = "cancelled", "已取消"

    OPEN = (State.PENDING, State.LEASED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deliveries", verbose_name="收件人"
    )
    channel = models.CharField("方式", max_length=12, choices=Channel)
    address = models.CharField("地址", max_length=254)
    is_fixed = models.BooleanField(
        default=False, help_text="发往所写地址，不随账号现在的地址：告知原地址其已被更换"
    )
    notices = models.ManyToManyField(Notice, related_name="deliveries", verbose_name="通知")
    bundle_day = models.DateField("汇总日", null=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PENDING)
    due_at = models.DateTimeField("下次发送", default=clock.now)
    attempts = models.PositiveSmallIntegerField("已尝试次数", default=0)
    sending_started_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("发送时间", null=True)
    last_error = models.CharField("错误", max_length=300, blank=True)
    possibly_repeated_reason = models.CharField("可能重复", max_length=200, blank=True)
    created_at = models.DateTimeField("建立时间", default=clock.now)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "投递"
        verbose_name_plural = "投递"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "channel", "bundle_day"],
                condition=Q(bundle_day__isnull=False),
                name="delivery_one_bundle_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["pending", "leased"]), name="delivery_due"
            ),
            models.Index(
                fields=["id"], condition=~Q(last_error="") & ~Q(state="sent"), name="delivery_failing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.address} {self.get_state_display()}"

    @property
    def state_label(self) -> str:
        """The state in words; a message that may have arrived twice says so."""
        label = self.get_state_display()
        return f"{label}（可能重复）" if self.possibly_repeated_reason else label


class Preference(WritesChanges):
    """How a person wants to be told outside the portal. The inbox always has everything."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference")
    email = models.BooleanField("同时发送电子邮件", default=True)
    bundled_only = models.BooleanField("只要每日汇总", default=False)

    class Meta:
        verbose_name = "通知偏好"
        verbose_name_plural = "通知偏好"

    def __str__(self) -> str:
        return f"{self.user}的通知偏好"

    @classmethod
    def of(cls, user) -> "Preference":
        """What `user` has chosen, else the defaults, unsaved."""
        return cls.of_all([user])[user.pk]

    @classmethod
    def of_all(cls, users) -> "dict[int, Preference]":
        """By user, in one query."""
        by_key = {user.pk: user for user in users}
        chosen = {each.user_id: each for each in cls.objects.filter(user__in=by_key)}
        return {pk: chosen.get(pk) or cls(user=user) for pk, user in by_key.items()}
