"""Official papers, and the numbers they bear."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from common import clock
from common.changing import WritesChanges
from common.fields import ComposedField
from documents import registry as papers
from documents.patterns import validate_pattern, written
from documents.queries import DocumentQuerySet, NumberPatternQuerySet, NumberQuerySet
from documents.storage import paper_path
from matters import registry
from matters.models import Event, Matter, Upload
from matters.storage import private_storage
from organisations.models import Organisation


def kinds_of_number() -> list[tuple[str, str]]:
    """What a pattern may be for: every kind of matter, and the papers that bear numbers of their own."""
    return [*registry.choices(), *papers.choices()]


#: Since when a pattern holds that has no first day of its own.
ALWAYS = date(2000, 1, 1)


def this_year() -> int:
    return clock.today().year


class NumberPattern(WritesChanges):
    """How an organisation writes the numbers of one kind of paper; an empty kind stands for all others."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="number_patterns", verbose_name="单位"
    )
    kind = models.CharField(
        "用于",
        max_length=30,
        blank=True,
        choices=kinds_of_number,
        help_text="不选表示用于未另行设置的各类文书。",
    )
    pattern = models.CharField(
        "格式",
        max_length=60,
        validators=[validate_pattern],
        help_text="{year} 代表年份，{n} 代表顺序号，如：川九检建〔{year}〕{n}号。格式相同的各类文书连续编号。",
    )
    starts_at = models.PositiveIntegerField(
        "起始号", default=1, help_text="在本系统编的第一个顺序号；本年度已在别处编到 12 号的，填 13。"
    )
    starts_in = models.PositiveSmallIntegerField(
        "起始号所属年度", default=this_year, help_text="其他年度从 1 号起编。已经开始编号的年度不受影响。"
    )
    in_force_from = models.DateField(
        "启用日期",
        default=ALWAYS,
        help_text="自该日起制发的用这一格式；文号用字有变动的，另增一条，原有的一条保留。",
    )
    history = HistoricalRecords()

    objects = NumberPatternQuerySet.as_manager()

    class Meta:
        verbose_name = "文号格式"
        verbose_name_plural = "文号格式"
        ordering = ["organisation", "kind", "in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "in_force_from"],
                name="number_pattern_once_a_day",
                violation_error_message="该单位的这类文书在这一天已有文号格式，请修改原有的一条。",
            ),
            models.CheckConstraint(condition=Q(starts_at__gte=1), name="number_pattern_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name} {self.pattern}"

    def first_position(self, year: int) -> int:
        """The first number of `year`; a pattern without a year has one series for ever."""
        return self.starts_at if year in (0, self.starts_in) else 1


class NumberSeries(models.Model):
    """How far one pattern has come in one year. Its row is the lock under which numbers are allotted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    pattern = models.CharField(max_length=60)
    year = models.PositiveIntegerField(help_text="0：格式中没有年份，不分年度")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "编号进度"
        verbose_name_plural = "编号进度"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "pattern", "year"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return written(self.pattern, self.year, self.last)


class DocumentNumber(models.Model):
    """The number of one paper of one organisation. Linked matters of one paper share it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="document_numbers")
    text = models.CharField("文号", max_length=80)
    normal = models.CharField(max_length=80, help_text="比对用的写法，见 numbers.normal_form")
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, related_name="numbers")
    position = models.PositiveIntegerField("顺序号", null=True)
    given_at = models.DateTimeField("编号时间", default=clock.now)
    released_at = models.DateTimeField("收回时间", null=True)

    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = "文号"
        verbose_name_plural = "文号"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "normal"],
                condition=Q(released_at=None),
                name="document_number_in_use_once",
            ),
            models.CheckConstraint(condition=~Q(normal=""), name="document_number_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class Document(models.Model):
    """A paper of a matter as it went out or came in: a file, its hash and the event that made it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="documents")
    kind = models.CharField("种类", max_length=30, choices=papers.choices)
    title = ComposedField("名称", max_length=200)
    number = models.ForeignKey(
        DocumentNumber, models.PROTECT, null=True, related_name="documents", verbose_name="文号"
    )
    file = models.FileField(storage=private_storage, upload_to=paper_path)
    file_name = models.CharField("文件名", max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField("校验值", max_length=64)
    upload = models.ForeignKey(
        Upload,
        models.PROTECT,
        null=True,
        related_name="documents",
        help_text="盖章扫描件的来源，与之共用一个文件",
    )
    made_by = models.ForeignKey(Event, models.PROTECT, related_name="documents")
    seals = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="sealed_versions",
        help_text="本件是该文书的盖章件",
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="更换的盖章件"
    )
    audience = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("形成时间", default=clock.now)
    frozen = models.BooleanField(default=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_has_a_hash"),
            models.UniqueConstraint(
                fields=["seals"],
                condition=Q(seals__isnull=False, replaces=None),
                name="document_is_sealed_once",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False), name="document_is_replaced_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number or ''}".strip()

    def get_absolute_url(self) -> str:
        return reverse("documents:download", args=[self.pk])

    @property
    def is_scan(self) -> bool:
        return self.upload_id is not None

    def save(self, *args, **kwargs) -> None:
        """Raises ValidationError for a paper that is frozen already."""
        self._refuse_if_frozen("文书定稿后不能修改；内容有误的，请用“更正”，或者另行制作新的文书。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        """Raises ValidationError for a paper that is frozen already."""
        self._refuse_if_frozen("文书定稿后不能删除；登记有误的，请用“误录作废”。")
        return super().delete(*args, **kwargs)

    def _refuse_if_frozen(self, reason: str) -> None:
        if self.pk and type(self).objects.filter(pk=self.pk, frozen=True).exists():
            raise ValidationError(reason)


class DocumentShare(models.Model):
    """A paper that went to several units is one row: the further matters to which it belongs, and since when."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="shares", verbose_name="文书")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="shared_papers", verbose_name="事项")
    event = models.ForeignKey(Event, models.PROTECT, related_name="shared_papers")

    class Meta:
        verbose_name = "共用文书"
        verbose_name_plural = "共用文书"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "matter"], name="document_shared_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document}（{self.matter_id}）"
