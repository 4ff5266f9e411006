"""A case on its way, always through the one door; each kind's own course says who takes which step with what."""

from typing import Any

from matters.models import Event, Matter
from matters.registry import kinds_of
from organisations.models import Membership
from workflow.perform import perform


class CaseCourse:
    """`lead`: the house of the cast that begins it."""

    model: type[Matter]
    lead = "agency_a"

    def __init__(self, cast) -> None:
        self.cast = cast
        self.matter = self.model(kind=kinds_of(self.model)[0], lead=getattr(cast, self.lead))

    def take(self, step: str, actor: Membership, **data: Any) -> Event:
        event = perform(matter=self.matter, step=step, actor=actor, **data)
        self.matter = self.model.objects.get(pk=event.matter_id)
        return event

    def running(self) -> set[str]:
        """The rules that run."""
        return set(self.matter.deadlines.running().values_list("rule", flat=True))
