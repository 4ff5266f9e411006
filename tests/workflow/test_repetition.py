"""The same key again: a second click, a page sent twice, an API client that tried again."""

import pytest

from common.when import When
from recommendations.models import Recommendation
from tests.courses import Course, upload
from tests.workflow.rows import grown, rows
from workflow.errors import Invalid
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def test_a_repetition_returns_the_first_event_and_writes_nothing(cast):
    course = Course(cast).issued()
    how = {
        "matter": course.matter,
        "step": "sign_for",
        "actor": cast.liaison_a,
        "key": "k1",
        "consents": True,
    }
    first = perform(**how, version=course.matter.version)
    before = rows()
    assert perform(**how, version=course.matter.version) == first
    assert grown(before) == {}


def test_a_repetition_of_a_creating_step_makes_no_second_matter(cast):
    course = Course(cast)
    how = {"step": "decide_investigation", "actor": cast.chief, "key": "k1"}
    first = perform(matter=course.new(handler=cast.handler), **how)
    again = perform(matter=course.new(handler=cast.handler), **how)
    assert again == first
    assert Recommendation.objects.count() == 1


def test_a_repeated_registration_is_not_told_that_its_own_number_is_taken(cast):
    scans = [upload(cast.handler.user)]
    how = {"recipients": [cast.agency_a], "paper_scans": scans, "number": "川九检建〔2026〕7号", "key": "k1"}
    how |= {"step": "register_issued", "actor": cast.handler, "issued_on": When.parse("2026-09-01")}
    first = perform(matter=Course(cast).new(), **how)
    assert perform(matter=Course(cast).new(), **how) == first


def test_another_person_with_the_same_key_takes_a_step_of_their_own(cast):
    course = Course(cast).served()
    visit = {"step": "record_visit", "key": "k1", "way": "电话", "findings": "已询问进展。"}
    first = perform(matter=course.matter, actor=cast.handler, **visit)
    assert perform(matter=course.matter, actor=cast.clerk, **visit) != first


def test_another_key_is_another_step(cast):
    course = Course(cast).served()
    visit = {"step": "record_visit", "actor": cast.handler, "way": "电话", "findings": "已询问进展。"}
    first = perform(matter=course.matter, key="k1", **visit)
    assert perform(matter=course.matter, key="k2", **visit) != first


def test_a_key_is_not_used_again_for_something_else(cast):
    course = Course(cast).served()
    visit = {"step": "record_visit", "key": "k1", "way": "电话", "findings": "已询问进展。"}
    perform(matter=course.matter, actor=cast.handler, **visit)
    with pytest.raises(Invalid, match="另一事项"):
        perform(matter=course.matter, actor=cast.handler, step="remind", key="k1")
