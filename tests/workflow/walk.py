"""Random walks through the declared steps of any kind of matter: who may take one now, and values that fit it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

from hypothesis import strategies as st

from common import clock
from common.when import When
from matters.models import Matter
from organisations.models import Membership, Organisation
from tests import factories
from workflow.actors import Actor, System
from workflow.copying import watcher
from workflow.handlers import possible
from workflow.models import Proposal
from workflow.perform import perform
from workflow.proposals import Prepared
from workflow.steps import Step, steps_of

Values = dict[str, Any]
_numbers = count(1)
#: What those steps get that keep the record of any matter right.
KEEPING: Mapping[str, Callable[[Any], Values]] = {
    "reassign": lambda walk: {"handler": possible(walk.matter.lead).first(), "reason": "工作调整"},
    "add_copy": lambda walk: {"copied_to": [walk.copied()]},
}


class Walk:
    """One matter on a random way. `draw` is hypothesis's.

    `people` take its steps. `values`: what a step gets that asks for more than a reason. `early_ends` are taken now
    and then only, for they leave nothing to walk on.
    """

    model: type[Matter]
    people: Sequence[str]
    values: Mapping[str, Callable[[Any], Values]] = {}
    early_ends: frozenset[str] = frozenset({"annul"})

    def __init__(self, cast, draw: Callable) -> None:
        self.cast, self.draw = cast, draw
        self.walkers: list[Actor] = [getattr(cast, name) for name in self.people] + [System("期限届满")]
        self.matter = self.new()

    def new(self) -> Matter:
        """The matter before its first step."""
        # Each kind's own walk begins its own matter: there is no matter of no kind.
        raise NotImplementedError

    def ways(self) -> dict[str, list[Actor]]:
        """Every step that somebody may take now. What a calendar moves and what goes along has its own tests."""
        steps = [step for step in steps_of(self.model).values() if step.listed or step.on_expiry]
        found = {step.name: [each for each in self.walkers if self.would(step, each)] for step in steps}
        return {name: actors for name, actors in found.items() if actors}

    def would(self, step: Step, actor: Actor) -> bool:
        if isinstance(actor, System) and not step.on_expiry:
            return False
        return not step.refusal(self.matter, actor)

    def go(self) -> str:
        """Take one of the ways; the name of the step."""
        ways = self.ways()
        lasting = [name for name in ways if name not in self.early_ends]
        name = self.draw(st.sampled_from(lasting if lasting and self.draw(st.integers(0, 9)) else list(ways)))
        step, actor = steps_of(self.model)[name], self.draw(st.sampled_from(ways[name]))
        if step.who.hands_to(self.matter, actor):
            return self._decided_by_another(step, actor)
        return self._take(step.name, actor, **self.values_for(step, actor))

    def _take(self, name: str, actor: Actor, **values: Any) -> str:
        event = perform(matter=self.matter, step=name, actor=actor, **values)
        self.matter = self.model.objects.get(pk=event.matter_id)
        self.look_after()
        return name

    def _decided_by_another(self, step: Step, actor: Membership) -> str:
        """Recorded, or handed over and, at once or the next time, taken or sent back by whoever decides."""
        way = self.draw(st.sampled_from(["record", "hand over", "take", "send back"]))
        if way == "record":
            return self._take(step.name, actor, **self.values_for(step, actor))
        waits = Proposal.objects.filter(matter=self.matter.pk, step=step.name, status="open").exists()
        if not waits:
            prepared = Prepared(step.name, {"reason": ["情况属实。"]})
            self._take("propose" if self.matter.pk else "propose_new", actor, prepared=prepared)
        proposal = Proposal.objects.get(matter=self.matter.pk, step=step.name, status="open")
        decider = self._decider(step, actor)
        if way == "hand over" and not waits:
            return "propose"
        if way == "send back":
            return self._take("send_back_proposal", decider, proposal=proposal, word="请补充。")
        return self._take(step.name, decider, taken_from=proposal, **self.values_for(step, decider))

    def values_for(self, step: Step, actor: Actor) -> Values:
        values = KEEPING | self.values
        fitting = values[step.name](self) if step.name in values else self.reasons()
        values = {name: value for name, value in fitting.items() if name in step.asks()}
        if step.who.is_recording(self.matter, actor):
            values |= {"decided_by": self._decider(step, actor), "decided_on": self.decided_on()}
        return values

    def copied(self) -> Organisation:
        """A body that has no part in the matter yet."""
        able = watcher(self.matter).able or ("government",)
        return factories.organisation(f"抄送单位{next(_numbers)}", *able)

    def reasons(self) -> Values:
        """What a step gets that no values are named for."""
        return {"reason": "情况属实。"}

    def decided_on(self) -> When:
        return When.on(clock.today())

    def _decider(self, step: Step, actor: Actor) -> Membership:
        """Who decides in the house of `actor`."""
        deciding, house = step.who.deciding(self.matter.state), actor.organisation_id
        own = (each for each in self.walkers if each.organisation_id == house)
        return next(each for each in own if getattr(each, "role", "") in deciding)

    def look_after(self) -> None:
        """For subclasses: what people do beside the steps."""
