"""Consent to electronic service is the liaison's or the head's, also at the first 签收."""

import pytest
from django.core.exceptions import ValidationError

from notices.models import Notice
from organisations.models import ElectronicServiceConsent, Role
from organisations.services import give_consent, has_consent
from recommendations.choices import Kind
from tests import factories
from tests.courses import REPORT, Course
from tests.recommendations.served import served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def signing(course: Course) -> str:
    return f"/matters/{course.matter.pk}/steps/sign_for/"


def test_an_intake_clerks_tick_does_not_bind_the_organisation(cast):
    course, _ = Course(cast).issued(), cast.liaison_a
    with pytest.raises(Refused, match="联络员马超"):
        course.take("sign_for", cast.intake_a, consents=True)
    assert not has_consent(cast.agency_a)


def test_a_forged_tick_of_the_intake_clerk_is_refused(cast, sign_in):
    course = Course(cast).issued()
    answer = sign_in(cast.intake_a).post(
        signing(course), {"version": course.matter.version, "consents": "on"}
    )
    assert answer.status_code == 403
    assert not ElectronicServiceConsent.objects.exists()


def test_the_page_says_who_has_to_confirm(cast, sign_in):
    course, _, _ = Course(cast).issued(), cast.liaison_a, cast.head_a
    page = sign_in(cast.intake_a).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "请由联络员马超、单位负责人郭峰确认后签收" in page
    assert signing(course) not in page


@pytest.mark.parametrize("giver", ["liaison_a", "head_a"])
def test_liaison_or_head_consents_with_the_first_signature(cast, giver):
    course = Course(cast).issued()
    course.take("sign_for", getattr(cast, giver), consents=True)
    assert has_consent(cast.agency_a)


def test_once_consent_is_given_the_intake_clerk_signs(cast):
    course = Course(cast).issued()
    give_consent(cast.head_a)
    course.take("sign_for", cast.intake_a)
    assert course.matter.state == "rectifying"


def test_a_liaison_who_does_not_consent_does_not_sign(cast):
    with pytest.raises(Invalid, match="尚未确认同意电子送达"):
        Course(cast).issued().take("sign_for", cast.liaison_a)


def test_who_may_consent_is_told_of_the_paper(cast):
    _, _ = cast.intake_a, cast.head_a
    Course(cast).issued()
    told = Notice.objects.filter(recipient=cast.head_a.user)
    assert "由联络员或者单位负责人在签收时确认" in told.get().text


def test_where_consent_is_given_the_head_is_not_told_of_every_paper(cast):
    give_consent(cast.liaison_a)
    _ = cast.head_a
    Course(cast).issued()
    assert not Notice.objects.filter(recipient=cast.head_a.user).exists()


@pytest.mark.parametrize("role", [role for role in Role if role not in ("liaison", "organisation_head")])
def test_no_row_of_consent_is_another_role_s(cast, role):
    giver = factories.membership(cast.agency_b, role, factories.person("giver", "某人"))
    with pytest.raises(ValidationError):
        ElectronicServiceConsent.objects.create(organisation=cast.agency_b, given_by=giver)


def test_nobody_consents_for_another_organisation(cast):
    with pytest.raises(ValidationError):
        ElectronicServiceConsent.objects.create(organisation=cast.agency_b, given_by=cast.liaison_a)


def with_letter(cast) -> Course:
    """Served on paper, so that nobody has agreed to electronic service yet, and ended by a decision that waits."""
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
    course.take("terminate", cast.chief, reasons="整改到位。", **REPORT)
    return course


def test_an_intake_clerk_does_not_bind_it_by_signing_for_a_letter_either(cast):
    course, _ = with_letter(cast), cast.liaison_a
    with pytest.raises(Refused, match="联络员马超"):
        course.take("sign_for_letter", cast.intake_a, consents=True)
    assert not has_consent(cast.agency_a)


@pytest.mark.parametrize("giver", ["liaison_a", "head_a"])
def test_the_first_signature_may_be_for_a_letter(cast, giver):
    course = with_letter(cast)
    course.take("sign_for_letter", getattr(cast, giver), consents=True)
    assert has_consent(cast.agency_a)
