"""What belongs to a recommendation and has rows of its own."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common import clock
from common.fields import ComposedField, PartialDateField
from common.when import When
from deadlines.models import Deadline
from deadlines.stated import STATED_UNITS, stated_period, whole_or_none
from documents import registry as papers
from matters.models import Event
from organisations.models import Membership, Organisation
from recommendations.choices import Finding, RecordOpinion, Result, ServiceWay, UrgeGround

URGED = "recommendation.urged"


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


class IntendedRecipient(models.Model):
    """Whom a draft is meant for. Seen by the procuratorate alone; becomes a matter of its own at issue."""

    recommendation = models.ForeignKey("Recommendation", models.CASCADE, related_name="intended")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("次序", default=0, help_text="文书上按此次序列各单位")

    class Meta:
        verbose_name = "拟被建议单位"
        verbose_name_plural = "拟被建议单位"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="intended_recipient_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class IntendedCopy(models.Model):
    """To whom the drafted paper is to be copied: decided with it, and seen by the procuratorate alone until issue."""

    recommendation = models.ForeignKey("Recommendation", models.CASCADE, related_name="intended_copies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("次序", default=0, help_text="文书上按此次序列各单位")

    class Meta:
        verbose_name = "拟抄送单位"
        verbose_name_plural = "拟抄送单位"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="intended_copy_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class OfStep(models.Model):
    """A row that a step made: it names its matter and its event."""

    recommendation = models.ForeignKey("Recommendation", models.PROTECT, related_name="%(class)s_set")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["id"]


class Objection(OfStep):
    """异议 and what became of it."""

    grounds = models.TextField("异议理由")
    in_time = models.BooleanField("在异议期内", null=True, help_text="收到日期只知年月的，不作判断")
    answer = models.TextField("审查意见", blank=True)
    upheld = models.BooleanField("异议成立", null=True)
    answered_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta(OfStep.Meta):
        verbose_name = "异议"
        verbose_name_plural = "异议"
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(answer=""), name="one_open_objection"
            )
        ]


class ExtensionRequest(OfStep):
    class Answer(models.TextChoices):
        OPEN = "open", "待答复"
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"
        LAPSED = "lapsed", "已经回复，不再答复"

    asked_until = models.DateField("申请延至")
    reason = models.TextField("理由")
    answer = models.CharField("答复", max_length=8, choices=Answer, default=Answer.OPEN)
    granted_until = models.DateField("同意延至", null=True)
    history = HistoricalRecords()

    class Meta(OfStep.Meta):
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(answer="open"), name="one_open_extension"
            )
        ]


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


class Invitation(OfStep):
    """商请参与、监督整改: the mechanism makes it the recipient's duty; its answer stands beside it."""

    occasion = models.CharField("事由", max_length=300)
    wanted_on = models.DateField("商请参加日期", null=True)
    accepted = models.BooleanField("派员参加", null=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta(OfStep.Meta):
        verbose_name = "商请参与整改"
        verbose_name_plural = "商请参与整改"
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(accepted=None), name="one_open_invitation"
            )
        ]


class Escalation(OfStep):
    """通报、约谈、报告: what follows urging that was in vain (规定第二十五条, and the mechanism)."""

    class Type(models.TextChoices):
        CIRCULAR = "circular", "通报"
        INTERVIEW = "interview", "约谈"
        REPORT = "report", "报告"

    type = models.CharField("方式", max_length=10, choices=Type)
    addressee = ComposedField("送交", max_length=300, blank=True)
    text = models.TextField("内容", blank=True)
    held_on = models.CharField("日期", max_length=10, blank=True, help_text="只知年月的写到年月")
    people = models.CharField("参加人员", max_length=300, blank=True)
    minutes = models.TextField("约谈记录", blank=True)
    is_joint = models.BooleanField("与司法行政机关联合", default=False)
    finding = models.ForeignKey(
        ReasonFinding, models.PROTECT, null=True, related_name="escalations", verbose_name="无正当理由的认定"
    )

    class Meta(OfStep.Meta):
        verbose_name = "督促后的措施"
        verbose_name_plural = "督促后的措施"


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

    class Meta(OfStep.Meta):
        verbose_name = "报上级院备案"
        verbose_name_plural = "报上级院备案"
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion="", noted=None) | (~Q(opinion="") & Q(noted__isnull=False)),
                name="superior_record_noted_with_opinion",
            )
        ]
