"""Random walks of any kind of case: its steps are given whatever fits what they ask."""

from hypothesis import strategies as st

from common import clock
from common.when import When
from matters.parties import RECIPIENT
from matters.registry import kinds_of
from organisations.models import Organisation
from tests.workflow.answers import fitting, houses
from tests.workflow.walk import Values, Walk
from workflow.actors import Actor
from workflow.moves import Move
from workflow.steps import Step


class CaseWalk(Walk):
    """`lead`: the house of the cast that begins it."""

    lead = "agency_a"
    people = (
        "liaison_a",
        "head_a",
        "liaison_police",
        "head_police",
        "handler",
        "chief",
    )
    early_ends = frozenset({"annul", "keep_on_file"})

    def new(self):
        """Also those to whom is written and who take no step are there to be chosen."""
        for house in self.cast.organisations:
            getattr(self.cast, house)
        return self.model(kind=kinds_of(self.model)[0], lead=getattr(self.cast, self.lead))

    def would(self, step: Step, actor: Actor) -> bool:
        """It goes on to another house where there is one."""
        addressed = self.addressed(step)
        goes_on = not addressed or bool(self.receivers(step, addressed, {}))
        return super().would(step, actor) and goes_on and self.is_in_time(step)

    def is_in_time(self, step: Step) -> bool:
        """What comes too late is refused at its field."""
        move = self.move(step)
        rules = [clock.rule for clock in move.within] if move and self.matter.pk else []
        return (
            not self.matter.deadlines.running().filter(rule__in=rules, due_at__lte=clock.now()).exists()
            if rules
            else True
        )

    def values_for(self, step: Step, actor: Actor) -> Values:
        values = super().values_for(step, actor)
        return values | (self.declared_values(step) if self.move(step) else {})

    def move(self, step: Step) -> Move | None:
        return getattr(getattr(self.model, step.name), "move", None)

    def addressed(self, step: Step) -> str:
        """The field that says to whom it goes; empty where a step brings in nobody to whom it goes."""
        move = self.move(step)
        brought = move.brings.items() if move else ()
        return next((name for name, house in brought if house.role == RECIPIENT), "")

    def declared_values(self, step: Step) -> Values:
        values = fitting(step.form_class(), self.draw)
        if name := self.addressed(step):
            values[name] = self.draw(st.sampled_from(self.receivers(step, name, values)))
        return values | self.reading_along(step, values)

    def reading_along(self, step: Step, values: Values) -> Values:
        """Copies go to nobody who carries the matter on."""
        acting = [self.matter.lead, self.matter.recipient, values.get(self.addressed(step))]
        fields = [name for name, house in self.move(step).brings.items() if house.watches]
        return {name: [house for house in values[name] if house not in acting] for name in fields}

    def receivers(self, step: Step, name: str, values: Values) -> list[Organisation]:
        """To whom it can go: not to the house that leads, nor to the one that has it."""
        able = houses(step.form_class().base_fields[name].able)
        return [house for house in able if house not in (self.matter.lead, self.matter.recipient)]

    def decided_on(self) -> When:
        """To the minute: what follows may run in hours."""
        return When.now()
