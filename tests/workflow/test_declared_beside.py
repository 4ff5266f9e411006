"""What puts something right stands behind what carries the matter on, and colours its events: each step says so."""

import pytest

from tests.courses import Course
from tests.toys.courses import LoanCourse
from workflow import page, timeline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def test_what_is_aside_has_the_last_buttons(cast):
    buttons = page.step_buttons(Course(cast).served().matter, cast.chief)
    standing = [button["aside"] for button in buttons]
    assert set(standing) == {True, False}
    assert standing == sorted(standing)
    named = [button["name"] for button in buttons if button["aside"]]
    assert {"annul", "correct", "reassign"} <= set(named)


def test_an_event_has_the_colour_of_its_step(cast):
    course = LoanCourse(cast).annulled()
    tones = {entry["anchor"]: entry["tone"] for entry in timeline.entries(course.matter, cast.head_a)}
    last = course.matter.events.get(verb="annul").number
    assert tones.pop(f"event-{last}") == "withdrawn"
    assert set(tones.values()) == {"progress"}
