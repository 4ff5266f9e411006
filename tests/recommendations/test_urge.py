"""督促: a letter of the handler with a stated period; a reminder of the system is none."""

from datetime import date

import pytest

from common.when import When
from deadlines.models import Deadline
from deadlines.statute import Stated
from tests.recommendations.served import deadline, served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
URGED = "recommendation.urged"


def test_it_states_a_period_from_its_day(cast):
    course = served(cast)
    course.take("urge", cast.handler, stated=Stated(10), demand="请书面回复。")
    urged = deadline(course, URGED)
    assert (urged.debtor, urged.due_on, urged.basis) == (cast.agency_a, date(2026, 10, 23), "stated")


def test_without_a_stated_period_it_is_refused(cast):
    course = served(cast)
    with pytest.raises(Invalid, match="请填写期限") as refused:
        course.take("urge", cast.handler, stated=None)
    assert set(refused.value.fields) == {"stated"}
    assert not course.matter.deadlines.filter(rule=URGED).exists()


def test_the_letter_is_made_and_seen_by_the_recipient(cast):
    course = served(cast)
    course.take("urge", cast.handler)
    assert course.matter.documents.visible_to(cast.liaison_a).filter(kind="urging_letter").exists()


def test_liaison_and_head_are_told(cast):
    people = [cast.liaison_a, cast.head_a]
    served(cast).take("urge", cast.handler)
    assert all(person.user.notices.filter(verb="urge").exists() for person in people)


def test_a_second_one_takes_the_place_of_the_first(cast):
    course = served(cast)
    course.take("urge", cast.handler, occurred_at=When.parse("2026-09-20"))
    course.take("urge", cast.handler)
    assert [row.status for row in Deadline.objects.filter(rule=URGED).order_by("pk")] == ["cancelled", "open"]


def test_the_reply_meets_it(cast):
    course = served(cast)
    course.take("urge", cast.handler)
    course.reply()
    assert course.matter.deadlines.get(rule=URGED).status == "closed"


def test_before_service_there_is_nobody_to_urge(cast):
    from tests.courses import Course

    with pytest.raises(Refused, match="待签收"):
        Course(cast).registered().take("urge", cast.handler)
