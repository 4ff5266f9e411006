"""A period of a kind: by which rule it runs, who owes what it asks for, and whether a case starts it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from organisations.models import Organisation
from workflow.effects import Close, Open
from workflow.houses import House
from workflow.present import Present


@dataclass(frozen=True)
class Clock:
    """`rule`: its code in the statutes. `debtor`: the party that owes it.

    `creditor`: to whom, where it is not the house that leads. `inside`: seen by the debtor alone.
    `stated`: the field of the step in which the paper states its length. `given`: asked of the matter, whether it runs
    at all; of several clocks the law takes one by the case.
    """

    rule: str
    debtor: House
    creditor: House | None = None
    inside: bool = False
    stated: str = ""
    given: Callable[[Any], bool] | None = None

    def runs_for(self, matter) -> bool:
        return self.given is None or self.given(matter)

    def open(self, present: Present) -> Open:
        """It starts when the step happens."""
        debtor, taking = present.house(self.debtor), present.taking
        return Open(
            self.rule,
            debtor,
            self._waiting(present, debtor),
            starts=taking.occurred,
            stated=taking.get(self.stated) if self.stated else None,
            audience=debtor if self.inside else None,
        )

    def _waiting(self, present: Present, debtor: Organisation | None) -> Organisation | None:
        if self.creditor:
            return present.house(self.creditor)
        lead = present.matter.lead
        return None if debtor == lead else lead

    def close(self, present: Present, *, fall_away: bool = False) -> Close:
        """Of several houses that owe it, that of whoever takes the step."""
        houses = present.houses(self.debtor)
        debtor = present.acting if present.acting in houses else None
        return Close(self.rule, debtor=debtor, fall_away=fall_away)
