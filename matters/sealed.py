"""The daily seal: where all chains ended on a day, in one digest chained to the one before."""

from django.core.exceptions import ValidationError
from django.db import models


class ChainSeal(models.Model):
    """The day on which the ends of all chains were sealed into one digest, chained to the seal before.

    `sealed_on` is a local day; the digest covers the heads that changed since (`SealedHead`), and through
    `previous_digest` every head before them. Only added, never changed.
    """

    sealed_on = models.DateField("封存日", primary_key=True)
    made_at = models.DateTimeField("封存时间")
    matters = models.PositiveIntegerField("事项数", help_text="截至当时累计封存的事项")
    changed = models.PositiveIntegerField("变动事项数", help_text="自上次封存以来有新记录的事项")
    previous_digest = models.CharField("上次封存摘要", max_length=64, blank=True)
    digest = models.CharField("封存摘要", max_length=64)

    class Meta:
        verbose_name = "每日封存"
        verbose_name_plural = "每日封存"
        ordering = ["sealed_on"]

    def __str__(self) -> str:
        return f"{self.sealed_on:%Y-%m-%d} {self.digest}"

    def save(self, *args, **kwargs) -> None:
        if type(self).objects.filter(pk=self.pk).exists():
            raise ValidationError("封存记录只能新增，不能修改。")
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError("封存记录不能删除。")


class SealedHead(models.Model):
    """Where one matter's chain ended when it was sealed; a matter without a new event keeps its earlier one.

    `matter` is a bare number: the seal must outlast a row that somebody takes out of the database.
    """

    seal = models.ForeignKey(ChainSeal, models.PROTECT, related_name="heads")
    matter = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "封存的末尾"
        verbose_name_plural = "封存的末尾"
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="sealed_head_once")]

    def __str__(self) -> str:
        return f"{self.matter}#{self.number}"


class SealedRecords(models.Model):
    """Where a chain of records (`organisations.chained`) ended when it was sealed."""

    seal = models.ForeignKey(ChainSeal, models.PROTECT, related_name="records")
    name = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "封存的记录末尾"
        verbose_name_plural = "封存的记录末尾"
        constraints = [models.UniqueConstraint(fields=["seal", "name"], name="sealed_records_once")]

    def __str__(self) -> str:
        return f"{self.name}#{self.position}"
