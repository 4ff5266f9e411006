"""变更申请: what nobody does alone, kept from the asking until another hand has decided.

Found through `organisations.models`, like every model of the room.
"""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from common import clock


class SensitiveChange(models.Model):
    """A change of somebody's identity, or of what an organisation may see, asked for by one and decided by another.

    `values` is what is carried out, `before` and `after` the same in words, for those who decide and for the
    auditor. Only ever asked for and then decided once, by a conditional UPDATE.
    """

    LIFE = timedelta(days=3)

    class Kind(models.TextChoices):
        PASSWORD = "password", "重置密码"
        FACTOR = "factor", "重置动态口令"
        EMAIL = "email", "更改电子邮箱"
        CAPABILITIES = "capabilities", "调整单位职能"
        PLACE = "place", "登记任职"

    class Outcome(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "不同意"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已失效"

    kind = models.CharField("事项", max_length=12, choices=Kind)
    person = models.ForeignKey(
        "organisations.User", models.PROTECT, null=True, related_name="+", verbose_name="人员"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name="单位"
    )
    place = models.ForeignKey(
        "organisations.Membership", models.PROTECT, null=True, related_name="+", verbose_name="任职"
    )
    values = models.JSONField(default=dict)
    before = models.CharField("变动前", max_length=400, blank=True)
    after = models.CharField("变动后", max_length=400, blank=True)
    asked_by = models.ForeignKey(
        "organisations.Membership", models.PROTECT, related_name="+", verbose_name="申请人"
    )
    asked_at = models.DateTimeField("申请时间", default=clock.now)
    expires_at = models.DateTimeField("失效时间")
    outcome = models.CharField("结果", max_length=12, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        "organisations.Membership", models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = "变更申请"
        verbose_name_plural = "变更申请"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "person"],
                condition=Q(outcome="open", person__isnull=False),
                name="sensitive_change_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "organisation"],
                condition=Q(outcome="open", person__isnull=True),
                name="sensitive_change_of_organisation_once",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(outcome="open"), name="sensitive_change_open")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.subject}"

    @property
    def subject(self) -> str:
        """Whom or what it is about, as people call it."""
        return str(self.person) if self.person_id else self.organisation.name

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN and clock.now() < self.expires_at

    @property
    def outcome_words(self) -> str:
        """What became of it; nobody sweeps up what has run out."""
        is_over = self.outcome == self.Outcome.OPEN and not self.is_open
        return str(self.Outcome.LAPSED.label if is_over else self.get_outcome_display())
