"""People, the places they hold, and what they bind their organisation to."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common import clock
from common.changing import WritesChanges
from organisations.bodies import Organisation
from organisations.chained import RecordHead as RecordHead  # every model of the room is found here
from organisations.queries import MembershipQuerySet
from organisations.roles import ADMINISTRATORS, CONSENT_GIVERS, SEPARATED, WITHOUT_MATTERS, Role
from organisations.sensitive import (
    SensitiveChange as SensitiveChange,  # every model of the room is found here
)


class User(WritesChanges, AbstractUser):
    """A person who can log in. What they may do follows from their memberships alone."""

    first_name = None
    last_name = None
    full_name = models.CharField("姓名", max_length=60)
    phone = models.CharField("手机", max_length=30, blank=True)
    must_change_password = models.BooleanField("下次登录须修改密码", default=False)
    is_example = models.BooleanField("示例账号", default=False)
    has_second_factor = models.BooleanField("已绑定动态口令", default=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, **kwargs) -> None:
        # Whoever gets an account in a demo is part of it, and can log in nowhere else.
        if self._state.adding and settings.PORTAL_DEMO:
            self.is_example = True
        super().save(**kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class Membership(WritesChanges):
    """A place held: one person, acting for one organisation, in one role, from a day until a day."""

    class Standing(models.TextChoices):
        PRINCIPAL = "principal", "正职／主办"
        SUBSTITUTE = "substitute", "替补"
        DEPUTY = "deputy", "副职／分管"

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="人员")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=20, choices=Role)
    standing = models.CharField("顺位", max_length=12, choices=Standing, default=Standing.PRINCIPAL)
    title = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    started_on = models.DateField("任职起", default=clock.today)
    ended_on = models.DateField("任职止", null=True, blank=True, help_text="自该日起不再任职。")
    history = HistoricalRecords()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["organisation", "role", "standing", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_on=None),
                name="membership_held_once",
                violation_error_message="此人在该单位已担任这一职务。",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_on=None, role=Role.LIAISON, standing="principal"),
                name="one_principal_liaison",
                violation_error_message="该单位已有联络员。请先终止其任职，或者在联络员名录中更换。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="membership_ends_after_start",
                violation_error_message="任职止日不能早于任职起日。",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_on=None, role__in=sorted(ADMINISTRATORS)),
                name="administrator_in_one_place",
                violation_error_message=SEPARATED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.organisation.short_name}{self.place}）"

    def clean(self) -> None:
        """Raises ValidationError where one of the three administrators would hold another place as well."""
        super().clean()
        if self.user_id is None or (self.ended_on and self.ended_on <= clock.today()):
            return
        others = Membership.objects.filter(user=self.user_id).unended().exclude(pk=self.pk)
        if self.role not in ADMINISTRATORS:
            others = others.filter(role__in=ADMINISTRATORS)
        if others.exists():
            raise ValidationError(SEPARATED)

    @property
    def place(self) -> str:
        """The post as people call it: the written title, else the role's name."""
        return self.title or self.get_role_display()

    @property
    def is_active(self) -> bool:
        """Whether the place is held today (Asia/Shanghai) by someone who can log in.

        A place that ends today is free at once, so that its next holder is the only one.
        """
        today = clock.today()
        held = self.started_on <= today and (self.ended_on is None or self.ended_on > today)
        return held and self.user.is_active

    @property
    def is_administrator(self) -> bool:
        """Keeps accounts or records and sees no matter: the three, and an organisation's own administrator."""
        return self.role in WITHOUT_MATTERS

    @property
    def contact_phone(self) -> str:
        return self.phone or self.user.phone


class ElectronicServiceConsent(WritesChanges):
    """同意电子送达确认书: given once by an organisation; without it only paper proves service."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="consents", verbose_name="单位"
    )
    given_by = models.ForeignKey("Membership", models.PROTECT, verbose_name="确认人")
    given_at = models.DateTimeField("确认时间", default=clock.now)
    revoked_at = models.DateTimeField("撤回时间", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "同意电子送达确认书"
        verbose_name_plural = "同意电子送达确认书"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(revoked_at=None), name="consent_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} 同意电子送达"

    def save(self, *args, **kwargs) -> None:
        """Raises ValidationError where whoever gives it cannot bind the organisation."""
        giver = self.given_by
        if giver.organisation_id != self.organisation_id or giver.role not in CONSENT_GIVERS:
            raise ValidationError("同意电子送达确认书由本单位联络员或者单位负责人确认。")
        super().save(*args, **kwargs)
