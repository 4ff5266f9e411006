"""The order in which the days of a matter follow each other, whichever step enters one."""

from itertools import pairwise

from common.when import When
from workflow.effects import Taking
from workflow.errors import Invalid

SEQUENCE = (
    ("approved_on", "批准日期"),
    ("issued_on", "制发日期"),
    ("received_on", "收到日期"),
    ("replied_on", "回复日期"),
)


def check_after_receipt(matter, when: When) -> None:
    """Nobody answers what has not arrived. Raises Invalid."""
    if matter.received and when.before(matter.received):
        raise Invalid({"occurred_at": f"办理日期不能早于收到日期（{matter.received}），请核对。"})


def check_sequence(matter, name: str) -> None:
    """What is written on the matter keeps its order: decided, issued, received, answered. Raises Invalid."""
    days = [(label, getattr(matter, field)) for field, label in SEQUENCE if getattr(matter, field)]
    for (earlier, first), (later, second) in pairwise(days):
        if When.parse(second).before(When.parse(first)):
            raise Invalid({name: f"{later}（{second}）不能早于{earlier}（{first}），请核对。"})


def check_after_end(matter, taking: Taking) -> None:
    """Raises Invalid for a day before the end. What could be done before it, as 备案, is not asked so."""
    if matter.closed_on and taking.occurred.before(When.parse(matter.closed_on)):
        raise Invalid({"occurred_at": f"不能早于办结日期（{matter.closed_on}），请核对。"})
