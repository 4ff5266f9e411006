"""A suit in public interest, brought on 12 October 2026, in a few steps."""

from datetime import date

from common import clock
from common.when import When
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.courses import Course
from tests.recommendations.served import served
from workflow.actors import System
from workflow.perform import perform

SUIT = {
    "harmed": True,
    "ground": "no_reply",
    "court": "九寨沟县人民法院",
    "reasons": "固体废物至今没有清理。",
}


def unanswered(cast) -> Course:
    """Received on 3 August 2026, the two months over on 9 October: no reply, and the system has noted the end."""
    course = served(cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03")
    perform(matter=course.matter, step="rectification_ended", actor=System("期限届满"))
    course.matter.refresh_from_db()
    return course


def sued(cast, **data) -> Course:
    course = unanswered(cast)
    course.take("sue", cast.chief, **{**SUIT, "sued_on": When.parse("2026-10-12"), **data})
    return course


def judged(cast, judgment: str = "supported", **data) -> Course:
    course = sued(cast)
    with clock.set_to(date(2026, 12, 1)):
        course.take("record_judgment", cast.handler, judgment=judgment, **data)
    return course


def effective(cast, **data) -> Course:
    """Nobody appeals, and both say so on the day."""
    course = judged(cast, **data)
    with clock.set_to(date(2026, 12, 1)):
        course.take("waive_appeal", cast.chief, reasons="裁判正确。", defendant_waives=True)
    return course


def running(matter: Recommendation) -> set[str]:
    return set(matter.deadlines.running().values_list("rule", flat=True))
