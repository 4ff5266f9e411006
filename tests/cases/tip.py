"""线索移送: who may take which step, how it comes to any state, and what its steps are given."""

from cases.tip import COMPETENT, ORGANISED_CRIME, Tip
from tests.cases.course import CaseCourse
from tests.cases.walk import CaseWalk
from tests.toys.permissions import LEAD, OTHER, keeping, shared
from tests.workflow.permissions import Table

TABLE = Table(
    {"lead": LEAD, "recipient": {**OTHER, "D": {"organisation_head"}}},
    {
        "send": {"new": "W"},
        "sign_for": {"sent": "B +A"},
        "take_up": {"received": "D +C +A"},
        "decline": {"received": "D +C +A"},
        "pass_on": {"sent received": "B +A"},
        "add": {"sent received taken_up": "W"},
        "feed_back": {"taken_up": "B +A"},
        **keeping("", "sent received taken_up"),
        **shared("sent received declined taken_up closed annulled"),
    },
)


class Course(CaseCourse):
    """From 县市场监管局 to 县水务局."""

    model = Tip

    def sent(self, **more) -> "Course":
        given = {
            "title": "河道内倾倒建筑垃圾",
            "domain": "administrative",
            "source": "hotline",
            "summary": "在二桥下游。",
        }
        self.take("send", self.cast.liaison_a, **{"receiver": self.cast.agency_b} | given | more)
        return self

    def received(self) -> "Course":
        self.sent().take("sign_for", self.cast.liaison_b)
        return self

    def taken_up(self) -> "Course":
        self.received().take("take_up", self.cast.head_b)
        return self

    def organised(self) -> "Course":
        """Of organised crime, signed for by the police."""
        given = {"domain": ORGANISED_CRIME, "receiver": self.cast.police, "summary": "", "source": ""}
        self.sent(**given).take("sign_for", self.cast.liaison_police)
        return self

    def under_way(self) -> "Course":
        return self.received()


class Walk(CaseWalk):
    """Tips of any domain, to whoever is competent for it."""

    model = Tip
    people = (
        "liaison_a",
        "head_a",
        "liaison_b",
        "head_b",
        "liaison_police",
        "head_police",
        "handler",
        "chief",
    )

    def declared_values(self, step) -> dict:
        values = super().declared_values(step)
        if self.domain(values) == ORGANISED_CRIME:
            return {name: value for name, value in values.items() if value is True or name in ALWAYS}
        return values

    def receivers(self, step, name, values) -> list:
        """Who is competent of those."""
        needed, _ = COMPETENT.get(self.domain(values), ("", ""))
        return [house for house in super().receivers(step, name, values) if not needed or house.has(needed)]

    def domain(self, values) -> str:
        return values.get("domain") or self.matter.values.get("domain", "")


#: What is told of organised crime, too.
ALWAYS = {"title", "domain", "receiver", "reason", "decision", "dealt", "number"}
