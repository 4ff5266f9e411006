"""One paper to several recipients: a matter for each, linked, one number."""

import pytest

from common.when import When
from documents.models import Document, DocumentNumber
from matters.models import Attachment, Matter, MatterLink
from recommendations.models import IntendedRecipient, Recommendation
from tests.courses import Course, upload
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def issued_to_three(cast, **data) -> list[Recommendation]:
    course = Course(cast).approved()
    for organisation in (cast.agency_b, cast.police):
        IntendedRecipient.objects.create(recommendation=course.matter, organisation=organisation)
    course.take("issue", cast.handler, **data)
    return list(Recommendation.objects.order_by("pk"))


def registered_for_two(cast, **data) -> list[Recommendation]:
    Course(cast).registered(recipients=[cast.agency_a, cast.agency_b], **data)
    return list(Recommendation.objects.order_by("pk"))


@pytest.mark.parametrize("way", [issued_to_three, registered_for_two])
def test_they_share_one_number(cast, way):
    matters = way(cast)
    assert len({matter.recipient_id for matter in matters}) == len(matters) > 1
    assert len({matter.number for matter in matters}) == 1
    assert DocumentNumber.objects.in_use().count() == 1


@pytest.mark.parametrize("way", [issued_to_three, registered_for_two])
def test_they_are_linked_with_the_first(cast, way):
    first, *others = way(cast)
    links = MatterLink.objects.filter(earlier=first, relation="sibling")
    assert {link.later_id for link in links} == {matter.pk for matter in others}


@pytest.mark.parametrize("way", [issued_to_three, registered_for_two])
def test_each_has_its_own_advices_and_periods(cast, way):
    for matter in way(cast):
        assert matter.advices.exists()
        assert matter.deadlines.filter(
            rule="target.sign_for", debtor=matter.recipient, status="open"
        ).exists()


def test_each_has_the_paper(cast):
    for matter in issued_to_three(cast):
        papers = Document.objects.of(matter.pk).filter(kind="recommendation")
        assert papers.filter(number__text=matter.number).exists()


def test_each_has_what_was_enclosed(cast):
    matters = issued_to_three(cast, files=[upload(cast.handler.user)])
    assert Attachment.objects.count() == len(matters)


def test_each_recipient_sees_its_own_alone(cast):
    for matter, liaison in zip(
        issued_to_three(cast), ("liaison_a", "liaison_b", "liaison_police"), strict=True
    ):
        assert list(Matter.objects.visible_to(getattr(cast, liaison))) == [Matter.objects.get(pk=matter.pk)]


def test_a_day_of_receipt_entered_along_is_that_of_all(cast):
    first, second = registered_for_two(cast, received_on=When.parse("2026-09-02"))
    assert (first.state, second.state) == ("rectifying", "rectifying")


def test_one_is_answered_while_the_other_waits(cast):
    first, second = issued_to_three(cast)[:2]
    course = Course(cast)
    course.matter = first
    course.take("sign_for", cast.liaison_a, consents=True)
    course.reply()
    second.refresh_from_db(fields=["phase"])
    assert (course.matter.phase, second.phase) == ("awaiting_review", "awaiting_receipt")


def test_without_a_recipient_nothing_is_issued(cast):
    with pytest.raises(Invalid, match="请选择被建议单位"):
        Course(cast).registered(recipients=[])


def test_a_procuratorate_recommends_nothing_to_itself(cast):
    with pytest.raises(Invalid, match="不能是检察院"):
        Course(cast).registered(recipients=[cast.procuratorate])
