"""How an obligation is shown: what is left of it, how urgent, in which words."""

from datetime import date

from common import clock, dates
from deadlines.statutes import RIGHTS

LATER_THAN_A_WEEK = 7
WORDS = {
    "overdue": "逾期",
    "passed": "已过工作目标、参照期限",
    "today": "今天",
    "week": "本周",
    "later": "以后",
    "none": "",
}


class Shown:
    """Mixed into `Deadline`. Compared by local date: overdue only from the day after, a target never."""

    @property
    def is_target(self) -> bool:
        """Whether its day is no day of the law: a county's target, or a length taken as a guide 参照."""
        return self.basis in ("target", "reference")

    @property
    def soft_word(self) -> str:
        """What such a day is called; empty for one of the law or of a paper."""
        return self.get_basis_display() if self.is_target else ""

    @property
    def is_right(self) -> bool:
        """A period in which one may do something, and owes nothing: never overdue."""
        return self.rule in RIGHTS

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def in_hours(self) -> bool:
        """Whether it ends at a minute and not with a day."""
        return self.due_at is not None and self.due_at != clock.end_of(self.due_on)

    def days_left(self, today: date | None = None) -> int | None:
        """Days until the last day; negative once it is over, None without a day."""
        return (self.due_on - (today or clock.today())).days if self.due_on else None

    @property
    def has_passed(self) -> bool:
        """Whether the last day, or for hours the minute, is over."""
        return bool(self.due_at and self.due_at <= clock.now())

    def urgency(self, today: date | None = None) -> str:
        """`overdue`, `passed` (a target's), `today`, `week` (7 days), `later`, or `none` without a day."""
        left = self.days_left(today)
        if left is None or not self.is_open or self.rests:
            return "none"
        if left < 0 or (self.in_hours and self.has_passed):
            return "passed" if self.is_target or self.is_right else "overdue"
        if left == 0:
            return "today"
        return "week" if left <= LATER_THAN_A_WEEK else "later"

    @property
    def urgency_words(self) -> str:
        return WORDS[self.urgency()]

    @property
    def tone(self) -> str:
        """The tone of the pill, one of the components' words."""
        if self.status == "closed":
            return "done"
        if self.due_on is None or not self.is_open or self.rests:
            return "withdrawn"
        if self.in_hours and self.has_passed:
            return "overdue"
        if self.is_right:
            return "withdrawn" if self.has_passed else "progress"
        return dates.due_tone(self.due_on, target=self.is_target)

    @property
    def pill(self) -> str:
        """还有3天、今天到期、已逾期2天（最迟11月3日（含当日）回复）."""
        if not self.is_open:
            return self._ended()
        if self.due_on is None:
            return "未定期限"
        if self.rests:
            return f"已中止审查（{self.last_day}）"
        if self.is_right and self.has_passed:
            return "异议期已满" if self.rule.endswith(".objection") else "期间已满"
        return f"{self.remaining()}（{self.last_day}）"

    @property
    def last_day(self) -> str:
        """最迟11月3日（含当日）回复; for hours with the minute."""
        if self.in_hours:
            moment = clock.local(self.due_at)
            return f"最迟{dates.short_date(self.due_on)}{moment:%H:%M}前{self.act}"
        return dates.last_day(self.due_on, self.act)

    def remaining(self) -> str:
        if not self.in_hours:
            return dates.remaining(self.due_on, target=self.soft_word)
        hours = int((self.due_at - clock.now()).total_seconds() // 3600)
        return "已逾期" if self.has_passed else f"还有{hours}小时" if hours else "不足1小时"

    def _ended(self) -> str:
        if self.status == "closed":
            return self._closed()
        if self.status == "cancelled" and self.has_ended_after_its_day():
            return "期限届满"
        return self.get_status_display()

    def has_ended_after_its_day(self) -> bool:
        """It fell away because its last day was over, not before."""
        return bool(self.due_at and self.closed_at and self.closed_at >= self.due_at)

    def _closed(self) -> str:
        if not self.closed_on:
            return "已完成"
        late = f"，超过{self.soft_word}" if self.is_target else "，逾期"
        return (
            f"{dates.short_date(self.closed_on)}完成{f'{late}{self.late_days}天' if self.late_days else ''}"
        )

    @property
    def is_fixed(self) -> bool:
        """Whether a paper names the last day itself."""
        return self.fixed_on is not None

    @property
    def extended_from(self) -> date | None:
        """The day that the law gave, where a decision has moved it."""
        return self.original_on if self.original_on and self.original_on != self.due_on else None
