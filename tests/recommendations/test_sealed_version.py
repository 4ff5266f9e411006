"""After 制发 the scan with the seal stands beside the frozen text; the agency signs for it."""

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from common import clock
from common.when import When
from documents.models import Document
from matters.models import Matter
from notices.models import Notice
from recommendations.models import IntendedCopy, IntendedRecipient, Recommendation
from recommendations.steps.sealing import paper_in_force, sealed_version
from tests.courses import PDF, Course, upload
from workflow.errors import Invalid, Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
SCAN = PDF + b"sealed"


def scan(cast, content: bytes = SCAN):
    return [upload(cast.handler.user, "盖章件.pdf", content)]


def sealed(cast, course: Course) -> Course:
    course.take("seal_paper", cast.handler, sealed=scan(cast))
    return course


@pytest.fixture
def waiting(cast):
    """The county waits for the seal before it tells anybody."""
    where = cast.procuratorate.jurisdiction
    where.waits_for_seal = True
    where.save()


def issued_to_two(cast, **data) -> list[Recommendation]:
    course = Course(cast).approved()
    IntendedRecipient.objects.create(recommendation=course.matter, organisation=cast.agency_b)
    course.take("issue", cast.handler, **data)
    return list(Recommendation.objects.order_by("pk"))


def test_the_sealed_scan_stands_beside_the_frozen_text(cast):
    course = sealed(cast, Course(cast).issued())
    text, seal = paper_in_force(course.matter), sealed_version(course.matter)
    assert (seal.seals, seal.sha256) == (text, hashlib.sha256(SCAN).hexdigest())
    assert text.frozen
    assert (seal.number, seal.kind) == (text.number, text.kind)


def test_it_is_put_once(cast):
    course = sealed(cast, Course(cast).issued())
    with pytest.raises(Refused, match="已经上传盖章件"):
        sealed(cast, course)
    seal = sealed_version(course.matter)
    seal.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        seal.save()


def test_what_was_registered_as_a_scan_needs_none(cast):
    with pytest.raises(Refused, match="没有由本系统生成"):
        sealed(cast, Course(cast).registered())


def test_without_a_file_nothing_is_put(cast):
    with pytest.raises(Invalid, match="请上传盖章件"):
        Course(cast).issued().take("seal_paper", cast.handler)


def test_only_pdf_and_ofd_are_taken(cast, sign_in):
    course = Course(cast).issued()
    data = {
        "version": course.matter.version,
        "sealed": SimpleUploadedFile("章.jpg", b"\xff\xd8\xff\xe0" + b"0" * 99),
    }
    answer = sign_in(cast.handler).post(f"/matters/{course.matter.pk}/steps/seal_paper/", data)
    assert answer.status_code == 422
    assert "sealed" in answer.context["form"].errors


def test_replacing_it_is_a_correction_and_the_old_one_stays(cast):
    course = sealed(cast, Course(cast).issued())
    old = sealed_version(course.matter)
    new = scan(cast, PDF + b"right")
    course.take("replace_sealed", cast.handler, sealed=new, reason="漏盖骑缝章")
    assert sealed_version(course.matter).replaces == old
    assert Document.objects.filter(pk=old.pk).exists()
    assert course.matter.events.get(verb="replace_sealed").data["replaced"] == old.sha256


def test_the_agency_signs_for_the_sealed_scan(cast):
    course = sealed(cast, Course(cast).issued())
    said = course.take("sign_for", cast.liaison_a, consents=True).data
    assert (said["signed"], said["digest"]) == ("盖章件.pdf", hashlib.sha256(SCAN).hexdigest())


def test_without_a_seal_it_signs_for_the_text(cast):
    course = Course(cast).issued()
    said = course.take("sign_for", cast.liaison_a, consents=True).data
    assert said["digest"] == paper_in_force(course.matter).sha256


def test_the_page_of_signing_offers_the_sealed_scan_first(cast, sign_in):
    course = sealed(cast, Course(cast).issued())
    page = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/steps/sign_for/").content.decode()
    seal, text = sealed_version(course.matter), paper_in_force(course.matter)
    assert 0 < page.index(seal.get_absolute_url()) < page.index(text.get_absolute_url())


def test_a_shared_paper_has_one_scan_for_all(cast):
    first, second = issued_to_two(cast)
    perform(matter=first, step="seal_paper", actor=cast.handler, sealed=scan(cast))
    assert sealed_version(first) == sealed_version(second)
    assert Document.objects.of(second.pk).filter(seals__isnull=False).exists()
    assert second.events.filter(verb="sealed_along").exists()
    with pytest.raises(Refused):
        perform(matter=second, step="seal_paper", actor=cast.handler, sealed=scan(cast))


