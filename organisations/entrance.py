"""How people come in: codes, invitations, sessions, and the record of all of it."""

from datetime import timedelta

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from common import clock
from organisations.bodies import Organisation
from organisations.chained import Chained
from organisations.chained import RecordHead as RecordHead  # every model of the room is found here
from organisations.people import Membership, User
from organisations.sensitive import (
    SensitiveChange as SensitiveChange,  # every model of the room is found here
)


class ResetCode(models.Model):
    """A code for one use with which a person sets a new password; only its hash is kept.

    The office of the mechanism or the security administrator issues it and hands it over, in person or by
    telephone.
    """

    LIFE = timedelta(hours=24)

    user = models.ForeignKey(User, models.CASCADE, related_name="reset_codes", verbose_name="人员")
    code_hash = models.CharField(max_length=128)
    issued_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", verbose_name="发放人"
    )
    issued_at = models.DateTimeField("发放时间", default=clock.now)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("输错次数", default=0)
    is_void = models.BooleanField("已作废", default=False)

    class Meta:
        verbose_name = "重置码"
        verbose_name_plural = "重置码"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, is_void=False), name="reset_code_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} 的重置码"

    @property
    def is_in_force(self) -> bool:
        return self.used_at is None and not self.is_void and clock.now() < self.expires_at


class AccountInvitation(models.Model):
    """A link for one use with which an invited person sets their first password.

    The link is signed over this row (`organisations.invitations`), so that the row alone opens nothing.
    """

    LIFE = timedelta(days=7)

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations", verbose_name="人员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    invited_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="邀请人")
    nonce = models.CharField(max_length=32)
    created_at = models.DateTimeField("邀请时间", default=clock.now)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    is_void = models.BooleanField("已作废", default=False)

    class Meta:
        verbose_name = "邀请"
        verbose_name_plural = "邀请"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, is_void=False),
                name="account_invitation_one_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} 的邀请"

    @property
    def is_in_force(self) -> bool:
        open_still = self.used_at is None and not self.is_void and clock.now() < self.expires_at
        return open_still and self.user.is_active


class Session(AbstractBaseSession):
    """A session on the server, with what its owner recognises it by. Deleting the row ends it at once.

    Written by `organisations.sessions.SessionStore`; addresses and devices are those of the log-in.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions", verbose_name="人员")
    address = models.CharField("地址", max_length=45, blank=True)
    agent = models.CharField("设备", max_length=200, blank=True)
    started_at = models.DateTimeField("登录时间", null=True)
    last_seen = models.DateTimeField("最近使用", null=True)

    class Meta:
        verbose_name = "会话"
        verbose_name_plural = "会话"
        indexes = [models.Index(fields=["user", "-last_seen"], name="session_by_user")]

    @property
    def mark(self) -> str:
        """Names the session in a form; its key itself never leaves the cookie."""
        return salted_hmac("session", self.session_key).hexdigest()[:32]

    @property
    def device(self) -> str:
        from organisations.sessions import describe

        return describe(self.agent)

    @classmethod
    def get_session_store_class(cls) -> type:
        from organisations.sessions import SessionStore

        return SessionStore


class LoginRecord(Chained):
    """What happened to an account at the door; only ever added to, read by the auditor.

    Holds nothing that was typed: no password, and no name that belongs to no account, since people type their
    password into the wrong field. `organisation` is the one the person belonged to then.
    """

    class What(models.TextChoices):
        LOGGED_IN = "logged_in", "登录"
        FAILED = "failed", "登录失败"
        LOCKED_OUT = "locked_out", "账号锁定"
        UNLOCKED = "unlocked", "解除锁定"
        CODE_ACCEPTED = "code_accepted", "动态口令通过"
        CODE_FAILED = "code_failed", "动态口令不正确"
        RECOVERY_USED = "recovery_used", "使用恢复码"
        FACTOR_SET_UP = "factor_set_up", "绑定动态口令"
        FACTOR_REMOVED = "factor_removed", "解除动态口令"
        LOGGED_OUT = "logged_out", "退出"
        IDLED_OUT = "idled_out", "超时退出"
        AGED_OUT = "aged_out", "登录满时限退出"
        SESSION_ENDED = "session_ended", "会话被终止"
        RESET_CODE_ISSUED = "reset_code_issued", "发放重置码"
        PASSWORD_SET = "password_set", "设置密码"
        INVITED = "invited", "邀请人员"
        DISABLED = "disabled", "停用账号"

    at = models.DateTimeField("时间", default=clock.now)
    what = models.CharField("事由", max_length=20, choices=What)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="人员")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", verbose_name="操作人")
    address = models.CharField("地址", max_length=45, blank=True)
    agent = models.CharField("设备", max_length=200, blank=True)

    class Meta:
        verbose_name = "登录记录"
        verbose_name_plural = "登录记录"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="login_record_latest"),
            models.Index(fields=["organisation", "-at", "-id"], name="login_record_by_organisation"),
            models.Index(fields=["user", "-at", "-id"], name="login_record_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_what_display()}"
