"""Places, the organisations in them, and what each is able to do."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.changing import WritesChanges
from common.names import bare, tidy
from organisations.chained import RecordHead as RecordHead  # every model of the room is found here
from organisations.pinyin import spell
from organisations.queries import OrganisationQuerySet
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
