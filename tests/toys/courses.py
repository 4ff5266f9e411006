"""Bringing a toy to any state, always through the one door."""

from deadlines.statute import Stated
from matters.models import Event, Matter
from organisations.models import Membership
from tests.toys.models import Loan, Repair
from workflow.perform import perform


class ToyCourse:
    """One toy on its way."""

    model: type[Matter]
    kind: str

    def __init__(self, cast, **fields) -> None:
        self.cast = cast
        values = {"kind": self.kind, "title": "一只木马", "lead": cast.agency_a, **fields}
        self.matter = self.model(**values)

    def take(self, step: str, actor: Membership, **data) -> Event:
        event = perform(matter=self.matter, step=step, actor=actor, **data)
        self.matter = self.model.objects.get(pk=event.matter_id)
        return event


class LoanCourse(ToyCourse):
    """From 县市场监管局 to the police; 县司法局 looks on."""

    model, kind = Loan, "toy_loan"

    def asked(self) -> "LoanCourse":
        self.matter.values = {"name": "木马", "pieces": 1}
        self.take("ask_loan", self.cast.liaison_a)
        return self

    def agreed(self) -> "LoanCourse":
        parties = {"borrower": self.cast.police, "watchers": [self.cast.bureau]}
        self.asked().take("agree", self.cast.head_a, **parties)
        return self

    def out(self) -> "LoanCourse":
        self.agreed().take("sign_for", self.cast.liaison_police)
        return self

    def asking_longer(self) -> "LoanCourse":
        self.out().take("ask_longer", self.cast.liaison_police, reason="尚未用完。")
        return self

    def urged(self, **data) -> "LoanCourse":
        """Not given back in time; five days more."""
        self.take("urge", self.cast.head_a, stated=Stated(5), reason="请归还。", **data)
        return self

    def closed(self) -> "LoanCourse":
        self.out().take("give_back", self.cast.liaison_police)
        return self

    def annulled(self) -> "LoanCourse":
        self.out().take("annul", self.cast.head_a, reason="重复登记")
        return self


class RepairCourse(ToyCourse):
    """Sent in by 县市场监管局, mended by 县水务局 and the police, supervised by 县司法局."""

    model, kind = Repair, "toy_repair"

    def agreed(self) -> "RepairCourse":
        parts = [("轮子", self.cast.agency_b), ("车身", self.cast.agency_b), ("油漆", self.cast.police)]
        self.take("arrange", self.cast.liaison_a, parts=parts, watchers=[self.cast.bureau])
        return self

    def closed(self) -> "RepairCourse":
        self.agreed().take("confirm", self.cast.liaison_a)
        return self

    def annulled(self) -> "RepairCourse":
        self.agreed().take("annul", self.cast.head_a, reason="重复登记")
        return self


COURSES = {Loan: LoanCourse, Repair: RepairCourse}
