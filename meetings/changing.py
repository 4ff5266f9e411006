"""What the meeting decided is changed by the head of the house that convened: a later day, another owner."""

from datetime import date

from common import clock
from matters.parties import LEAD
from meetings import rules
from meetings.carrying_out import said_of
from meetings.parts import expect, fresh, one_of
from meetings.records import Part, Term
from meetings.resolving import owed
from meetings.telling import asked_to_carry_out, to_owner
from workflow.effects import Close, Effects, Join, Replace, Taking
from workflow.errors import Invalid
from workflow.houses import HEADS
from workflow.steps import condition, step
from workflow.who import decider

FORMS = "meetings.forms.changing"


@condition("没有正在落实的议定事项。")
def something_is_open(meeting) -> bool:
    return meeting.parts().filter(state=Part.State.OPEN).exists()


class Changing:
    """Mixed into JointMeeting."""

    @step(
        "延长最后日期",
        source="under_way",
        who=decider(LEAD, *HEADS),
        conditions=[something_is_open],
        form=f"{FORMS}.ExtendForm",
        hint="原定日期保留在期限说明中。长期坚持的事项没有最后日期，不需要延长。",
    )
    def extend(self, taking: Taking) -> Effects:
        parts, day = [fresh(self, part) for part in taking.get("parts", [])], taking.get("due_on")
        _check_day(parts, day)
        effects = Effects(
            said={"items": "、".join(map(_named, parts)), "until": day, "reason": taking.get("reason")}
        )
        for part in parts:
            _extended(self, part, day, taking, effects)
        return effects

    @step(
        "调整责任单位",
        source="under_way",
        who=decider(LEAD, *HEADS),
        conditions=[something_is_open],
        form=f"{FORMS}.PassOnForm",
        hint="原责任单位已经反馈的内容保留，不再由其落实。",
    )
    def pass_on(self, taking: Taking) -> Effects:
        part, owner = one_of(self, taking), taking.get("owner")
        expect(part, Part.State.OPEN, "不能调整责任单位。")
        new = Part(
            resolution=part.resolution,
            owner=_checked(part, owner),
            place=part.place,
            due_on=_day(part, taking),
        )
        part.state = Part.State.RELEASED
        told = f"联席会议议定事项“{self.title}”第{part.resolution.number}项不再由贵单位落实。"
        tells = asked_to_carry_out(self, [new])
        return Effects(
            said={
                **said_of(part),
                "new_owner": owner.short_name,
                "until": new.due_on,
                "reason": taking.get("reason"),
            },
            records=[part, new],
            joins=[] if owner == self.lead else [Join(owner, "invited")],
            closes=[Close(rules.RESOLUTION, debtor=part.owner, subject=part.subject, fall_away=True)],
            opens=[owed(self, new, taking)],
            tells=[to_owner(self, part.owner, told), *tells],
        )


def _extended(meeting, part: Part, day: date, taking: Taking, effects: Effects) -> None:
    part.due_on = day
    effects.records.append(part)
    effects.replaces.append(
        Replace(
            rules.RESOLUTION, "extension", taking.get("reason"),
            due_on=day, debtor=part.owner, subject=part.subject,
        )
    )  # fmt: skip
    told = f"联席会议议定事项“{meeting.title}”第{part.resolution.number}项延至{day}。"
    effects.tells.append(to_owner(meeting, part.owner, told, part.subject))


def _check_day(parts: list[Part], day: date | None) -> None:
    """Raises Invalid where nothing would become later."""
    if not parts:
        raise Invalid({"parts": "请选择需要延长的议定事项。"})
    for part in parts:
        expect(part, Part.State.OPEN, "不能延长。", "parts")
        if part.resolution.term == Term.STANDING:
            raise Invalid({"parts": f"{part}：长期坚持，没有最后日期。"})
        if day is None or day <= part.due_on:
            raise Invalid({"due_on": f"应当晚于原定的最后日期（{_named(part)}：{part.due_on}）。"})
    if day < clock.today():
        raise Invalid({"due_on": "应当是今天或者以后的日期。"})


def _checked(part: Part, owner) -> object:
    """Raises Invalid for nobody, and for who has a part in it already."""
    if owner is None:
        raise Invalid({"owner": "请选择新的责任单位。"})
    if part.resolution.parts.current().filter(owner=owner).exists():
        raise Invalid({"owner": f"{owner.name}已经是这一项的责任单位。"})
    return owner


def _day(part: Part, taking: Taking) -> date | None:
    """Raises Invalid where the new owner would be late from the beginning."""
    day = taking.get("due_on") or part.due_on
    if part.resolution.term == Term.STANDING and day:
        raise Invalid({"due_on": "这一项长期坚持，没有最后日期。"})
    if day and day < clock.today():
        raise Invalid({"due_on": "原定的最后日期已过，请为新的责任单位另定最后日期。"})
    return day


def _named(part: Part) -> str:
    return f"第{part.resolution.number}项{part.owner.short_name}"
