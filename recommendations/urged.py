"""How a recommendation stands towards 规定 24、25 条 on a day: what may be urged, whether it was, and in vain.

Read only. `Standing(matter)` is of today; with `when` the same is asked of an earlier day, for what is entered later.
"""

from django.db.models import Max
from django.utils.functional import cached_property

from common.when import When
from deadlines.models import Deadline
from recommendations import rules
from recommendations.choices import Finding, Result, UrgeGround
from recommendations.records import ReasonFinding, Reply, Review, Urging

#: What a review finds, and what a reply admits before any review, as the ground of a 督促.
FOUND = {
    Finding.NOT_ADOPTED: UrgeGround.NOT_ADOPTED,
    Finding.NOT: UrgeGround.NOT_RECTIFIED,
    Finding.PARTLY: UrgeGround.PARTLY,
}
SAID = {
    Result.REFUSED: UrgeGround.NOT_ADOPTED,
    Result.ONGOING: UrgeGround.NOT_RECTIFIED,
    Result.PARTLY: UrgeGround.PARTLY,
}


class Standing:
    """Everything of the paper in force: what urged or answered an earlier version was about another paper."""

    def __init__(self, matter, when: When | None = None) -> None:
        self.matter, self.when = matter, when or When.now()

    def _known(self, day: When | None) -> bool:
        """Whether what happened on `day` had happened by then."""
        return day is not None and not self.when.before(day)

    @cached_property
    def _since(self) -> int:
        """The number of the event that put the paper in force; 0 for the first version."""
        if self.matter.paper_version == 1:
            return 0
        changes = self.matter.events.filter(verb__in=("modify", "uphold_objection"))
        return changes.aggregate(last=Max("number"))["last"] or 0

    def _rows(self, rows) -> list:
        later = rows.filter(event__number__gt=self._since).select_related("event").order_by("id")
        return [row for row in later if self._known(row.event.when)]

    @cached_property
    def period(self) -> Deadline | None:
        """The reply's period as it stood then: an extension that was granted later does not count yet."""
        row = self.matter.reply_period()
        while row and row.change_kind == Deadline.Change.EXTENSION and not self._known(_granted_on(row)):
            row = row.replaces
        return row

    @cached_property
    def is_past(self) -> bool:
        """Whether the reply's last day was over. Where no day is known, people judge."""
        return rules.is_past(self.period, self.when)

    @cached_property
    def replies(self) -> list[Reply]:
        return self._rows(self.matter.reply_set)

    @cached_property
    def is_answered(self) -> bool:
        replied = self.matter.replied_on  # the last one; a change of the paper takes it away
        return bool(replied) and (self._known(When.parse(replied)) or bool(self.replies))

    @cached_property
    def reviews(self) -> list[Review]:
        return self._rows(self.matter.review_set)

    @cached_property
    def grounds(self) -> list[str]:
        """The grounds for a 督促: no reply once the last day is over, else what review or reply say."""
        if not self.is_answered:
            return [UrgeGround.NO_REPLY] if self.is_past else []
        found = self._found()
        return [ground for ground in UrgeGround if ground in found]

    def _found(self) -> set[str]:
        if self.reviews:
            items = self.reviews[-1].items.all()
            return {FOUND[item.finding] for item in items if item.finding in FOUND and not item.justified}
        if not self.replies or self._rectification_runs():
            return set()
        return {SAID[item.result] for item in self.replies[-1].items.all() if item.result in SAID}

    def _rectification_runs(self) -> bool:
        row = self.matter.deadlines.filter(rule=rules.RECTIFICATION, status="open").first()
        return row is not None and not rules.is_past(row, self.when)

    @cached_property
    def urgings(self) -> list[Urging]:
        """Those whose letter was received by then, by the day of receipt."""
        rows = self.matter.urging_set.filter(event__number__gt=self._since)
        found = [row for row in rows.select_related("event", "letter") if self._known(row.received)]
        return sorted(found, key=lambda row: row.received.start)

    @cached_property
    def urging_is_over(self) -> bool:
        """Whether the period of the last letter was over, or ended with a reply."""
        period = self.urgings[-1].period() if self.urgings else None
        if period is None:
            return False
        return period.status == Deadline.Status.CLOSED or rules.is_past(period, self.when)

    @cached_property
    def finding(self) -> ReasonFinding | None:
        """The last decision on the reason for a ground that still stands."""
        found = [row for row in self._rows(self.matter.reasonfinding_set) if row.ground in self.grounds]
        return found[-1] if found else None

    @property
    def is_unjustified(self) -> bool:
        return self.finding is not None and not self.finding.justified


def was_once_late(matter) -> bool:
    """Whether a letter may have been sent after the last day and before a late reply or extension, to be entered now."""
    period = matter.standing.period
    if matter.replied_on and rules.is_past(period, When.parse(matter.replied_on)):
        return True
    while period and period.change_kind == Deadline.Change.EXTENSION and period.replaces:
        if rules.is_past(period.replaces, _granted_on(period)):
            return True
        period = period.replaces
    return False


def _granted_on(row: Deadline) -> When | None:
    """The day of the decision that made `row`."""
    event = row.replaces.closing_event if row.replaces else None
    return event.when if event else None
