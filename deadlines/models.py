"""When: the days of the calendar, what is owed by whom until when, and who was reminded of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common import clock
from common.changing import WritesChanges
from common.fields import ComposedField
from common.when import When
from deadlines.display import Shown
from deadlines.known_laws import KnownLaw as KnownLaw  # every model of the room is found here
from deadlines.queries import DeadlineQuerySet
from deadlines.stated import STATED_UNITS, stated_period, whole_or_none
from deadlines.statute import UNIT_WORDS, Unit
from matters.events import PRECISION
from matters.models import Event, Matter
from organisations.models import Jurisdiction, Membership, Organisation, Role

UNITS = [(unit.value, UNIT_WORDS[unit]) for unit in Unit if unit is not Unit.NONE]


class CalendarDay(WritesChanges):
    """A day that differs from its weekday: for everybody, or in one place alone (a prefecture's own holiday).

    Changed through `new_days.load_days`, which moves what it touches.
    """

    class Status(models.TextChoices):
        REST = "rest", "休息"
        WORK = "work", "上班"

    date = models.DateField("日期")
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="地区",
        help_text="不选的，全国适用；选定的，只在该地区适用。",
    )
    status = models.CharField("安排", max_length=4, choices=Status)
    occasion = models.CharField("事由", max_length=40, blank=True)
    notice = models.CharField("依据", max_length=60, blank=True)
    announces_year = models.BooleanField("属于全年放假安排", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "放假安排"
        verbose_name_plural = "放假安排"
        ordering = ["date", "jurisdiction"]
        constraints = [
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(jurisdiction=None),
                name="calendar_day_once",
                violation_error_message="这一天已有全国的安排，请修改原有的一条。",
            ),
            models.UniqueConstraint(
                fields=["date", "jurisdiction"],
                name="calendar_day_once_in_a_place",
                violation_error_message="该地区的这一天已有安排，请修改原有的一条。",
            ),
            models.CheckConstraint(
                condition=Q(jurisdiction=None) | Q(announces_year=False),
                name="calendar_day_of_a_place_announces_no_year",
                violation_error_message="一个地区的安排不是全年放假安排。",
            ),
        ]

    def __str__(self) -> str:
        place = self.jurisdiction.short_name if self.jurisdiction_id else ""
        return " ".join(filter(None, (str(self.date), place, self.get_status_display(), self.occasion)))


class LocalRule(WritesChanges):
    """A jurisdiction's own length for a rule, or a rule of its own, by a document whose number is the citation.

    It may shorten what the law demands and set targets freely; it never lengthens a statutory period.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="辖区")
    rule = models.CharField("规则", max_length=80)
    length = models.PositiveSmallIntegerField("长度")
    citation = models.CharField("依据", max_length=120, help_text="文件名称、文号及条款")
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("失效日期", null=True, blank=True)
    unit = models.CharField("单位", max_length=12, choices=UNITS)
    owes = models.CharField(
        "义务主体", max_length=40, blank=True, help_text="仅本辖区自行增加的规则填写，下同"
    )
    duty = models.CharField("应当办理", max_length=80, blank=True)
    act = models.CharField("动作", max_length=20, blank=True)
    starts = models.CharField("起算", max_length=40, blank=True)
    role = models.CharField("负责角色", max_length=20, blank=True, choices=Role)
    entered_at = models.DateTimeField("登记时间", default=clock.now, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "本地期限规则"
        verbose_name_plural = "本地期限规则"
        ordering = ["jurisdiction", "rule", "in_force_from"]
        constraints = [
            models.CheckConstraint(condition=Q(length__gt=0), name="local_rule_has_length"),
            models.UniqueConstraint(
                fields=["jurisdiction", "rule", "in_force_from"], name="local_rule_once_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.name}"

    @property
    def name(self) -> str:
        """The rule's name in Chinese."""
        from deadlines.local import name_of

        return name_of(self.rule)

    def clean(self) -> None:
        """Raises ValidationError for a longer statutory period and for an own rule that is not whole."""
        from deadlines.local import check

        check(self)


class Deadline(Shown, models.Model):
    """What one organisation owes in a matter, under which rule, until when and why that day.

    A change is a new row that `replaces` this one and holds the fact that was added: what was granted, when
    counting stopped. `deadlines.chain` computes the day from all rows. Days are those of Asia/Shanghai; `due_at`
    is the end of the last day (UTC), for a period in hours its minute. `original_on` is the day of law or document.

    `kept_rule`: the rule as in force when it began. `follows`: codes of the periods of the matter at whose last end
    it starts. `amends`: the row whose fact this one puts right.
    """

    class Basis(models.TextChoices):
        STATUTORY = "statutory", "法定期限"
        STATED = "stated", "文书载明期限"
        TARGET = "target", "工作目标"
        REFERENCE = "reference", "参照期限"

    class Status(models.TextChoices):
        OPEN = "open", "进行中"
        PAUSED = "paused", "已中止"
        CLOSED = "closed", "已完成"
        REPLACED = "replaced", "已变更"
        CANCELLED = "cancelled", "已取消"

    class Change(models.TextChoices):
        EXTENSION = "extension", "延期"
        REPLACEMENT = "replacement", "变更"
        PAUSE = "pause", "中止"
        RESUME = "resume", "恢复"
        CALENDAR = "calendar", "放假安排调整"
        CORRECTION = "correction", "更正"

    #: Never late by law.
    BY_NO_LAW = (Basis.TARGET, Basis.REFERENCE)
    RUNNING = (Status.OPEN, Status.PAUSED)

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deadlines", verbose_name="事项")
    rule = models.CharField("规则", max_length=80)
    subject = models.CharField(max_length=80, blank=True, help_text="同一规则并存多项时加以区分")
    label = ComposedField("应办事项", max_length=100)
    act = models.CharField(max_length=20)
    debtor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="owed_deadlines", verbose_name="义务单位"
    )
    creditor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="awaited_deadlines", verbose_name="对方单位"
    )
    responsible_role = models.CharField("负责角色", max_length=20, choices=Role)
    basis = models.CharField("性质", max_length=10, choices=Basis)
    citation = ComposedField("依据", max_length=300)

    starts_event = models.ForeignKey(Event, models.PROTECT, related_name="started_deadlines")
    starts_at = models.DateTimeField("起算时间", null=True)
    starts_on = models.DateField("起算日", null=True)
    starts_precision = models.CharField(max_length=8, choices=PRECISION, default="day")
    starts_assumed = models.BooleanField("收到日期系推定", default=False)
    stated_length = models.PositiveSmallIntegerField("文书载明的期限", null=True)
    stated_unit = models.CharField("载明期限的单位", max_length=12, blank=True, choices=STATED_UNITS)
    stated = stated_period("stated")
    given_back = models.PositiveSmallIntegerField("中止期间不计入的天数", default=0)
    fixed_on = models.DateField("文书直接载明的届满日", null=True)
    kept_rule = models.JSONField("开始时的规则", null=True)
    follows = models.CharField("起算所依的期限", max_length=300, blank=True)

    due_on = models.DateField("届满日", null=True)
    due_at = models.DateTimeField("届满时刻", null=True)
    strict_on = models.DateField("不顺延的届满日", null=True)
    original_on = models.DateField("原届满日", null=True)
    provisional = models.BooleanField("暂定", default=False)
    explanation = models.TextField("期限说明")

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.OPEN)
    entered_at = models.DateTimeField("登记时间", default=clock.now)
    quiet = models.BooleanField("不提醒", default=False)
    rests = models.BooleanField("随中止审查不催办", default=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    change_kind = models.CharField("变更性质", max_length=12, choices=Change, blank=True)
    change_reason = ComposedField("变更理由", max_length=500, blank=True)
    decided_by = ComposedField("决定人", max_length=200, blank=True)
    decided_on = models.DateField("决定日", null=True)
    granted_to = models.DateField("同意延至", null=True)
    granted_length = models.PositiveSmallIntegerField("同意延长的期限", null=True)
    granted_unit = models.CharField("同意延长的单位", max_length=12, blank=True, choices=STATED_UNITS)
    granted = stated_period("granted")
    granted_by = ComposedField("同意延期的人", max_length=200, blank=True)
    paused_on = models.DateField("中止日", null=True)
    resumed_on = models.DateField("恢复日", null=True)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by")

    closed_on = models.DateField("完成日", null=True)
    closed_at = models.DateTimeField("结束登记时间", null=True)
    closing_event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="closed_deadlines")
    late_days = models.PositiveIntegerField("逾期天数", null=True)

    audience = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    county = models.CharField(max_length=6, blank=True)
    prefecture = models.CharField(max_length=6, blank=True)
    province = models.CharField(max_length=6, blank=True)
    history = HistoricalRecords()

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "期限"
        verbose_name_plural = "期限"
        ordering = ["matter", "due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "rule", "debtor", "subject"],
                condition=Q(status__in=["open", "paused"]),
                name="deadline_one_running",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "paused"], closed_at=None, closed_on=None, late_days=None)
                | Q(status="replaced", closed_at__isnull=False, closed_on=None, late_days=None)
                | Q(status="cancelled", closed_at__isnull=False, late_days=None, closing_event__isnull=False)
                | Q(status="closed", closed_at__isnull=False, closing_event__isnull=False),
                name="deadline_end_fits_status",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, due_at=None) | Q(due_on__isnull=False, due_at__isnull=False),
                name="deadline_due_day_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, change_kind="") | (Q(replaces__isnull=False) & ~Q(change_kind="")),
                name="deadline_change_has_kind",
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="deadline_replaces_another"),
            models.CheckConstraint(condition=whole_or_none("stated"), name="deadline_stated_is_whole"),
            models.CheckConstraint(condition=whole_or_none("granted"), name="deadline_granted_is_whole"),
        ]
        indexes = [
            models.Index(
                fields=["debtor", "due_at", "id"], condition=Q(status="open"), name="deadline_by_debtor"
            ),
            models.Index(
                fields=["creditor", "due_at", "id"], condition=Q(status="open"), name="deadline_by_creditor"
            ),
            *(
                models.Index(
                    fields=[column, "due_at", "id"],
                    condition=Q(status="open", audience=None),
                    name=f"deadline_by_{column}",
                )
                for column in ("county", "prefecture", "province")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debtor}{self.label}"

    @property
    def start(self) -> When | None:
        """What started it, with the precision that is known."""
        return When(self.starts_at, self.starts_precision) if self.starts_at else None

    @start.setter
    def start(self, starts: When | None) -> None:
        self.starts_at, self.starts_on = (starts.start, starts.day) if starts else (None, None)
        self.starts_precision = starts.precision if starts else "day"

    @property
    def followed(self) -> list[str]:
        """The rules at whose last end it starts."""
        return self.follows.split()

    @property
    def is_ended(self) -> bool:
        """Done or fallen away, and not replaced by a newer row."""
        return self.status in (self.Status.CLOSED, self.Status.CANCELLED)


class Ladder(models.Model):
    """Where an open deadline stands on its ladder of reminders; the row goes when the deadline ends.

    Apart from `Deadline`, so that the sweep may claim a row by a conditional UPDATE without touching what is
    audited. `since`: rungs from before it are not sent.
    """

    deadline = models.OneToOneField(Deadline, models.CASCADE, related_name="ladder")
    since = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField()
    at_any_hour = models.BooleanField(default=False)

    class Meta:
        verbose_name = "提醒阶梯"
        verbose_name_plural = "提醒阶梯"
        indexes = [models.Index(fields=["next_at", "id"], name="ladder_next")]


class Reminder(models.Model):
    """A rung that was dealt with: told to a recipient, or skipped (then without one)."""

    class Status(models.TextChoices):
        SENT = "sent", "已提醒"
        SKIPPED = "skipped", "未发"

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="reminders")
    rung = models.IntegerField("档次", help_text="距届满日的天数；按小时计算的为小时数")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    status = models.CharField("结果", max_length=8, choices=Status)
    notice = models.ForeignKey("notices.Notice", models.PROTECT, null=True, related_name="+")
    due_moment = models.DateTimeField("应发时间")
    recorded_at = models.DateTimeField("登记时间", default=clock.now)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = ["deadline", "rung", "id"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "rung", "recipient"], name="reminder_once"),
            models.UniqueConstraint(
                fields=["deadline", "rung"], condition=Q(recipient=None), name="reminder_skipped_once"
            ),
        ]


class CallRecord(models.Model):
    """Somebody has telephoned about a deadline 电话提醒."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="calls")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="致电人")
    at = models.DateTimeField("时间", default=clock.now)
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "电话提醒"
        verbose_name_plural = "电话提醒"
        ordering = ["-at", "-id"]
