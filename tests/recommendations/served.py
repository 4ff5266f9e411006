"""A recommendation that was issued and served on paper on published days, in two steps."""

from common.when import When
from deadlines.models import Deadline
from tests.courses import Course

REPLY = "recommendation.reply"


def served(cast, received_on: str = "2026-09-02", kind: str = "social_governance", **data) -> Course:
    """Issued on 1 September 2026, received the next day unless said otherwise."""
    return Course(cast, kind).registered(received_on=When.parse(received_on), **data)


def deadline(course: Course, rule: str = REPLY) -> Deadline:
    """The running one of `rule`."""
    return course.matter.deadlines.get(rule=rule, status__in=["open", "paused"])
