"""Two at once, in threads on the real database: one succeeds, the other is told."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from common.when import When
from matters.models import Event
from matters.verifying import verify
from organisations.models import ElectronicServiceConsent
from recommendations.models import Recommendation
from tests.courses import Course, upload
from tests.workflow.threads import at_once
from workflow.errors import Refused, Stale
from workflow.perform import locked, perform

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tuesday")]


def kinds(results: list) -> set[type]:
    return {type(result) for result in results}


def test_two_people_with_the_same_page_one_succeeds_and_the_other_is_told(cast):
    course = Course(cast).served()
    people, version = [cast.deputy_head_a, cast.head_a], course.matter.version
    objecting = [
        lambda actor=actor: perform(
            matter=course.matter, step="object", actor=actor, version=version, grounds="数量有出入。"
        )
        for actor in people
    ]
    results = at_once(*objecting)
    assert kinds(results) == {Event, Stale}
    told = next(result for result in results if isinstance(result, Stale))
    assert [event.verb for event in told.events] == ["object"]
    assert list(verify(Recommendation.objects.get())) == []


def test_two_people_without_a_page_the_second_reads_why_not(cast):
    course = Course(cast).issued()
    signing = [
        lambda actor=actor: perform(matter=course.matter, step="sign_for", actor=actor, consents=True)
        for actor in (cast.liaison_a, cast.head_a)
    ]
    results = at_once(*signing)
    assert kinds(results) == {Event, Refused}
    assert "整改中" in next(result.reason for result in results if isinstance(result, Refused))
    assert course.matter.events.filter(verb="sign_for").count() == 1


def test_a_double_click_takes_the_step_once(cast):
    course = Course(cast).issued()
    how = {
        "matter": course.matter,
        "step": "sign_for",
        "actor": cast.liaison_a,
        "consents": True,
        "key": "k1",
    }
    first, second = at_once(*[lambda: perform(**how, version=course.matter.version)] * 2)
    assert first == second
    assert course.matter.deadlines.filter(rule="recommendation.reply").count() == 1


def test_a_double_click_creates_once(cast):
    course, handler = Course(cast), cast.handler
    how = {"step": "decide_investigation", "actor": cast.chief, "key": "k1"}

    def create() -> Event:
        return perform(matter=course.new(handler=handler), **how)

    first, second = at_once(create, create)
    assert first == second
    assert Recommendation.objects.count() == 1


def test_a_double_click_registers_once(cast):
    course, handler, recipients = Course(cast), cast.handler, [cast.agency_a]
    scans = [upload(handler.user)]

    def register() -> Event:
        return perform(
            matter=course.new(), step="register_issued", actor=handler, key="k1", recipients=recipients,
            number="川九检建〔2026〕7号", issued_on=When.parse("2026-09-01"), paper_scans=scans,
        )  # fmt: skip

    first, second = at_once(register, register)
    assert first == second
    assert Recommendation.objects.count() == 1


def test_a_step_holds_its_matter_but_not_those_who_only_refer_to_it(cast):
    """Else a sweep that holds a deadline waits to write a notice about the matter, and the step for the deadline."""
    matter = Course(cast).issued().matter
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        locked(matter)
    assert ("FOR NO KEY UPDATE" in asked[0]["sql"]) == connection.features.has_select_for_no_key_update


def test_two_first_signatures_of_one_organisation_are_both_taken_and_bind_it_once(cast):
    """Each consents to electronic service on a paper of its own, before the other's consent can be seen."""
    courses = [Course(cast).issued(), Course(cast).issued()]
    signing = [
        lambda course=course, actor=actor: perform(
            matter=course.matter, step="sign_for", actor=actor, consents=True
        )
        for course, actor in zip(courses, (cast.liaison_a, cast.head_a), strict=True)
    ]
    results = at_once(*signing)
    assert kinds(results) == {Event}
    assert ElectronicServiceConsent.objects.filter(organisation=cast.agency_a, revoked_at=None).count() == 1
