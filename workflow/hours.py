"""A period in hours runs from a minute: where a step starts one, its time is asked for and never made up."""

from common.when import When
from deadlines.local import rule_for
from deadlines.statute import Unit
from matters.models import Matter
from organisations.models import Membership
from workflow.effects import Effects, Taking
from workflow.errors import Invalid


def check(matter: Matter, effects: Effects, taking: Taking) -> None:
    """Raises Invalid at the field that gives the day of such a start and no time.

    What the system enters (a ledger knows no minutes) is taken; its period then has no last moment, and says so.
    """
    if not isinstance(taking.actor, Membership):
        return
    problems = {}
    for opened in effects.opens:
        start = opened.starts
        if start is None or start.day is None or start.precision == "instant":
            continue
        rule = rule_for(opened.rule, matter, start.day)
        if rule.unit is Unit.HOURS and opened.stated is None and opened.due_on is None:
            problems[_field_of(taking, start)] = (
                f"“{opened.label or rule.duty}”的期限为{rule.length_text}（{rule.citation}），按小时计算。"
                f"请写明时刻，如 {start} 14:30。"
            )
    if problems:
        raise Invalid(problems)


def _field_of(taking: Taking, start: When) -> str:
    """The field in which the day was entered."""
    given = (name for name, value in taking.data.items() if isinstance(value, When) and value == start)
    return next(given, "occurred_at")
