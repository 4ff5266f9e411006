"""Three published courses replayed through the one door, entered later on their true dates.

Neither receipt nor number was published: the day of issue stands for receipt and is marked as assumed, and
the number of the case in the list stands for the paper's. The last days were counted by hand.
"""

import csv
from dataclasses import dataclass
from datetime import date

import pytest
from django.conf import settings

from common import clock
from common.when import When
from matters.verifying import verify
from organisations.models import Jurisdiction, Membership, Organisation
from recommendations import rules
from recommendations.choices import Finding, Kind, Result
from recommendations.models import Recommendation
from tests import factories
from tests.courses import REPORT, upload
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
SHARED = settings.BASE_DIR.parent / "shared" / "data" / "cases.csv"
CASES = SHARED if SHARED.exists() else settings.BASE_DIR / "tests" / "data" / "cases.csv"
REPLY = "recommendation.public_interest.reply"


@dataclass(frozen=True)
class Published:
    """What the list says of a case, and what was counted by hand: two months, moved on from a rest day."""

    case: str
    code: str
    rectified: str
    due: date


COURSES = [
    # 9 August 2020 was a Sunday.
    Published("C005", "430422", "2020-07-21", date(2020, 8, 10)),
    # 18 April 2020 was a Saturday, and no make-up working day.
    Published("C134", "610702", "2020-02-28", date(2020, 4, 20)),
    # 21 December 2020 was a Monday.
    Published("C139", "231004", "2020-11-27", date(2020, 12, 21)),
]


def row_of(case: str) -> dict[str, str]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return next(row for row in csv.DictReader(lines) if row["case"] == case)


class Replay:
    """One case in its own place, with its own people, each step on the day that was published."""

    def __init__(self, published: Published) -> None:
        self.published, self.row = published, row_of(published.case)
        where = Jurisdiction.objects.create(
            code=published.code, name=published.code, short_name=published.code, level="county"
        )
        self.house = factories.organisation(self.row["procuratorate"], "procuratorate", where=where)
        self.agency = factories.organisation(self.row["receiving_organisation"], "agency", where=where)
        self.matter: Recommendation | None = None

    def person(self, role: str, where: Organisation | None = None) -> Membership:
        held = Membership.objects.filter(organisation=where or self.house, role=role).first()
        return held or factories.membership(where or self.house, role)

    def take(self, step: str, role: str, on: str = "", **data) -> None:
        occurred = When.parse(on) if on else None
        event = perform(matter=self.matter, step=step, actor=self.person(role), occurred_at=occurred, **data)
        self.matter = Recommendation.objects.get(pk=event.matter_id)

    def register(self) -> "Replay":
        self.matter = Recommendation(
            kind=Kind.PUBLIC_INTEREST,
            title=self.row["summary"][:60],
            lead=self.house,
            domain=self.row["domain"],
        )
        issued = When.parse(self.row["issued"])
        earlier = {f"{name}_on": When.parse(self.row[name]) for name in ("found", "filed") if self.row[name]}
        scans = [upload(self.person("handler").user)]
        self.take(
            "register_issued", "handler", recipients=[self.agency], number=f"{self.row['case']}号",
            issued_on=issued, received_on=issued, receipt_assumed=True, paper_scans=scans, **earlier,
        )  # fmt: skip
        return self

    def rectify(self) -> "Replay":
        scans = [upload(self.person("handler").user)]
        self.take(
            "report_progress", "handler", self.published.rectified,
            type="proof", text=self.row["outcome"], files=scans,
        )  # fmt: skip
        return self

    def reply(self) -> "Replay":
        results = [(advice, Result.DONE, self.row["measures"]) for advice in self.matter.advices.all()]
        scans = [upload(self.person("handler").user)]
        self.take("reply", "handler", self.row["replied"], results=results, paper_scans=scans)
        return self

    def follow_up(self) -> "Replay":
        if self.row["followed_up"]:
            self.take(
                "record_visit", "handler", self.row["followed_up"], way="现场查看", findings="现场验收。"
            )
        return self

    def end(self) -> "Replay":
        findings = [(advice, Finding.DONE, None, "") for advice in self.matter.advices.all()]
        self.take("review_rectification", "department_head", self.row["replied"], findings=findings)
        decision = {"reasons": "整改到位，公益得到保护。", "paper_number": "检公终〔2022〕1号", **REPORT}
        self.take("terminate", "chief", self.row["replied"], **decision)
        return self


@pytest.fixture(params=COURSES, ids=lambda published: published.case)
def replay(db, request) -> Replay:
    return Replay(request.param).register().rectify().follow_up().reply().end()


def test_the_last_day_is_the_one_counted_by_hand(replay):
    assert replay.matter.deadlines.get(rule=REPLY).due_on == replay.published.due


def test_the_receipt_is_marked_as_assumed(replay):
    period = replay.matter.deadlines.get(rule=REPLY)
    assert replay.matter.receipt_assumed
    assert period.starts_assumed
    assert "推定" in period.explanation


def test_it_was_answered_in_time(replay):
    period = replay.matter.deadlines.get(rule=REPLY)
    assert (period.status, period.late_days) == ("closed", 0)
    assert period.closed_on == date.fromisoformat(replay.row["replied"])


def test_a_rule_that_was_not_in_force_gives_no_day(replay):
    for rule in ("rectification", "record_with_superior"):
        assert replay.matter.deadlines.get(rule=f"recommendation.public_interest.{rule}").due_on is None


def test_it_is_ended_and_nothing_is_owed_but_the_record(replay):
    assert (replay.matter.state, replay.matter.outcome) == ("closed", "rectified")
    running = set(replay.matter.deadlines.running().values_list("rule", flat=True))
    assert running == {rules.PUBLIC_RECORD, rules.SIGN_FOR_LETTER}  # and that the decision is received


def test_each_step_keeps_its_day_and_the_day_it_was_entered(replay):
    events = {event.verb: event for event in replay.matter.events.all()}
    assert events["reply"].when == When.parse(replay.row["replied"])
    assert events["report_progress"].when == When.parse(replay.published.rectified)
    assert {event.recorded_at for event in events.values()} == {clock.now()}


def test_what_the_agency_did_is_shown_as_entered_for_it(replay):
    for verb in ("report_progress", "reply"):
        assert replay.matter.events.get(verb=verb).entered_for == replay.agency


def test_the_chain_holds(replay):
    assert list(verify(replay.matter)) == []


def test_earlier_days_stay_as_they_were_published(replay):
    for name in ("found", "filed", "issued"):
        assert getattr(replay.matter, f"{name}_on") == replay.row[name]
