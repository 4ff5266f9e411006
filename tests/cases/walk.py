"""Random walks of any kind of case: its steps are given whatever fits what they ask."""

from common.when import When
from matters.registry import kinds_of
from tests.cases.told import told_of
from tests.workflow.answers import fitting
from tests.workflow.walk import Values, Walk
from workflow.actors import Actor
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

    def values_for(self, step: Step, actor: Actor) -> Values:
        asked = self.declared_values(step) if hasattr(getattr(self.model, step.name), "move") else {}
        return super().values_for(step, actor) | asked

    def declared_values(self, step: Step) -> Values:
        return fitting(step.form_class(), self.draw)

    def decided_on(self) -> When:
        """To the minute: what follows may run in hours."""
        return When.now()


def walk_of(model: type) -> type[CaseWalk]:
    """Its own, where some values fit together only."""
    own = getattr(told_of(model), "Walk", None)
    return own or type(f"{model.__name__}Walk", (CaseWalk,), {"model": model})
