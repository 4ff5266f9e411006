"""A board counted by hand: every status once, and what must not be counted."""

from collections.abc import Iterator
from datetime import date

import pytest

from assessment.figures import Line, figures
from assessment.filters import Filters
from assessment.scope import counted
from common import clock
from common.when import When
from organisations.models import Organisation
from recommendations.choices import Kind, Result
from tests.courses import Course, upload

TODAY = date(2026, 11, 24)
#: Received on these days, the reply is owed until 2 November and until 10 December.
EARLY, LATE = "2026-09-02", "2026-10-10"


class Paper:
    """Recommendations issued on paper to one agency, entered with their true days."""

    def __init__(self, cast, recipient: Organisation, kind: str = Kind.SOCIAL_GOVERNANCE) -> None:
        self.cast, self.recipient, self.kind = cast, recipient, kind

    def served(self, received: str | None, number: str, issued: str = "2026-09-01", **fields) -> Course:
        course = Course(self.cast, self.kind, self.recipient)
        new = course.new
        course.new = lambda: new(**fields)
        data = {"received_on": When.parse(received)} if received else {}
        return course.registered(issued, f"川九检建〔2026〕{number}号", **data)

    def replied(self, received: str, number: str, on: str, **fields) -> Course:
        course = self.served(received, number, **fields)
        self.reply(course, on)
        return course

    def reply(self, course: Course, on: str) -> None:
        scans = [upload(self.cast.handler.user)]
        course.reply(
            Result.DONE,
            self.cast.handler,
            build_letter=False,
            paper_scans=scans,
            occurred_at=When.parse(on),
        )

    def extended(self, received: str, number: str, until: date) -> Course:
        """Asked for and granted while the first period ran."""
        course = self.served(received, number)
        with clock.set_to(date(2026, 10, 20)):
            asked = {"asked_until": until, "reason": "需要招标", "occurred_at": When.on(date(2026, 10, 19))}
            course.take("request_extension", self.cast.handler, **asked)
            course.take("grant_extension", self.cast.chief, reason="需要招标，情况属实")
        return course


@pytest.fixture
def today(db) -> Iterator[date]:
    with clock.set_to(TODAY):
        yield TODAY


@pytest.fixture
def by_hand(cast, today) -> None:
    """县市场监管局 has five in five statuses, 县水务局 three in three; four more are no one's figure."""
    a, b = Paper(cast, cast.agency_a), Paper(cast, cast.agency_b)
    a.replied(EARLY, "1", on="2026-10-20", domain="生态环境")
    a.replied(EARLY, "2", on="2026-11-10")
    a.served(EARLY, "3")
    a.served(LATE, "4")
    a.served(None, "5", issued="2026-11-02")
    b.extended(EARLY, "6", until=date(2026, 12, 1))
    b.reply(b.extended(EARLY, "7", until=date(2026, 12, 1)), on="2026-11-20")
    b.served("2026-09", "8", issued="2026-09")
    Paper(cast, cast.court).served(EARLY, "9")
    a.served(EARLY, "10", sensitivity="sealed")
    a.served(EARLY, "11").take("annul", cast.department_head, reason="误录")
    Course(cast).draft()


#: What the fixture makes, by hand; every measure that is not named is nought.
BY_HAND = {
    "JZG-SCJG": {
        "issued": 5, "open": 5, "in_time": 1, "first": 1, "late": 1, "overdue": 1, "over": 3,
        "not_due": 1, "running": 1, "unserved": 1, "replied": 2, "timed": 2,
    },
    "JZG-SWJ": {
        "issued": 3, "open": 3, "in_time": 1, "extended": 1, "over": 1, "not_due": 1, "extended_open": 1,
        "undated": 1, "replied": 1, "timed": 1,
    },
}  # fmt: skip


def by_code(membership, year: str = "2026", **narrowed) -> dict[str, Line]:
    """The lines of the agencies on the board of `membership`, by the code of the agency."""
    rows = Filters(**narrowed).narrow(counted(membership), {})
    codes = dict(Organisation.objects.values_list("pk", "code"))
    return {codes[int(line.key)]: line for line in figures(rows, year).units}


def used(line: Line) -> dict[str, int]:
    return {code: number for code, number in line.tally.counts.items() if number}
