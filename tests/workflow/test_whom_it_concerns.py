"""Whom a reminder reaches in houses of every sort: those who act, their heads, whoever waits, whoever watches."""

from datetime import timedelta

import pytest

from common import clock
from deadlines import people
from deadlines.models import Deadline
from matters.kinds import ParticipationRole
from matters.models import Matter, Participation
from recommendations.models import Recommendation
from tests.courses import Course

pytestmark = pytest.mark.django_db
DAYS_AFTER = 1


@pytest.fixture
def matter(cast, monkeypatch) -> Matter:
    """An agency leads, the police answer, the procuratorate and the bureau watch."""
    cast.everyone()
    monkeypatch.setattr(Recommendation, "watching", (ParticipationRole.COPIED,))
    found = Course(cast).served().matter
    event = found.events.last()
    for house in (cast.procuratorate, cast.bureau):
        Participation.objects.create(
            matter_id=found.pk, organisation=house, role=ParticipationRole.COPIED, since=event
        )
    Matter.objects.filter(pk=found.pk).update(lead=cast.agency_a, handler=None)
    return found


def owed(matter, debtor, creditor=None, **more) -> Deadline:
    """A period that ended yesterday."""
    ended = clock.today() - timedelta(days=1)
    opened = matter.deadlines.filter(rule="recommendation.reply").get()
    given = {"debtor": debtor, "creditor": creditor, "responsible_role": "liaison", "audience": None, **more}
    for name, value in given.items():
        setattr(opened, name, value)
    opened.due_on, opened.due_at = ended, clock.end_of(ended)
    opened.matter = Matter.objects.get(pk=matter.pk)
    return opened


def reached(deadline: Deadline, offset: int = DAYS_AFTER) -> set[str]:
    return {person.user.username for person in people.recipients(deadline, offset)}


def test_the_head_of_an_agency_that_leads_is_told_that_its_own_time_is_over(cast, matter):
    inside = owed(matter, cast.agency_a, audience=cast.agency_a)
    assert reached(inside) == {"liaison_a", "head_a"}


def test_the_head_of_an_agency_that_leads_is_told_on_the_last_day(cast, matter):
    assert "head_a" in reached(owed(matter, cast.agency_a), people.HEADS_FROM)


def test_when_the_police_are_late_those_who_wait_and_those_who_watch_are_told(cast, matter):
    late = reached(owed(matter, cast.police, cast.agency_a))
    assert {"liaison_police", "liaison_a", "mechanism_liaison", "liaison_bureau"} <= late


def test_before_the_last_day_nobody_outside_is_told(cast, matter):
    assert reached(owed(matter, cast.police, cast.agency_a), -3) <= {"liaison_police", "head_police"}


def test_of_what_a_house_keeps_to_itself_nobody_outside_learns(cast, matter):
    inside = reached(owed(matter, cast.police, cast.agency_a, audience=cast.police))
    assert inside <= {"liaison_police", "head_police"}


def test_of_a_target_no_watcher_learns(cast, matter):
    target = owed(matter, cast.police, cast.agency_a, basis=Deadline.Basis.TARGET)
    assert not reached(target) & {"mechanism_liaison", "liaison_bureau"}


def test_whoever_is_owed_something_is_told_when_the_lead_is_late(cast, matter):
    assert "liaison_police" in reached(owed(matter, cast.agency_a, cast.police))


def test_where_no_kind_says_so_nobody_watches(cast, matter, monkeypatch):
    monkeypatch.setattr(Recommendation, "watching", ())
    assert not reached(owed(matter, cast.police, cast.agency_a)) & {"mechanism_liaison", "liaison_bureau"}
