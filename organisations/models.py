"""Who: jurisdictions, organisations and what they are able to do, people and the places they hold."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from simple_history.models import HistoricalRecords

from common import clock
from common.changing import WritesChanges
from common.names import bare, tidy
from organisations.chained import Chained
from organisations.chained import RecordHead as RecordHead  # every model of the room is found here
from organisations.pinyin import spell
from organisations.queries import MembershipQuerySet, OrganisationQuerySet
from organisations.sensitive import (
    SensitiveChange as SensitiveChange,  # every model of the room is found here
)


class Jurisdiction(WritesChanges):
    """An administrative division with its GB/T 2260 code: six digits, two for each level."""

    class Level(models.TextChoices):
        COUNTRY = "country", "国家"
        PROVINCE = "province", "省级"
        PREFECTURE = "prefecture", "市（州）级"
        COUNTY = "county", "县级"

    code = models.CharField("行政区划代码", max_length=6, unique=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    level = models.CharField("层级", max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级辖区"
    )
    decides_in_portal = models.BooleanField(
        "在本系统内审批并编号",
        default=True,
        help_text="关闭后，文书在检察业务应用系统审批编号，本系统只登记已制发的文书。",
    )
    waits_for_seal = models.BooleanField(
        "上传盖章件后才告知收文单位",
        default=False,
        help_text="打开后，在本系统制发的文书，上传盖章件以前收文单位看不到，也不能签收。",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "辖区"
        verbose_name_plural = "辖区"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{6}$"),
                name="jurisdiction_code_is_six_digits",
                violation_error_message="行政区划代码是六位数字（GB/T 2260）。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def codes(self) -> dict[str, str]:
        """The codes of the county, prefecture and province this division lies in; empty where higher."""
        return {
            "county": self.code if self.level == self.Level.COUNTY else "",
            "prefecture": self.code[:4] + "00" if self.level in ("county", "prefecture") else "",
            "province": self.code[:2] + "0000" if self.level != self.Level.COUNTRY else "",
        }


class Capability(models.TextChoices):
    """What an organisation may be in a matter; one organisation has several."""

    PROCURATORATE = "procuratorate", "检察院"
    AGENCY = "agency", "行政机关"
    POLICE = "police", "公安机关"
    JUDICIAL_BUREAU = "judicial_bureau", "司法局"
    GOVERNMENT = "government", "人民政府"
    TOWNSHIP = "township", "乡镇"
    COURT = "court", "法院"
    ENTERPRISE = "enterprise", "企业事业单位"
    COMMUNITY = "community", "村（居）民委员会、社会组织"
    ENFORCEMENT = "enforcement", "行政执法"
    CORRECTIONS = "corrections", "社区矫正机构"
    PRISON = "prison", "监狱"
    RECONSIDERATION = "reconsideration", "行政复议机构"
    ASSISTING = "assisting", "协助单位"
    REPORTING_DUTY = "reporting_duty", "强制报告义务单位"
    VETTING_EMPLOYER = "vetting_employer", "入职查询单位"
    OVERSIGHT = "oversight", "统筹考核"
    CONGRESS = "congress", "人大常委会"
    SUPERVISORY = "supervisory", "监察机关"
    SUPERIOR = "superior", "上级单位"


#: What an organisation is called, and what is made of it and looked up.
NAMES = frozenset({"name", "short_name"})
FROM_NAMES = frozenset({"pinyin", "initials", "bare_name", "bare_short_name"})


#: What lets an organisation see matters that it takes no part in, or their figures, or lead them.
WIDENING = frozenset(
    {
        Capability.PROCURATORATE,
        Capability.JUDICIAL_BUREAU,
        Capability.GOVERNMENT,
        Capability.OVERSIGHT,
        Capability.SUPERIOR,
    }
)


class Organisation(WritesChanges):
    """A body that takes part in matters."""

    code = models.CharField("单位代码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=200, unique=True)
    short_name = models.CharField("简称", max_length=60)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="organisations", verbose_name="辖区"
    )
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name="上级单位"
    )
    phone = models.CharField("值班电话", max_length=30, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    pinyin = models.CharField("拼音", max_length=1000, blank=True, editable=False)
    initials = models.CharField("拼音首字母", max_length=300, blank=True, editable=False)
    #: Both names as `common.names.bare` gives them, by which they are looked up.
    bare_name = models.CharField(max_length=400, blank=True, editable=False)
    bare_short_name = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    source = models.CharField("名称来源", max_length=200, blank=True)
    is_active = models.BooleanField("启用", default=True)
    history = HistoricalRecords(excluded_fields=["bare_name", "bare_short_name"])

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["bare_name"], name="organisation_named_once"),
            models.CheckConstraint(condition=~Q(bare_name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where the name says nothing, or is another organisation's written otherwise."""
        super().clean()
        if not bare(self.name):
            raise ValidationError({"name": "请填写单位名称。"})
        twin = Organisation.objects.filter(bare_name=bare(self.name)).exclude(pk=self.pk).first()
        if twin:
            raise ValidationError(
                {"name": f"名录中已有“{twin.name}”（{twin.code}），没有保存。请在该单位上修改。"}
            )

    def save(self, *, update_fields: Collection[str] | None = None, **kwargs) -> None:
        self.name, self.short_name = tidy(self.name), tidy(self.short_name)
        self._keep_bare()
        spelled = zip(spell(self.name), spell(self.short_name), strict=True)
        pinyin, initials = (" ".join(both) for both in spelled)
        self.pinyin, self.initials = pinyin[:1000], initials[:300]
        if update_fields is not None and NAMES & set(update_fields):
            update_fields = NAMES | FROM_NAMES | set(update_fields)
        super().save(update_fields=update_fields, **kwargs)

    def _keep_bare(self) -> None:
        """The forms that are compared; a namesake from before they were compared keeps its code behind it."""
        name = bare(self.name)
        if not self.bare_name.startswith(f"{name}#"):
            self.bare_name = name
        self.bare_short_name = bare(self.short_name)

    def capability_set(self) -> frozenset[str]:
        """All its capabilities, read once for the instance."""
        if not hasattr(self, "_capabilities"):
            self._capabilities = frozenset(row.capability for row in self.capabilities.all())
        return self._capabilities

    def has(self, capability: str) -> bool:
        return capability in self.capability_set()

    @property
    def is_administrative(self) -> bool:
        """Whether what is issued to it concerns the government: agencies, towns and governments, no court."""
        return bool(self.capability_set() & {"agency", "township", "government", "police", "judicial_bureau"})


