"""联席会议议定事项: who may take which step, how it comes to any state, and what its steps are given."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from common import clock
from common.when import When
from matters.models import Event
from meetings.models import JointMeeting, Part, Term
from meetings.resolving import Item
from organisations.models import Membership
from tests.toys.permissions import OTHER, shared
from tests.workflow.permissions import Table
from tests.workflow.walk import Values
from tests.workflow.walk import Walk as AnyWalk
from workflow.actors import Actor
from workflow.perform import perform
from workflow.steps import Step

HELD = date(2026, 9, 25)
DUE = date(2026, 12, 31)
#: Of 县检察院: W who works on the matter or heads it, H who prepares, D and V who lead and who decide, I anybody of them.
PROCURATORATE = {
    "W": {"handler", "clerk", "department_head", "chief"},
    "H": {"handler", "clerk"},
    "D": {"department_head"},
    "Q": {"chief"},
    "V": {"department_head", "policy_reviewer", "chief"},
    "I": {"handler", "clerk", "department_head", "policy_reviewer", "chief"},
}
EVERY = "under_way closed annulled"
TABLE = Table(
    {"lead": PROCURATORATE, "invited": OTHER},
    {
        "enter_resolutions": {"new": "W"},
        "report_own": {"under_way": "W"},
        "report": {"under_way": "B +H"},
        "confirm": {"under_way": "W"},
        "send_back": {"under_way": "W"},
        "extend": {"under_way": "Q +H"},
        "pass_on": {"under_way": "Q +H"},
        "close": {"under_way": "W"},
        "reassign": {"under_way": "D Q"},
        "add_copy": {"under_way": "Q +H"},
        "annul": {"under_way": "D +H"},
        **shared(EVERY),
        "keep_inside": {EVERY: "I"},
        "propose": {EVERY: "H C T"},
        "send_back_proposal": {EVERY: "V B"},
        "withdraw_proposal": {EVERY: "H C T"},
    },
)


class Course:
    """Convened by 县检察院; 县市场监管局, 县水务局 and itself have something to carry out; 县司法局 looks on."""

    def __init__(self, cast) -> None:
        self.cast = cast
        self.matter = JointMeeting(
            kind="joint_meeting", title="2026年第二次府检联动联席会议", held_on=HELD, lead=cast.procuratorate
        )

    def take(self, step: str, actor: Membership, **data: Any) -> Event:
        event = perform(matter=self.matter, step=step, actor=actor, **data)
        self.matter = JointMeeting.objects.get(pk=event.matter_id)
        return event

    def items(self) -> list[Item]:
        cast = self.cast
        return [
            Item("开展校园周边食品安全联合检查。", [cast.agency_a, cast.agency_b], due_on=DUE),
            Item("每年通报一次检察建议办理情况。", [cast.procuratorate], Term.YEARLY, DUE),
            Item("行政执法与刑事司法信息长期共享。", [cast.agency_b], Term.STANDING),
        ]

    def entered(self, items: list[Item] | None = None) -> "Course":
        self.workers()
        given = {"resolutions": items or self.items(), "occurred_at": When.on(self.matter.held_on)}
        self.take("enter_resolutions", self.cast.handler, **given)
        return self

    def part(self, number: int, owner) -> Part:
        return self.matter.parts().current().get(resolution__number=number, owner=owner)

    def reported(self, number: int = 1, **more) -> "Course":
        """By 县市场监管局, that the first is done."""
        part = self.part(number, self.cast.agency_a)
        self.report(self.cast.liaison_a, part, **more)
        return self

    def report(self, actor: Membership, part: Part, **more) -> Event:
        step = "report_own" if part.owner == self.matter.lead else "report"
        return self.take(step, actor, part=part, **{"progress": "done", "text": "已经完成检查。"} | more)

    def confirmed(self) -> "Course":
        """All of it."""
        self.entered()
        people = {house.pk: who for house, who in self.workers()}
        for part in list(self.matter.parts()):
            self.report(people[part.owner_id], part)
            self.take("confirm", self.cast.handler, part=part)
        return self

    def workers(self) -> list[tuple]:
        cast = self.cast
        return [
            (cast.agency_a, cast.liaison_a),
            (cast.agency_b, cast.liaison_b),
            (cast.procuratorate, cast.handler),
        ]

    def closed(self) -> "Course":
        self.confirmed().take("close", self.cast.handler)
        return self

    def under_way(self) -> "Course":
        return self.entered()


class Walk(AnyWalk):
    model = JointMeeting
    people = ("handler", "department_head", "chief", "liaison_a", "head_a", "liaison_b")
    early_ends = frozenset({"annul"})

    def new(self) -> JointMeeting:
        return Course(self.cast).matter

    def would(self, step: Step, actor: Actor) -> bool:
        return super().would(step, actor) and (step.name not in OF_PARTS or bool(self.offered(step, actor)))

    def offered(self, step: Step, actor: Actor) -> list[Part]:
        parts = self.matter.parts().filter(state=OF_PARTS[step.name])
        if step.name in ("report", "report_own"):
            is_entering = step.who.is_entering(self.matter, actor)
            whose = {"owner": actor.organisation_id}
            parts = parts.exclude(**whose) if is_entering else parts.filter(**whose)
        return list(parts.exclude(resolution__term=Term.STANDING) if step.name == "extend" else parts)

    def values_for(self, step: Step, actor: Actor) -> Values:
        return super().values_for(step, actor) | self.declared(step, actor)

    def declared(self, step: Step, actor: Actor) -> Values:
        if step.name == "enter_resolutions":
            return {"resolutions": Course(self.cast).items()}
        if step.name not in OF_PARTS:
            return {}
        part = self.draw(st.sampled_from(self.offered(step, actor)))
        whose = {"entered_for": part.owner} if step.who.is_entering(self.matter, actor) else {}
        return ANSWERS[step.name](self, part) | whose

    def report(self, part: Part) -> Values:
        return {
            "part": part,
            "progress": self.draw(st.sampled_from(["going_on", "done"])),
            "text": "情况属实。",
        }

    def confirm(self, part: Part) -> Values:
        """Only what is of every year goes on into the next."""
        is_yearly = part.resolution.term == Term.YEARLY
        return {"part": part, "goes_on": is_yearly and self.draw(st.booleans())}

    def send_back(self, part: Part) -> Values:
        return {"part": part, "due_on": self.later(part), "reason": "请补充材料。"}

    def extend(self, part: Part) -> Values:
        return {"parts": [part], "due_on": self.later(part), "reason": "尚需时日。"}

    def pass_on(self, part: Part) -> Values:
        taken = part.resolution.parts.current().values_list("owner", flat=True)
        houses = (self.cast.agency_a, self.cast.agency_b, self.cast.police, self.cast.procuratorate)
        owner = self.draw(st.sampled_from([house for house in houses if house.pk not in taken]))
        return {"part": part, "owner": owner, "due_on": self.later(part), "reason": "职能调整。"}

    def later(self, part: Part) -> date | None:
        """A day that lies ahead and is not the one of now; none for what has none."""
        return part.due_on and clock.today().replace(
            year=max(clock.today().year, part.due_on.year) + 1, day=1
        )


OF_PARTS = {
    "report": Part.State.OPEN,
    "report_own": Part.State.OPEN,
    "confirm": Part.State.REPORTED,
    "send_back": Part.State.REPORTED,
    "extend": Part.State.OPEN,
    "pass_on": Part.State.OPEN,
}
ANSWERS = {
    "report": Walk.report,
    "report_own": Walk.report,
    "confirm": Walk.confirm,
    "send_back": Walk.send_back,
    "extend": Walk.extend,
    "pass_on": Walk.pass_on,
}
