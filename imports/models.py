"""What was imported: which row became which matter."""

from django.db import models

from matters.models import Matter


class ImportedRow(models.Model):
    """One row and recipient, and the matter it became. The key makes a row known again in any file."""

    key = models.CharField(max_length=64, unique=True)
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="imported_row")
    place = models.CharField("原始位置", max_length=60)

    class Meta:
        verbose_name = "导入的行"
        verbose_name_plural = "导入的行"

    def __str__(self) -> str:
        return f"{self.place} {self.matter}"
