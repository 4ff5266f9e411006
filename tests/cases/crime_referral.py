"""涉嫌犯罪案件移送: who may take which step, how it comes to any state, and what its steps are given."""

from cases.crime_referral import CrimeReferral
from tests.cases.course import CaseCourse
from tests.toys.permissions import LEAD, OTHER, keeping, shared
from tests.workflow.permissions import Table

EVERY = "reported approved kept transferred incomplete accepted refused reconsidered upheld supervised filed closed annulled"
UNDER_WAY = EVERY.replace("kept ", "").removesuffix(" closed annulled")
PROCURATORATE = {
    "P": {"handler", "clerk", "department_head", "chief"},
    "Q": {"chief"},
}
TABLE = Table(
    {"lead": LEAD, "recipient": {**OTHER, "D": {"organisation_head"}}, "supervising": PROCURATORATE},
    {
        "report_crime": {"new": "W"},
        "approve": {"reported": "R +A"},
        "keep_on_file": {"reported": "R +A"},
        "transfer": {"approved": "W"},
        "accept": {"transferred": "B +A"},
        "ask_supplement": {"accepted": "B +A"},
        "supply": {"incomplete": "W"},
        "forward": {"transferred accepted incomplete": "B +A"},
        "extend": {"accepted": "D +C +A"},
        "extend_again": {"accepted": "D +C +A"},
        "file": {"accepted incomplete refused reconsidered upheld supervised": "D +C +A"},
        "refuse": {"accepted incomplete supervised": "D +C +A"},
        "ask_reconsideration": {"refused": "W"},
        "uphold": {"reconsidered": "D +C +A"},
        "ask_supervision": {"refused upheld": "W"},
        "ask_over_silence": {"transferred accepted incomplete reconsidered": "W"},
        "tell_result": {"supervised": "Q +P +A"},
        "hand_over_goods": {"filed": "W"},
        "transfer_back": {"filed closed": "D +C +A"},
        "close": {"refused upheld": "W"},
        "inform_commission": {EVERY.removesuffix(" annulled"): "W"},
        **keeping("reported approved", UNDER_WAY.removeprefix("reported approved ")),
        "enter_row": {"new": "S"},
        "undo_import": {EVERY.removeprefix("reported approved kept ").removesuffix(" annulled"): "S"},
        **shared(EVERY),
    },
)


class Course(CaseCourse):
    """From 县市场监管局 to the police; 县检察院 and 县司法局 read along."""

    model = CrimeReferral

    def reported(self, **more) -> "Course":
        facts = {"offence": "销售假药罪", "own_number": "九市监案〔2026〕12号", "team": 2}
        self.take("report_crime", self.cast.liaison_a, **facts | more)
        return self

    def approved(self) -> "Course":
        self.reported().take("approve", self.cast.head_a, decided_as="head")
        return self

    def transferred(self) -> "Course":
        copies = [self.cast.procuratorate, self.cast.bureau]
        given = {
            "police": self.cast.police,
            "number": "九市监移字〔2026〕3号",
            "materials": ["transfer", "report"],
        }
        self.approved().take("transfer", self.cast.liaison_a, copies=copies, **given)
        return self

    def accepted(self, **more) -> "Course":
        self.transferred().take("accept", self.cast.liaison_police, **more)
        return self

    def refused(self) -> "Course":
        self.accepted().take(
            "refuse", self.cast.head_police, notice_number="九公不立字〔2026〕1号", returned=True
        )
        return self

    def filed(self) -> "Course":
        self.accepted().take("file", self.cast.head_police, notice_number="九公立字〔2026〕8号")
        return self

    def under_way(self) -> "Course":
        return self.accepted()
