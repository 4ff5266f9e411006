"""Who decides on an objection: the chief, or the committee 检察委员会."""

from typing import Any

from recommendations.choices import Decided
from recommendations.records import Objection
from workflow.effects import Taking
from workflow.errors import Invalid


def deciding_body(taking: Taking, objection: Objection) -> dict[str, Any]:
    """The chief, or the committee with the number and day of its decision (规 23 条). Raises Invalid."""
    if taking.get("decided_in") != Decided.COMMITTEE:
        return {"decided_in": Decided.CHIEF.label}
    number, day = taking.get("committee_number"), taking.get("committee_on")
    problems = {} if number else {"committee_number": "请填写检察委员会会议纪要或者决定的文号、会议届次。"}
    if not day:
        problems["committee_on"] = "请填写检察委员会作出决定的日期。"
    elif day.in_future or taking.decided.before(day):
        problems["committee_on"] = "检察委员会决定的日期不能晚于登记的决定日期。"
    elif day.before(objection.event.when):
        problems["committee_on"] = f"检察委员会决定的日期不能早于提出异议的日期（{objection.event.when}）。"
    if problems:
        raise Invalid(problems)
    return {"decided_in": Decided.COMMITTEE.label, "committee_number": number, "committee_on": day}
