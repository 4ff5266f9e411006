"""The order in which the days of a part follow each other: taken over, reported, confirmed, and at last closed.

The state of the meeting stays the same all the while, so that it says nothing of this order.
"""

from common.when import When
from meetings import rules
from meetings.records import Part
from workflow.effects import Taking
from workflow.errors import Invalid


def check_after_opened(meeting, part: Part, taking: Taking) -> None:
    """Nobody reports on what was not yet, or not yet again, theirs to carry out. Raises Invalid."""
    running = meeting.deadlines.running().filter(
        rule=rules.RESOLUTION, debtor=part.owner, subject=part.subject
    )
    owed = running.select_related("starts_event").first()
    if owed:
        _check(taking, owed.starts_event.when, "这一项交由该单位落实或者退回继续落实的日期")


def check_after_report(part: Part, taking: Taking) -> None:
    """Raises Invalid."""
    _check(taking, When.parse(part.reported_on), "责任单位反馈已经落实的日期")


def check_after_confirmed(meeting, taking: Taking) -> None:
    """Raises Invalid."""
    days = meeting.parts().filter(state=Part.State.CONFIRMED).values_list("confirmed_on", flat=True)
    if days:
        _check(taking, When.parse(max(days)), "最后一项销号的日期")


def _check(taking: Taking, earlier: When, what: str) -> None:
    if taking.occurred.before(earlier):
        raise Invalid({"occurred_at": f"不能早于{what}（{earlier}），请核对。"})
