"""Who is told of a step: whoever holds the place today, never the one who took it."""

import pytest

from common import clock
from notices.models import Notice
from organisations.models import Membership
from tests import factories
from tests.courses import Course
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def told(verb: str) -> set[str]:
    """The user names of those who were told of the step."""
    return set(Notice.objects.filter(verb=verb).values_list("recipient__username", flat=True))


def leave(place: Membership) -> None:
    place.ended_on = clock.today()
    place.save()


def test_issue_tells_everyone_who_may_sign(cast):
    expected = [cast.liaison_a, cast.substitute_a, cast.intake_a, cast.head_a]
    Course(cast).issued()
    assert told("issue") == {place.user.username for place in expected}


def test_once_electronic_service_is_agreed_to_the_office_is_told_alone(cast):
    Course(cast).served()
    Notice.objects.all().delete()
    Course(cast).issued()
    assert "liaison_a" in told("issue")
    assert "head_a" not in told("issue")


def test_whoever_holds_the_place_today_is_told(cast):
    leave(cast.liaison_a)
    new = factories.membership(cast.agency_a, "liaison")
    Course(cast).issued()
    assert new.user.username in told("issue")
    assert "liaison_a" not in told("issue")


def test_where_nobody_holds_the_place_the_head_is_told(cast):
    head = cast.head_a
    Course(cast).issued()
    assert told("issue") == {head.user.username}


def test_a_handler_who_has_left_is_not_told_but_those_who_hold_the_role(cast):
    course, second, _ = Course(cast).issued(), cast.second_handler, cast.liaison_a
    leave(cast.handler)
    course.take("sign_for", cast.liaison_a, consents=True)
    assert told("sign_for") == {second.user.username}


def test_the_actor_is_not_told_of_their_own_step(cast):
    course = Course(cast, recipient=cast.agency_a).registered()
    assert cast.liaison_a.user.notices.count() == 0
    course.take("sign_for", cast.liaison_a, consents=True)
    assert told("sign_for") == {"handler"}


def test_one_person_in_two_places_is_not_told_of_their_own_step_either(cast):
    both = factories.membership(cast.agency_a, "organisation_head", cast.liaison_a.user)
    course = Course(cast).issued()
    Notice.objects.all().delete()
    perform(matter=course.matter, step="sign_for", actor=both, consents=True)
    assert "liaison_a" not in told("sign_for")


def test_a_sensitive_title_does_not_leave_by_way_of_a_notice(cast):
    _, course = cast.liaison_a, Course(cast)
    new = course.new
    course.new = lambda **fields: new(title="王某某受侵害一案", sensitivity="sealed", **fields)
    course.registered()
    assert told("register_issued") == {"liaison_a"}
    assert not Notice.objects.filter(text__contains="王某某").exists()
