"""What the paper says, and whom it is meant for before it goes out."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from organisations.models import Organisation


class CurrentAdvices(models.Manager):
    """The advices of the paper that is in force; those of an earlier version stay, for what answered them."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(until_version=None)


class Advice(models.Model):
    """建议事项: one item of a recommendation, with the rule it rests on."""

    recommendation = models.ForeignKey("Recommendation", models.CASCADE, related_name="advices")
    order = models.PositiveSmallIntegerField("序号")
    text = models.TextField("建议内容")
    basis = models.CharField("依据", max_length=300, blank=True)
    until_version = models.PositiveSmallIntegerField(
        "止于文书版本", null=True, help_text="检察建议变更后不再适用的，写明最后适用的版本"
    )
    history = HistoricalRecords()

    objects = CurrentAdvices()
    of_every_version = models.Manager()

    class Meta:
        verbose_name = "建议事项"
        verbose_name_plural = "建议事项"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "order"],
                condition=Q(until_version=None),
                name="advice_order_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class Intended(models.Model):
    """Whom a draft names. Seen by the procuratorate alone."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("次序", default=0, help_text="文书上按此次序列各单位")

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return str(self.organisation)


class IntendedRecipient(Intended):
    """Whom a draft is meant for; becomes a matter of its own at issue."""

    recommendation = models.ForeignKey("Recommendation", models.CASCADE, related_name="intended")

    class Meta(Intended.Meta):
        verbose_name = "拟被建议单位"
        verbose_name_plural = "拟被建议单位"
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="intended_recipient_once")
        ]


class IntendedCopy(Intended):
    """To whom the drafted paper is to be copied: decided with it, and seen by nobody else until issue."""

    recommendation = models.ForeignKey("Recommendation", models.CASCADE, related_name="intended_copies")

    class Meta(Intended.Meta):
        verbose_name = "拟抄送单位"
        verbose_name_plural = "拟抄送单位"
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="intended_copy_once")
        ]
