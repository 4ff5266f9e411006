"""What people leave behind without changing a matter: what they typed, and what they looked at."""

from django.conf import settings
from django.db import models

from common import clock
from common.fields import ComposedField
from organisations.chained import Chained
from organisations.models import Membership


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
    matter = models.ForeignKey("matters.Matter", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    subject = ComposedField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = "查阅下载记录"
        verbose_name_plural = "查阅下载记录"
        ordering = ["-id"]
