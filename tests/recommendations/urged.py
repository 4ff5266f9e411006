"""A recommendation that was urged: the letter sent, received, its period over, the reason decided."""

from datetime import date

from common import clock
from common.when import When
from deadlines.statute import Stated
from tests.courses import Course
from tests.recommendations.served import served

STATED = Stated(10)
#: The last day of what was received on 3 August is 8 October 2026, the first after the holiday.
SENT, RECEIVED = When.parse("2026-10-09"), When.parse("2026-10-10")
AFTER = date(2026, 10, 21)
REASONS = {
    "stated_by_agency": "未作说明，电话询问称正在研究。",
    "evidence": "通话记录",
    "reasons": "没有客观障碍。",
}


def late(cast, **data) -> Course:
    """Received on 3 August; its last day was over on 8 October 2026."""
    return served(cast, "2026-08-03", issued_on="2026-08-03", **data)


def sent(course: Course, **data) -> Course:
    """The letter goes out on 9 October and is on its way."""
    given = {"ground": "no_reply", "stated": STATED, "occurred_at": SENT, **data}
    course.take("urge", course.cast.department_head, **given)
    return course


def received(course: Course, on: When = RECEIVED) -> Course:
    course.take("record_letter_service", course.cast.handler, received_on=on, way="direct")
    return course


def urged(cast, **data) -> Course:
    """Urged, and the letter received on 10 October: ten days, until the 20th."""
    return received(sent(late(cast, **data)))


def decided(course: Course, justified: bool = False, **data) -> Course:
    """Once the letter's period is over, the chief decides on the reason."""
    with clock.set_to(AFTER):
        course.take("decide_reason", course.cast.chief, justified=justified, **{**REASONS, **data})
    return course
