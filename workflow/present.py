"""Who takes part while a step is being taken: those who did before, and those whom it brings in."""

from collections.abc import Mapping
from functools import cached_property

from matters.parties import LEAD, RECIPIENT, Party
from organisations.models import Organisation
from workflow.effects import Taking


class Present:
    """`brought`: by role, the organisations that the step brings in."""

    def __init__(self, matter, taking: Taking, brought: Mapping[str, list[Organisation]]) -> None:
        self.matter, self.taking, self.brought = matter, taking, brought

    @cached_property
    def acting(self) -> Organisation | None:
        """Whose step it is; nobody's where the system takes it."""
        return self.taking.entered_for or self.taking.actor.organisation

    def houses(self, party: Party) -> list[Organisation]:
        """Those on the side of `party`, each once; addressed to another, it is that one's alone."""
        before = self.matter.houses_on(party.role) if self._has_rows(party) else []
        brought = self.brought.get(party.role, [])
        return list(dict.fromkeys(brought if party.role == RECIPIENT and brought else [*before, *brought]))

    def _has_rows(self, party: Party) -> bool:
        """A matter that begins has no participations yet; who leads it and to whom it goes stand on itself."""
        return self.matter.pk is not None or party.role in (LEAD, RECIPIENT)

    def house(self, party: Party) -> Organisation | None:
        return next(iter(self.houses(party)), None)
