"""督促, and what follows where it was in vain."""

from django.db import models
from django.db.models import Q

from common import clock
from common.when import When
from deadlines.models import Deadline
from deadlines.stated import STATED_UNITS, stated_period, whole_or_none
from matters.models import Event
from recommendations.choices import UrgeGround
from recommendations.records.of_step import OfStep
from workflow.pressing import Pressed

URGED = "recommendation.urged"


class Urging(OfStep):
    """督促: decided by the department head. Neither a 提示 nor a reminder that the system sends is one.

    `letter` is empty where it was sent before letters had a receipt: its period ran from its own day.
    """

    ground = models.CharField("情形", max_length=14, choices=UrgeGround)
    demand = models.TextField("督促内容", blank=True)
    letter = models.ForeignKey("ServedLetter", models.PROTECT, null=True, related_name="urgings")

    class Meta(OfStep.Meta):
        verbose_name = "督促"
        verbose_name_plural = "督促"
        constraints = [
            models.CheckConstraint(condition=~Q(ground="due_soon"), name="urging_is_no_reminder"),
        ]

    @property
    def received(self) -> When | None:
        return self.letter.received if self.letter else self.event.when

    def period(self) -> Deadline | None:
        """What its receipt started, as it stands; None where it has not arrived or found a reply."""
        rows = Deadline.objects.filter(matter=self.recommendation_id, rule=URGED)
        rows = rows.filter(subject=self.letter.subject if self.letter else "")
        return rows.exclude(status=Deadline.Status.REPLACED).order_by("-id").first()


class ReasonFinding(OfStep):
    """认定有无正当理由: the third condition of 规定 25 条, decided by the chief before any 通报、约谈、报告."""

    ground = models.CharField("情形", max_length=14, choices=UrgeGround)
    justified = models.BooleanField("有正当理由")
    stated_by_agency = models.TextField("被建议单位的说明")
    evidence = models.TextField("证据材料")
    reasons = models.TextField("认定理由")

    class Meta(OfStep.Meta):
        verbose_name = "有无正当理由的认定"
        verbose_name_plural = "有无正当理由的认定"

    @property
    def word(self) -> str:
        return "有正当理由" if self.justified else "无正当理由"


class PreparedLetter(models.Model):
    """提示函 before the last day of the reply and 督促函 after it, made ready by the system; sent by people, or not.

    Only a 督促函 states a period. `event` is the step that took it up. While it is empty and the deadline is
    open, the handler finds it ready.
    """

    class Moment(models.TextChoices):
        BEFORE = "before", "期限届满前七日"
        AFTER = "after", "期限届满次日"

    recommendation = models.ForeignKey("Recommendation", models.CASCADE, related_name="prepared_letters")
    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="prepared_letters")
    moment = models.CharField("时点", max_length=6, choices=Moment)
    ground = models.CharField("情形", max_length=14, choices=UrgeGround)
    demand = models.TextField("督促内容")
    stated_length = models.PositiveSmallIntegerField("督促期限", null=True)
    stated_unit = models.CharField("督促期限的单位", max_length=12, blank=True, choices=STATED_UNITS)
    stated = stated_period("stated")
    made_at = models.DateTimeField("备好时间", default=clock.now)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "备好的提示函、督促函"
        verbose_name_plural = "备好的提示函、督促函"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "moment"], name="letter_prepared_once"),
            models.CheckConstraint(condition=whole_or_none("stated"), name="letter_stated_is_whole"),
        ]


class Escalation(Pressed, OfStep):
    """通报、约谈、报告: what follows urging that was in vain (规定第二十五条, and the mechanism)."""

    class Type(models.TextChoices):
        CIRCULAR = "circular", "通报"
        INTERVIEW = "interview", "约谈"
        REPORT = "report", "报告"

    type = models.CharField("方式", max_length=10, choices=Type)
    people = models.CharField("参加人员", max_length=300, blank=True)
    minutes = models.TextField("约谈记录", blank=True)
    is_joint = models.BooleanField("与司法行政机关联合", default=False)
    finding = models.ForeignKey(
        ReasonFinding, models.PROTECT, null=True, related_name="escalations", verbose_name="无正当理由的认定"
    )

    class Meta(OfStep.Meta):
        verbose_name = "督促后的措施"
        verbose_name_plural = "督促后的措施"
