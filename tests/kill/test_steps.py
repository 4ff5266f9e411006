"""Steps under kill -9 of the web process: each is taken once, wholly or not at all."""

from time import sleep

import pytest

from deadlines.models import Deadline
from documents.models import Document
from matters.verifying import verify
from notices.models import Notice
from organisations.models import ElectronicServiceConsent
from recommendations.models import Recommendation
from tests.courses import Course
from tests.kill.clerk import Clerk

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]
MATTERS = 14
#: Steps that are left in peace, to learn how long one takes.
WARM = 2


def waiting_for_signature(cast) -> list[Recommendation]:
    ElectronicServiceConsent.objects.create(organisation=cast.agency_a, given_by=cast.liaison_a)
    return [Course(cast).registered(number=f"川九检建〔2026〕{n}号").matter for n in range(1, MATTERS + 1)]


def test_a_web_process_killed_in_the_middle_of_steps_loses_and_doubles_none(portal, cast, sign_in):
    """The kills are spread over the length of a step, from its beginning to its answer."""
    matters, moments = waiting_for_signature(cast), iter(range(MATTERS))

    def kill(clerk: Clerk) -> None:
        if len(clerk.took) >= WARM and not clerk.is_retry:
            sleep(min(clerk.took) * next(moments) / MATTERS)
            portal.kill_serving()

    portal.start("web")
    clerk = Clerk(portal.address, sign_in(cast.liaison_a), meanwhile=kill)
    for matter in matters:
        clerk.insist(f"/matters/{matter.pk}/steps/sign_for/", key=f"sign-{matter.pk}", version=matter.version)
    assert clerk.broken >= (MATTERS - WARM) / 2, "too few kills hit a step"
    assert clerk.answers == [(302, f"/matters/{matter.pk}/") for matter in matters]
    for matter in matters:
        assert_signed_once(Recommendation.objects.get(pk=matter.pk))


def assert_signed_once(matter: Recommendation) -> None:
    assert matter.state == "rectifying"
    assert matter.events.filter(verb="sign_for").count() == 1
    assert not list(verify(matter))
    assert Deadline.objects.filter(matter=matter, rule="recommendation.reply").count() == 1
    assert Document.objects.filter(matter=matter, kind="proof_of_service").count() == 1
    assert Notice.objects.filter(matter=matter, verb="sign_for").count() == 1