class OrganisationCapability(WritesChanges):
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="capabilities", verbose_name="单位"
    )
    capability = models.CharField("职能", max_length=20, choices=Capability)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "单位职能"
        verbose_name_plural = "单位职能"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "capability"], name="organisation_capability_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_capability_display()


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


class Role(models.TextChoices):
    HANDLER = "handler", "承办检察官"
    CLERK = "clerk", "检察官助理／书记员"
    DEPARTMENT_HEAD = "department_head", "部门负责人"
    POLICY_REVIEWER = "policy_reviewer", "法律政策研究部门审核人"
    CHIEF = "chief", "检察长"
    CASE_MANAGER = "case_manager", "案件管理人员"
    LIAISON = "liaison", "联络员"
    INTAKE = "intake", "办公室收文员"
    SECTION_OFFICER = "section_officer", "承办股室经办人"
    ORGANISATION_HEAD = "organisation_head", "单位负责人"
    MECHANISM_LIAISON = "mechanism_liaison", "府检联动专职联络员"
    ASSESSOR = "assessor", "考核人员"
    ORGANISATION_ADMIN = "organisation_admin", "单位管理员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计员"


#: Who finds what is sent to an organisation, and answers for it.
RECEIVERS = (Role.LIAISON, Role.INTAKE, Role.ORGANISATION_HEAD)
#: Who heads a house: a procuratorate, any other organisation.
HEADS = (Role.CHIEF, Role.ORGANISATION_HEAD)
#: Who binds an organisation to electronic service.
CONSENT_GIVERS = (Role.LIAISON, Role.ORGANISATION_HEAD)
#: 三员: nobody holds two of these places, nor one of them beside a place that sees matters.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
#: Places from which no matter is seen.
WITHOUT_MATTERS = ADMINISTRATORS | {Role.ORGANISATION_ADMIN}

#: Whose identity nobody takes over alone, and whose places nobody gives alone (`two_hands`).
PROTECTED = WITHOUT_MATTERS | {*HEADS}


SEPARATED = (
    "系统管理员、安全管理员、审计员不得由一人兼任，也不得兼任其他职务。请先终止此人现有的任职，或者另选人员。"
)


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
