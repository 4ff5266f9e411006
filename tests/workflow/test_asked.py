"""What a step asks is declared once: what nobody asked is refused, and so is what an event cannot say."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from common import clock
from common.when import When
from deadlines.statute import Stated
from matters.models import Event, MatterUserObjectPermission
from organisations.models import Organisation, Role
from tests.courses import Course
from tests.every_kind import for_every_model
from tests.workflow.test_files_of_fields import every_form
from workflow.perform import perform, plain
from workflow.rows import belong
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def test_what_nobody_asked_is_refused_and_nothing_written(cast):
    course = Course(cast).submitted()
    with pytest.raises(TypeError, match="opinon"):
        course.take("review", cast.department_head, opinon="同意")
    assert not Event.objects.filter(verb="review").exists()


def test_what_one_step_takes_from_within_another_does_not(cast):
    course = Course(cast).served()
    with pytest.raises(TypeError, match="earlier"):
        course.take("report_progress", cast.liaison_a, text="已清运", earlier=course.matter)


def test_only_a_step_that_begins_a_matter_is_given_its_fields(cast):
    course = Course(cast).submitted()
    with pytest.raises(TypeError, match="values"):
        course.take("review", cast.department_head, opinion="同意", values={"title": "另一标题"})


@for_every_model
def test_no_form_hands_on_what_its_step_does_not_ask(cast, model):
    for step, form in every_form(cast, model):
        assert form.step_data().keys() <= step.asks() | {"entered_for"}, step.name


def test_a_step_that_goes_along_declares_what_it_takes_though_it_has_no_form(cast):
    step = steps_of(Course(cast).new().__class__)["sealed_along"]
    assert {"earlier", "scan", "reason", "files"} <= step.asks()


SAID = {
    "text": ("已清运", "已清运"),
    "number": (3, 3),
    "box": (False, False),
    "day": (date(2026, 10, 13), "2026-10-13"),
    "month": (When.parse("2026-10"), "2026-10"),
    "moment": (datetime(2026, 10, 13, 8, tzinfo=clock.UTC), "2026-10-13 08:00:00+00:00"),
    "amount": (Decimal("12.50"), "12.50"),
    "choice": (Role.CHIEF, "chief"),
    "rows": ([{"advice": "清运", "due": date(2026, 10, 13), "justified": None}],
             [{"advice": "清运", "due": "2026-10-13", "justified": None}]),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_what_may_be_said_reads_as_json_gives_it_back(name):
    value, read = SAID[name]
    assert plain({name: value}) == {name: read}


def test_a_row_is_said_in_the_words_of_its_model(cast):
    said = plain({"to": cast.agency_a, "person": cast.chief})
    assert said == {"to": str(cast.agency_a), "person": str(cast.chief)}


@pytest.mark.parametrize(
    "value", [Stated(15), {1, 2}, object(), 1.5, b"bytes"], ids=lambda each: str(type(each))
)
def test_what_has_no_words_of_its_own_is_not_written_into_the_chain(value):
    for said in (value, [value], {"within": value}):
        with pytest.raises(TypeError):
            plain({"said": said})


def test_a_query_is_no_answer(cast):
    """It read `<OrganisationQuerySet […]>` on the page, for good."""
    with pytest.raises(TypeError, match="QuerySet"):
        plain({"to": Organisation.objects.filter(pk=cast.agency_a.pk)})


def test_a_child_row_finds_its_matter_whatever_it_calls_it(cast):
    course, row = Course(cast).submitted(), MatterUserObjectPermission()
    belong(row, course.matter, course.matter.events.last())
    assert row.content_object == course.matter


def test_the_actor_of_a_refused_call_is_told_nothing_of_it(cast):
    """A call that a developer mends is no refusal that a person could do anything about."""
    course = Course(cast).submitted()
    before = course.matter.version
    with pytest.raises(TypeError):
        perform(matter=course.matter, step="review", actor=cast.department_head, nobody="asked")
    course.matter.refresh_from_db()
    assert course.matter.version == before
