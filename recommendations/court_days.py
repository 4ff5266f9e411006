"""What hangs on the days of a case in court, when they are put right: bounds, and what the appeal period has ended."""

from collections.abc import Iterator
from datetime import timedelta

from common.fields import written
from common.when import When
from deadlines import statutes
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from matters.models import Event
from recommendations import rules
from recommendations.choices import APPEAL_DAYS
from recommendations.steps.appeals import APPEALS, BY_TIME
from workflow.effects import Amend, Effects
from workflow.errors import Invalid

#: The column before whose day an entry cannot have happened.
AFTER = {
    "appeal": ("judged_on", "裁判日期"),
    "record_appeal": ("judged_on", "裁判日期"),
    "record_summons": ("sued_on", "起诉日期"),
}
PAUSING = ("pause", "resume")


def check(matter, event: Event, new: When, day_of) -> None:
    """Raises Invalid at `new` for a day before what the entry rests on, or after what rests on it."""
    column, label = AFTER.get(event.verb, ("", ""))
    if column and new.before(bound := When.parse(getattr(matter, column))):
        raise Invalid({"new": f"不能早于{label}（{bound}），请核对。"})
    last = matter.last_day_to_appeal() if event.verb == "appeal" else None
    if last and not new.before(When.on(last + timedelta(days=1))):
        raise Invalid({"new": f"上诉期至{last}（含当日）届满，请核对。"})
    for letter in matter.servedletter_set.filter(received_by=event):
        if new.before(letter.issued):
            raise Invalid({"new": f"不能早于{letter.title}的制发日期（{letter.issued}），请核对。"})
    for other in _beside(matter, event):
        day = day_of(matter, other)
        if (other.number < event.number and new.before(day)) or (
            other.number > event.number and day.before(new)
        ):
            order = "早" if other.number < event.number else "晚"
            raise Invalid({"new": f"不能{order}于第{other.number}条记录的日期（{day}），请核对。"})


def _beside(matter, event: Event) -> Iterator[Event]:
    """Entries between which it lies: pauses and their ends; for an appeal the judgment that followed."""
    if event.verb in PAUSING:
        yield from matter.events.filter(verb__in=PAUSING).exclude(pk=event.pk)
    if event.verb in APPEALS:
        yield from matter.events.filter(verb="record_judgment", number__gt=event.number)


def another_judgment(effects: Effects, matter, old: str, reason: str) -> None:
    """Against a judgment fifteen days, against a ruling ten: a wrong result had opened the wrong period."""
    if (
        matter.judgment in APPEAL_DAYS
        and old in APPEAL_DAYS
        and APPEAL_DAYS[matter.judgment] != APPEAL_DAYS[old]
    ):
        rows = matter.deadlines.filter(rule=rules.APPEAL, status="open")
        stated = matter.period_to_appeal(When.parse(matter.judged_on)).stated
        effects.amends += [Amend(row, reason, {"stated": stated}) for row in rows]


def another_day_of_judgment(effects: Effects, matter, old: When, new: When, reason: str) -> None:
    """What a ledger's judgment started, of which no receipt is known: it stays an assumption."""
    if not matter.is_imported:
        return
    rows = matter.deadlines.filter(rule__in=(rules.APPEAL, rules.JUDGMENT)).exclude(status="replaced")
    for row in rows:
        if row.starts_on == old.day and (row.starts_assumed or row.rule == rules.JUDGMENT):
            values = {"starts": new, "starts_assumed": row.starts_assumed}
            effects.amends.append(Amend(row, reason, values))


def another_receipt(effects: Effects, matter, event: Event, old: When, new: When, reason: str) -> None:
    """Of a judgment that became effective when its appeal period was over: that day and what it started move too.

    Raises Invalid where by the right day the period still runs.
    """
    if event.verb != "record_judgment" or matter.made_effective_by() != BY_TIME:
        return
    before, after = _effective(matter, old), _effective(matter, new)
    if before is None or after is None:
        return
    if after.in_future:
        raise Invalid(
            {
                "new": f"按该日计算，上诉期至{after.day - timedelta(days=1)}尚未届满，而裁判已按期满生效办理，请核对。"
            }
        )
    if matter.closed_on == written(before):
        matter.closed_on = written(after)
    ended = matter.events.filter(verb=BY_TIME).latest("number")
    rows = matter.deadlines.filter(rule=rules.FOLLOW_UP, starts_event=ended).exclude(status="replaced")
    effects.amends += [Amend(row, reason, {"starts": after}) for row in rows]


def _effective(matter, received: When) -> When | None:
    """The day after the period to appeal against a judgment received on that day; None where no day is known."""
    if received.day is None:
        return None
    statute = statutes.get(rules.APPEAL, received.day)
    stated = matter.period_to_appeal(received).stated
    last = compute(statute, received, stated=stated, calendar=calendar_in_use(matter)).due_on
    return When.on(last + timedelta(days=1))
