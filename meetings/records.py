"""What hangs on a joint meeting: its resolutions, the part that each owner has in them, and what owners reported."""

from datetime import date

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.fields import PartialDateField
from common.names import shortened
from matters.models import Event
from organisations.models import Organisation

#: Of its text as much as a line of a list can hold.
SHORT = 40


class Term(models.TextChoices):
    """Until when a resolution is to be carried out."""

    FIXED = "fixed", "定有日期"
    YEARLY = "yearly", "每年一次"
    STANDING = "standing", "长期坚持"


class Resolution(models.Model):
    """议定事项: what the meeting decided, in its order."""

    meeting = models.ForeignKey("JointMeeting", models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField("序号")
    text = models.TextField("议定事项")
    term = models.CharField("期限", max_length=10, choices=Term)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "议定事项"
        verbose_name_plural = "议定事项"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="resolution_numbered_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="resolution_numbered_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="resolution_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}项：{shortened(self.text, SHORT)}"


class PartQuerySet(models.QuerySet):
    def current(self) -> "PartQuerySet":
        """Those that have not gone to another owner."""
        return self.exclude(state=Part.State.RELEASED)

    def unconfirmed(self) -> "PartQuerySet":
        return self.filter(state__in=[Part.State.OPEN, Part.State.REPORTED])


class Part(models.Model):
    """One owner's part of a resolution, with a last day of its own.

    `place`: 1 of the owner that leads, the others follow. `due_on`: the last day as it is now; none where the
    resolution is to be kept up for good.
    """

    class State(models.TextChoices):
        OPEN = "open", "落实中"
        REPORTED = "reported", "待核对"
        CONFIRMED = "confirmed", "已销号"
        RELEASED = "released", "已调整给其他单位"

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="parts")
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="resolution_parts", verbose_name="责任单位"
    )
    place = models.PositiveSmallIntegerField("次序")
    due_on = models.DateField("最后日期", null=True)
    state = models.CharField("情况", max_length=10, choices=State, default=State.OPEN)
    reported_on = PartialDateField("反馈已落实的日期")
    confirmed_on = PartialDateField("销号日期")
    history = HistoricalRecords()

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "责任单位"
        verbose_name_plural = "责任单位"
        ordering = ["resolution__number", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "owner"], condition=~Q(state="released"), name="part_once_for_an_owner"
            ),
            models.CheckConstraint(condition=Q(place__gt=0), name="part_placed_from_one"),
            models.CheckConstraint(
                condition=~Q(state__in=["reported", "confirmed"]) | ~Q(reported_on=""),
                name="part_reported_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__gt="")
                | (~Q(state="confirmed") & Q(confirmed_on="")),
                name="part_confirmed_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution}（{self.owner.short_name}）"

    @property
    def leads(self) -> bool:
        return self.place == 1

    @property
    def item(self) -> str:
        """What tells it from other parts of the meeting: by resolution and owner."""
        return f"{self.resolution.number}-{self.owner_id}"

    @property
    def subject(self) -> str:
        """What its owner's deadline is about."""
        return str(self.resolution.number)

    @property
    def due_words(self) -> str:
        """每年2026-11-30前, 长期坚持."""
        if self.due_on is None:
            return Term.STANDING.label
        return f"{'每年，本次' if self.resolution.term == Term.YEARLY else ''}{self.due_on}"

    def is_behind(self, day: date) -> bool:
        """Whether its last day lies before `day`."""
        return self.due_on is not None and self.due_on < day


class Report(models.Model):
    """落实情况反馈: what an owner reported of its part; never changed. `is_complete`: that it is done."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="reports")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    text = models.TextField("落实情况")
    is_complete = models.BooleanField("已经落实")

    class Meta:
        verbose_name = "落实情况反馈"
        verbose_name_plural = "落实情况反馈"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="report_has_a_text")]

    def __str__(self) -> str:
        return f"{self.part}：{shortened(self.text, SHORT)}"