def test_papers_of_their_own_are_sealed_one_by_one(cast):
    first, second = issued_to_two(cast, texts="each")
    perform(matter=first, step="seal_paper", actor=cast.handler, sealed=scan(cast))
    assert sealed_version(second) is None


def test_where_the_county_waits_the_agency_neither_hears_nor_sees(cast, waiting, sign_in):
    _ = cast.liaison_a, cast.assessor
    course = Course(cast).issued()
    for reader in (cast.liaison_a, cast.assessor, cast.superior_handler):
        assert not Matter.objects.visible_to(reader).exists()
    assert sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").status_code == 404
    assert not Notice.objects.filter(recipient=cast.liaison_a.user).exists()
    assert not course.matter.deadlines.filter(rule="target.sign_for").exists()
    assert course.matter.deadlines.filter(rule="target.seal", status="open").exists()
    with pytest.raises(Refused, match="盖章件尚未上传"):
        course.take("sign_for", cast.liaison_a, consents=True)


def test_with_the_seal_the_agency_is_told_and_the_target_runs_from_then(cast, waiting):
    course, _ = Course(cast).issued(), cast.liaison_a
    with clock.set_to(date(2026, 10, 15)):
        sealed(cast, course)
    signing = course.matter.deadlines.get(rule="target.sign_for")
    assert str(signing.starts_on) == "2026-10-15"
    assert Notice.objects.filter(recipient=cast.liaison_a.user).exists()
    assert Matter.objects.visible_to(cast.liaison_a).exists()
    assert not course.matter.deadlines.filter(rule="target.seal", status="open").exists()
    course.take("sign_for", cast.liaison_a, consents=True)
    assert course.matter.state == "rectifying"


def test_those_copied_wait_too(cast, waiting):
    course = Course(cast).approved()
    IntendedCopy.objects.create(recommendation=course.matter, organisation=cast.government)
    course.take("issue", cast.handler)
    assert not Matter.objects.visible_to(cast.liaison_government).exists()
    sealed(cast, course)
    assert course.matter.participations.filter(organisation=cast.government, role="copied").exists()


def test_served_on_paper_it_waits_no_longer(cast, waiting):
    course = Course(cast).issued()
    course.take("record_service", cast.handler, received_on=When.now(), way="direct")
    assert Matter.objects.visible_to(cast.liaison_a).exists()
    assert not course.matter.deadlines.filter(rule="target.seal", status="open").exists()


def test_served_on_paper_those_copied_are_told(cast, waiting):
    course = Course(cast).approved()
    IntendedCopy.objects.create(recommendation=course.matter, organisation=cast.government)
    course.take("issue", cast.handler)
    assert cast.liaison_government
    course.take("record_service", cast.handler, received_on=When.now(), way="direct")
    assert "抄送" in cast.liaison_government.user.notices.get().text


def test_where_the_county_waits_all_units_wait(cast, waiting):
    first, _ = issued_to_two(cast)
    assert not Matter.objects.visible_to(cast.liaison_b).exists()
    perform(matter=first, step="seal_paper", actor=cast.handler, sealed=scan(cast))
    assert Matter.objects.visible_to(cast.liaison_b).exists()


def test_withdrawn_before_the_seal_nobody_outside_hears_of_it(cast, waiting):
    course, _ = Course(cast).issued(), cast.liaison_a
    course.take("withdraw", cast.chief, reasons="重复制发")
    assert not Notice.objects.filter(recipient=cast.liaison_a.user).exists()
    assert not Matter.objects.visible_to(cast.liaison_a).exists()


def test_a_changed_paper_waits_for_its_own_seal(cast, waiting):
    course = sealed(cast, Course(cast).issued())
    course.take("modify", cast.chief, reasons="有误", advices=["变更后的建议"])
    with pytest.raises(Refused, match="盖章件尚未上传"):
        course.take("sign_for", cast.liaison_a, consents=True)
    course.take("seal_paper", cast.handler, sealed=scan(cast, PDF + b"second"))
    course.take("sign_for", cast.liaison_a, consents=True)


def test_a_registered_paper_waits_for_nothing(cast, waiting):
    course = Course(cast).registered()
    assert Matter.objects.visible_to(cast.liaison_a).exists()
    course.take("sign_for", cast.liaison_a, consents=True)
