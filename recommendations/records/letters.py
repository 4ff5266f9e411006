"""Letters and decisions that are served by themselves."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.fields import ComposedField, PartialDateField
from common.when import When
from deadlines.stated import STATED_UNITS, stated_period, whole_or_none
from documents import registry as papers
from matters.models import Event
from organisations.models import Organisation
from recommendations.records.of_step import OfStep
from workflow.served import ServiceWay


class ServedLetter(OfStep):
    """A letter or decision that is served by itself: signed for in the portal, or its service entered.

    `addressee` is empty where the roster does not know it. `rule`: the period that its receipt starts, for as
    long as the letter states. Its receipt is `received_on`, entered by the event `received_by`.
    """

    order = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("文书", max_length=30, choices=papers.choices)
    title = ComposedField("名称", max_length=100)
    addressee = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    addressee_name = models.CharField("受送达人", max_length=200)
    number = models.CharField("文号", max_length=80)
    issued_on = PartialDateField("制发日期")
    rule = models.CharField(max_length=80, blank=True)
    stated_length = models.PositiveSmallIntegerField("载明期限", null=True)
    stated_unit = models.CharField("载明期限的单位", max_length=12, blank=True, choices=STATED_UNITS)
    stated = stated_period("stated")
    received_on = PartialDateField("收到日期")
    way = models.CharField("送达方式", max_length=14, choices=ServiceWay, blank=True)
    received_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    answered_in = "received_by"

    class Meta(OfStep.Meta):
        verbose_name = "送达的文书"
        verbose_name_plural = "送达的文书"
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on="", way="", received_by=None)
                | (~Q(received_on="") & Q(received_by__isnull=False)),
                name="letter_received_by_an_event",
            ),
            models.CheckConstraint(condition=~Q(addressee_name=""), name="letter_has_an_addressee"),
            models.UniqueConstraint(fields=["recommendation", "order"], name="letter_order_once"),
            models.CheckConstraint(condition=whole_or_none("stated"), name="served_letter_stated_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）"

    @property
    def subject(self) -> str:
        """What tells the waits for several letters of one matter apart."""
        return f"letter-{self.order}"

    @property
    def issued(self) -> When:
        return When.parse(self.issued_on)

    @property
    def received(self) -> When | None:
        return When.parse(self.received_on) if self.received_on else None
