"""What was recorded with the superior procuratorate."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.fields import ComposedField, PartialDateField
from matters.models import Event
from organisations.models import Organisation
from recommendations.choices import RecordOpinion
from recommendations.records.of_step import OfStep


class SuperiorRecord(OfStep):
    """备案: what was recorded with the superior procuratorate, and its opinion once it has one."""

    superior = models.ForeignKey(
        Organisation, models.PROTECT, related_name="records_received", verbose_name="上级检察院"
    )
    what = ComposedField("备案材料", max_length=200)
    opinion = models.CharField("审查意见", max_length=10, choices=RecordOpinion, blank=True)
    text = models.TextField("意见内容", blank=True)
    order_number = models.CharField("指令文号", max_length=80, blank=True)
    ordered_on = PartialDateField("指令日期")
    noted = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    answered_in = "noted"

    class Meta(OfStep.Meta):
        verbose_name = "报上级院备案"
        verbose_name_plural = "报上级院备案"
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion="", noted=None) | (~Q(opinion="") & Q(noted__isnull=False)),
                name="superior_record_noted_with_opinion",
            )
        ]
