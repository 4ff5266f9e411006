"""The random walks of toys: values that fit their steps."""

from hypothesis import strategies as st

from common.when import When
from deadlines.statute import Stated
from tests.toys import rules
from tests.toys.models import Loan, Repair
from tests.workflow.walk import Values, Walk
from workflow.actors import Actor
from workflow.steps import Step


class LoanWalk(Walk):
    model = Loan
    people = ("liaison_a", "head_a", "liaison_police")
    values = {
        "agree": lambda walk: {"borrower": walk.cast.police, "watchers": [walk.cast.bureau]},
        "send_to_mend": lambda walk: {"parts": [("轮子", walk.cast.agency_b)]},
        "record_service": lambda walk: {"way": "direct", "received_on": walk.decided_on()},
        "urge": lambda walk: {"stated": Stated(5), "reason": "请归还。"},
        "note": lambda walk: {"values": {"pieces": walk.draw(st.integers(1, 9))}},
    }

    def new(self) -> Loan:
        return Loan(kind="toy_loan", title="一只木马", lead=self.cast.agency_a)

    def decided_on(self) -> When:
        """To the minute: what follows runs in hours."""
        return When.now()


class RepairWalk(Walk):
    """What the house that leads enters for others has its own tests."""

    model = Repair
    people = ("liaison_a", "head_a", "liaison_b", "liaison_police")
    values = {
        "arrange": lambda walk: {
            "parts": [("轮子", walk.cast.agency_b), ("车身", walk.cast.agency_b), ("油漆", walk.cast.police)]
        }
    }

    def new(self) -> Repair:
        return Repair(kind="toy_repair", title="一只木马", lead=self.cast.agency_a)

    def _owed(self, actor: Actor) -> list[str]:
        owed = self.matter.deadlines.running().filter(rule=rules.MEND, debtor=actor.organisation_id)
        return list(owed.order_by("pk").values_list("subject", flat=True))

    def would(self, step: Step, actor: Actor) -> bool:
        return super().would(step, actor) and (step.name != "mend" or bool(self._owed(actor)))

    def values_for(self, step: Step, actor: Actor) -> Values:
        if step.name == "mend":
            return {"part": self.draw(st.sampled_from(self._owed(actor)))}
        return super().values_for(step, actor)
