"""To the superior, which follows up in a matter of its own, or to another procuratorate that is competent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.when import When
from deadlines import people
from matters.models import Matter
from notices.models import Notice
from recommendations import rules
from recommendations.choices import Kind, Result
from recommendations.models import Recommendation
from tests import factories
from tests.courses import PDF, Course, upload
from tests.recommendations.served import served
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def refused(cast) -> Course:
    """A court that has answered that it does not adopt the recommendation."""
    cast.everyone()
    course = Course(cast, Kind.CORRECTION, cast.court).registered(
        "2026-07-01",
        received_on=When.parse("2026-07-02"),
        court_stage="enforcement",
        advices=["依法受理执行申请"],
    )
    results = [(advice, Result.REFUSED, "不予采纳。") for advice in course.matter.advices.all()]
    course.take("reply", cast.handler, results=results, paper_scans=[upload(cast.handler.user)])
    return course


def handed_on(course: Course) -> Recommendation:
    return Recommendation.objects.get(earlier_links__earlier=course.matter.pk)


def test_the_superior_gets_a_linked_matter_with_the_facts(cast):
    course = refused(cast)
    course.take("refer_to_superior", cast.chief, reasons="法院书面回复不予采纳。")
    above = handed_on(course)
    assert course.matter.state == "replied"
    assert (above.lead, above.state, above.kind) == (cast.superior, "investigating", Kind.CORRECTION)
    assert [row.text for row in above.advices.all()] == ["依法受理执行申请"]
    assert above.deadlines.get(rule=rules.TAKEN_OVER).debtor == cast.superior
    assert above.documents.get(kind="referral_report").audience == cast.superior
    assert set(Notice.objects.filter(matter=above).values_list("recipient__username", flat=True)) == {
        "superior_chief"
    }


def test_while_nobody_handles_it_the_chief_answers_for_it_where_there_is_no_head(cast):
    course = refused(cast)
    course.take("refer_to_superior", cast.chief, reasons="不予采纳")
    assert people.responsible(handed_on(course).deadlines.get(rule=rules.TAKEN_OVER)) == cast.superior_chief


def test_neither_the_recipient_nor_the_county_sees_what_the_superior_makes_of_it(cast):
    course = refused(cast)
    event = course.take("refer_to_superior", cast.chief, reasons="不予采纳")
    assert event.audience == cast.procuratorate
    above = handed_on(course)
    for who in (cast.handler, cast.assessor, cast.liaison_a):
        assert not Matter.objects.visible_to(who).filter(pk=above.pk).exists()
    assert Matter.objects.visible_to(cast.superior_handler).filter(pk=above.pk).exists()


def test_the_superiors_handler_goes_on_with_a_draft(cast):
    course = refused(cast)
    course.take("refer_to_superior", cast.chief, reasons="不予采纳")
    course.matter = handed_on(course)
    course.take("start_draft", cast.superior_handler, report="三件典型案件")
    assert course.matter.state == "draft"
    assert course.matter.deadlines.running().exists()


def test_it_is_referred_once(cast):
    course = refused(cast)
    course.take("refer_to_superior", cast.chief, reasons="不予采纳")
    with pytest.raises(Refused, match="已经提请"):
        course.take("refer_to_superior", cast.chief, reasons="再次")


def test_a_transfer_closes_here_and_goes_on_there(cast):
    other = factories.organisation("松潘县人民检察院", "procuratorate")
    course = served(cast, "2026-09-02", Kind.PUBLIC_INTEREST)
    course.take("transfer_other", cast.chief, to=other, reasons="管辖变更")
    there = handed_on(course)
    assert (course.matter.state, there.state, there.lead) == ("closed", "investigating", other)
    assert [row.organisation for row in there.intended.all()] == [cast.agency_a]
    assert [row.rule for row in course.matter.deadlines.running()] == [rules.PUBLIC_RECORD]
    assert {each.documents.filter(kind="transfer_letter").count() for each in (course.matter, there)} == {1}


@pytest.mark.parametrize("to", ["procuratorate", "agency_b", ""])
def test_only_to_another_procuratorate(cast, to):
    course = served(cast, "2026-09-02")
    with pytest.raises(Invalid, match="其他检察院"):
        course.take("transfer_other", cast.chief, to=to and getattr(cast, to), reasons="移送")


@pytest.mark.parametrize("step", ["refer_to_superior", "transfer_other"])
def test_the_pages_open(cast, sign_in, step):
    course = refused(cast)
    assert sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/{step}/").status_code == 200


def test_the_handler_sends_the_transfer_from_its_page(cast, sign_in):
    other, course = factories.organisation("松潘县人民检察院", "procuratorate"), refused(cast)
    data = {
        "to": other.pk, "reasons": "管辖变更", "version": course.matter.version, "decided_by": cast.chief.pk,
        "decided_on": "2026-10-12", "signed_sheet": SimpleUploadedFile("审批.pdf", PDF, "application/pdf"),
        "files": SimpleUploadedFile("材料.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    answer = sign_in(cast.handler).post(f"/matters/{course.matter.pk}/steps/transfer_other/", data)
    assert answer.status_code == 302
    assert Recommendation.objects.get(lead=other).attachments.count() == 1
