"""What the recipient did and answered, and what the review found of it."""

from django.db import models

from organisations.models import Membership
from recommendations.choices import Finding, Result
from recommendations.records.of_step import OfStep
from recommendations.records.paper import Advice


class InsideAssignment(OfStep):
    """内部转办: who inside the agency does the work. Seen by the agency alone."""

    incoming_number = models.CharField("收文编号", max_length=60, blank=True)
    section = models.CharField("承办股室", max_length=100, blank=True)
    person = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    instruction = models.TextField("批示意见", blank=True)
    due_on = models.DateField("内部时限", null=True)

    class Meta(OfStep.Meta):
        verbose_name = "内部转办"
        verbose_name_plural = "内部转办"


class Progress(OfStep):
    class Type(models.TextChoices):
        PLAN = "plan", "整改方案"
        PROGRESS = "progress", "整改进展"
        PROOF = "proof", "整改佐证"

    type = models.CharField("类别", max_length=10, choices=Type, default=Type.PROGRESS)
    text = models.TextField("情况")

    class Meta(OfStep.Meta):
        verbose_name = "整改进展"
        verbose_name_plural = "整改进展"


class Reply(OfStep):
    """书面回复 with the result for each advice."""

    replied_on = models.CharField("回复日期", max_length=10)
    text = models.TextField("补充说明", blank=True)

    class Meta(OfStep.Meta):
        verbose_name = "书面回复"
        verbose_name_plural = "书面回复"


class ReplyItem(models.Model):
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="items")
    advice = models.ForeignKey(Advice, models.PROTECT, related_name="reply_items")
    result = models.CharField("结果", max_length=10, choices=Result)
    text = models.TextField("整改情况", blank=True)

    class Meta:
        verbose_name = "逐项回复"
        verbose_name_plural = "逐项回复"
        constraints = [models.UniqueConstraint(fields=["reply", "advice"], name="reply_item_once")]


class Review(OfStep):
    """整改审查 with the finding for each advice."""

    opinion = models.TextField("审查意见", blank=True)

    class Meta(OfStep.Meta):
        verbose_name = "整改审查"
        verbose_name_plural = "整改审查"


class ReviewItem(models.Model):
    review = models.ForeignKey(Review, models.PROTECT, related_name="items")
    advice = models.ForeignKey(Advice, models.PROTECT, related_name="review_items")
    finding = models.CharField("审查结果", max_length=12, choices=Finding)
    justified = models.BooleanField("有正当理由", null=True)
    text = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "逐项审查"
        verbose_name_plural = "逐项审查"
        constraints = [models.UniqueConstraint(fields=["review", "advice"], name="review_item_once")]
