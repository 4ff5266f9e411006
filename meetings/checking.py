"""销号: the house that convened confirms what an owner reported as done, or sends it back with a word."""

from dataclasses import replace
from datetime import date

from common import clock
from common.fields import written
from deadlines.compute import add_months
from matters.parties import LEAD
from meetings import rules
from meetings.carrying_out import said_of
from meetings.order_of_days import check_after_report
from meetings.parts import expect, one_of
from meetings.records import Part, Term
from meetings.resolving import owed
from meetings.telling import to_owner
from workflow.effects import Close, Effects, Open, Taking
from workflow.errors import Invalid
from workflow.houses import PEOPLE
from workflow.steps import condition, step
from workflow.who import Who

FORMS = "meetings.forms.checking"
NOT_YEARLY = "这一项不是每年一次的事项，没有下一年度。请取消勾选后销号；还要继续落实的，请退回继续落实。"
NOTHING = "还没有责任单位反馈已经落实的议定事项。"


@condition(NOTHING)
def something_is_reported(meeting) -> bool:
    return meeting.parts().filter(state=Part.State.REPORTED).exists()


class Checking:
    """Mixed into JointMeeting."""

    @step(
        "核对销号",
        source="under_way",
        who=Who(LEAD, PEOPLE),
        conditions=[something_is_reported],
        form=f"{FORMS}.ConfirmForm",
        weight="primary",
        fulfils=[rules.CONFIRM],
        hint="核对责任单位反馈的落实情况，确已落实的予以销号。",
    )
    def confirm(self, taking: Taking) -> Effects:
        part = one_of(self, taking)
        expect(part, Part.State.REPORTED, "不能销号。")
        check_after_report(part, taking)
        if taking.get("goes_on") and part.resolution.term != Term.YEARLY:
            raise Invalid({"goes_on": NOT_YEARLY})
        effects = Effects(
            said={**said_of(part), "reason": taking.get("word"), "goes_on": taking.get("goes_on") or None},
            closes=[Close(rules.CONFIRM, subject=part.item)],
            records=[part],
        )
        if taking.get("goes_on"):
            return _next_year(self, part, taking, effects)
        part.state, part.confirmed_on = Part.State.CONFIRMED, written(taking.occurred)
        effects.tells = [_tell(self, part, f"第{part.resolution.number}项已经核对销号。")]
        if not self.parts().unconfirmed().exclude(pk=part.pk).exists():
            effects.opens = [Open(rules.CLOSE, self.lead, starts=taking.occurred)]
        return effects

    @step(
        "退回继续落实",
        source="under_way",
        who=Who(LEAD, PEOPLE),
        conditions=[something_is_reported],
        form=f"{FORMS}.SendBackForm",
        weight="warning",
        fulfils=[rules.CONFIRM],
    )
    def send_back(self, taking: Taking) -> Effects:
        part = one_of(self, taking)
        expect(part, Part.State.REPORTED, "不能退回。")
        check_after_report(part, taking)
        part.due_on = _new_day(part, taking.get("due_on"))
        part.state, part.reported_on = Part.State.OPEN, ""
        told = f"第{part.resolution.number}项退回继续落实：{taking.get('reason')}"
        return Effects(
            said={**said_of(part), "reason": taking.get("reason"), "until": part.due_on},
            closes=[Close(rules.CONFIRM, subject=part.item)],
            records=[part],
            opens=[owed(self, part, taking)],
            tells=[_tell(self, part, told, item=part.subject)],
        )


def _next_year(meeting, part: Part, taking: Taking, effects: Effects) -> Effects:
    """Done for this year; the same day of the next is the next last day."""
    part.state, part.reported_on, part.due_on = Part.State.OPEN, "", add_months(part.due_on, 12)
    effects.said["until"] = part.due_on
    effects.opens = [owed(meeting, part, taking)]
    told = f"第{part.resolution.number}项本年度已经落实，下一次最迟{part.due_on}反馈。"
    effects.tells = [_tell(meeting, part, told)]
    return effects


def _new_day(part: Part, given: date | None) -> date | None:
    """The day that was decided stays as long as it lies ahead. Raises Invalid."""
    day = given or part.due_on
    if given and part.resolution.term == Term.STANDING:
        raise Invalid({"due_on": "这一项长期坚持，没有最后日期。"})
    if day and day < clock.today():
        raise Invalid({"due_on": "原定的最后日期已过，请另定今天或者以后的最后日期。"})
    return day


def _tell(meeting, part: Part, text: str, item: str = ""):
    """Whoever reported it; what is closed asks for no step."""
    told = to_owner(meeting, part.owner, f"联席会议议定事项“{meeting.title}”{text}", item)
    return told if item else replace(told, step="")
