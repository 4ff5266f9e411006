"""A step of a declared kind as data: what it asks, which clocks it meets and starts, whom it brings in.

A move becomes a `@step` of the class in whose body it stands; button, form, notices, words of the timeline, drawn graph
and tests follow. What is no plain move is a method with `@step` in the same class.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.asking import Fields, form_of
from workflow.clocks import Clock
from workflow.effects import Effects, Taking
from workflow.houses import House
from workflow.letters import Letter
from workflow.moving import effects_of_move
from workflow.states import codes
from workflow.steps import NEW, placed, step
from workflow.who import Who


@dataclass(kw_only=True)
class Move:
    """`meets`: the clocks that it ends in time or late; `drops`: those that fall away; `starts`: those that begin with
    it.

    `keeps`: which of the `fields` of its kind it asks. `asks`: what else; columns are kept too, the rest is said in the
    event. `brings`: by the name of such a field, as what the organisations chosen there take part.
    `letter`: the paper that it makes. `files`: what its common field for files is called; it has none without.
    `inside`: the party that alone learns of it. `outcome`: how the matter ends by it.
    `within`: the clocks after whose last day it comes too late, those that run.
    `needs`: conditions (`workflow.steps.condition`). `then`: what else follows from what was given, put into the effects.
    """

    label: str
    source: Sequence[str]
    target: str | None
    by: Who
    meets: Sequence[Clock] = ()
    drops: Sequence[Clock] = ()
    starts: Sequence[Clock] = ()
    keeps: Sequence[str] = ()
    asks: Fields = field(default_factory=dict)
    brings: Mapping[str, House] = field(default_factory=dict)
    letter: Letter | None = None
    files: str = ""
    files_help: str = ""
    inside: House | None = None
    outcome: str = ""
    within: Sequence[Clock] = ()
    needs: Sequence[Callable] = ()
    then: Callable[[Any, Mapping[str, Any], Effects], None] | None = None
    hint: str = ""
    weight: str = "secondary"
    name: str = ""
    place: int = field(default_factory=placed)

    def __set_name__(self, owner: type, name: str) -> None:
        """Stands in the class as the step that it declares."""
        self.name = name
        own = {each: owner.fields[each] for each in self.keeps}
        self.asks = {**own, **self.asks, **(self.letter.asks() if self.letter else {})}

        def taken(matter, taking: Taking) -> Effects:
            return effects_of_move(self, matter, taking)

        taken.__name__, taken.__doc__, taken.move = name, self.label, self
        setattr(owner, name, self._declared(owner)(taken))

    def _declared(self, owner: type) -> Callable:
        return step(
            self.label,
            source=self.source,
            target=self.target,
            who=self.by,
            conditions=self.needs,
            form=form_of(
                f"{owner.__name__}_{self.name}", self.asks, files=self.files, files_help=self.files_help
            ),
            weight=self.weight,
            fulfils=tuple(dict.fromkeys(clock.rule for clock in self.meets)),
            hint=f"{self.hint}{owner.content.notice}" if self.begins else self.hint,
            place=self.place,
        )

    @property
    def begins(self) -> bool:
        return NEW in self.source


def begin(label: str, target: str, *, by: Who, **more: Any) -> Move:
    """A step that begins a matter; `more` as in `Move`."""
    return Move(label=label, source=(NEW,), target=str(target), by=by, **more)


def move(label: str, source: str | Sequence[str], target: str | None = None, *, by: Who, **more: Any) -> Move:
    """A step from `source`, one state or several, to `target`, or one that leaves the state; `more` as in `Move`."""
    return Move(label=label, source=codes(source), target=target and str(target), by=by, **more)
