"""Files on their way in: bounded, scanned, fit for the field where they are used; what is refused is told there."""

import resource
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.urls import reverse

from common import clock, receiving
from imports.models import LedgerImport
from matters import uploads
from matters.models import Attachment, Upload
from matters.storage import StoreUnavailable, WholeStorage
from tests.common.compounds import word
from tests.common.scanner import EICAR, answering
from tests.courses import PDF, Course, upload
from tests.recommendations.served import served
from tests.recommendations.urged import late
from workflow.tasks import clear_leftovers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
REGISTER = "/matters/new/recommendation/register_issued/"
LARGE = PDF + bytes(1024 * 1024)


def registering(cast, **typed) -> dict:
    return {"version": 0, "kind": "social_governance", "number": "川九检建〔2026〕9号", "title": "示例标题",
            "sensitivity": "ordinary", "recipients": [cast.bureau.pk], "issued_on": "2026-09-01", **typed}  # fmt: skip


def scan(content: bytes = PDF, name: str = "建议书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def asking(course: Course, **typed) -> tuple[str, dict]:
    """A step whose form takes attachments of every type."""
    address = reverse("matters:step", args=[course.matter.pk, "request_extension"])
    return address, {
        "version": course.matter.version,
        "reason": "雨季无法施工",
        "asked_until": "2026-12-01",
        **typed,
    }


def said(answer, field: str) -> str:
    assert answer.status_code == 422
    return "".join(answer.context["form"].errors.get(field, []))


def test_a_staged_file_of_another_type_is_refused_where_it_is_used(cast, sign_in):
    """It was accepted for a field that takes every type; here only PDF and OFD are papers."""
    other = uploads.keep(scan(word(), "说明.docx"), cast.handler.user)
    answer = sign_in(cast.handler).post(REGISTER, registering(cast, **{"paper_scans-staged": [other.pk]}))
    assert "这里只收PDF、OFD" in said(answer, "paper_scans")
    assert Upload.objects.get(pk=other.pk).documents.count() == 0


def test_a_file_that_became_a_paper_is_staged_no_more(cast, sign_in):
    Course(cast).registered()
    paper = Upload.objects.get()
    answer = sign_in(cast.handler).post(REGISTER, registering(cast, **{"paper_scans-staged": [paper.pk]}))
    assert "已经不在" in said(answer, "paper_scans")


def test_a_field_for_one_file_takes_one(cast, sign_in):
    own = [upload(cast.liaison_a.user) for _ in range(2)]
    course = served(cast)
    address = reverse("matters:step", args=[course.matter.pk, "reply"])
    typed = {"version": course.matter.version, "signed_sheet-staged": [each.pk for each in own]}
    assert "只收一个文件" in said(sign_in(cast.liaison_a).post(address, typed), "signed_sheet")


def test_a_staged_file_that_is_gone_is_missed_aloud(cast, sign_in):
    course, gone = served(cast), upload(cast.liaison_a.user)
    address, typed = asking(course, **{"files-staged": [gone.pk]})
    with clock.set_to(clock.now() + timedelta(days=3, hours=1)):
        assert clear_leftovers() == 1
    answer = sign_in(cast.liaison_a).post(address, typed)
    assert "此前上传的1个文件已经不在" in said(answer, "files")
    assert "雨季无法施工" in answer.content.decode()


def test_files_of_a_refused_form_wait_three_days_to_be_mended(cast, sign_in):
    address, typed = asking(served(cast), reason="", files=[scan()])
    sign_in(cast.liaison_a).post(address, typed)
    for hours, left in ((71, 1), (73, 0)):
        with clock.set_to(clock.now() + timedelta(hours=hours)):
            clear_leftovers()
            assert Upload.objects.filter(uploaded_by=cast.liaison_a.user).count() == left


@pytest.mark.parametrize("bound", ["MOST_STAGED_FILES", "MOST_STAGED_BYTES"])
def test_nobody_piles_up_more_than_their_share_of_files(cast, sign_in, monkeypatch, bound):
    monkeypatch.setattr(
        uploads, bound, {"MOST_STAGED_FILES": 2, "MOST_STAGED_BYTES": 3 * len(PDF) - 1}[bound]
    )
    address, typed = asking(served(cast), files=[scan(), scan(), scan()], reason="")
    answer = sign_in(cast.liaison_a).post(address, typed)
    assert "您已上传而没有提交的文件有 2 个" in said(answer, "files")
    assert Upload.objects.filter(uploaded_by=cast.liaison_a.user).count() == 2


def test_what_a_step_took_is_not_counted_among_the_unused(cast, sign_in, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_STAGED_FILES", 1)
    address, typed = asking(served(cast), files=[scan()])
    assert sign_in(cast.liaison_a).post(address, typed).status_code == 302
    assert Attachment.objects.exists()
    assert uploads.keep(scan(), cast.liaison_a.user)


def test_the_files_of_one_request_have_a_sum(cast, sign_in, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_TOGETHER", 5 * len(LARGE) // 2)
    address, typed = asking(served(cast), files=[scan(LARGE, f"{number}.pdf") for number in range(4)])
    answer = sign_in(cast.liaison_a).post(address, typed)
    assert said(answer, "files").count("合计超过") == 2
    assert "雨季无法施工" in answer.content.decode()
    assert [file["name"] for file in answer.context["form"].fields["files"].widget.staged] == [
        "0.pdf",
        "1.pdf",
    ]


def test_a_file_above_the_limit_is_not_written_to_its_end(cast, sign_in, monkeypatch):
    monkeypatch.setattr(receiving, "MAX_BYTES", len(LARGE) - 1)
    address, typed = asking(served(cast), files=[scan(LARGE), scan(LARGE), scan(LARGE)])
    assert said(sign_in(cast.liaison_a).post(address, typed), "files").count("超过 50 MB") == 3
    assert not Upload.objects.filter(uploaded_by=cast.liaison_a.user).exists()


def test_a_file_that_finds_no_room_while_it_arrives_is_told_at_its_field(cast, sign_in, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "gone")
    address, typed = asking(served(cast), files=[scan(LARGE * 3)])
    answer = sign_in(cast.liaison_a).post(address, typed)
    assert "存储空间已满或者暂时不能写入" in said(answer, "files")
    assert "雨季无法施工" in answer.content.decode()


@pytest.fixture
def lose_the_store(monkeypatch, tmp_path):
    """From the call on, where files are kept there is a plain file: nothing can be written below it."""

    def lose() -> None:
        (tmp_path / "store").write_text("")
        fields = (field for model in apps.get_models() for field in model._meta.get_fields())
        for field in fields:
            if isinstance(field, FileField):
                monkeypatch.setattr(field.storage, "location", str(tmp_path / "store"))

    return lose


def test_a_store_that_cannot_be_written_to_is_told_at_the_field_with_the_text_kept(
    cast, sign_in, lose_the_store
):
    address, typed = asking(served(cast), files=[scan()])
    lose_the_store()
    answer = sign_in(cast.liaison_a).post(address, typed)
    assert "存储空间已满或者暂时不能写入" in said(answer, "files")
    assert "雨季无法施工" in answer.content.decode()


def test_a_store_that_takes_no_paper_lets_no_step_happen_and_keeps_the_text(cast, sign_in, lose_the_store):
    """The step itself makes a paper, the letter that urges."""
    course = late(cast)
    address = reverse("matters:step", args=[course.matter.pk, "urge"])
    typed = {
        "version": course.matter.version,
        "ground": "no_reply",
        "stated": ["10", "days"],
    }
    lose_the_store()
    answer = sign_in(cast.department_head).post(address, typed)
    assert "文件存储空间已满或者暂时不能写入，本次没有登记" in said(answer, "__all__")
    assert not course.matter.events.filter(verb="urge").exists()


def test_a_half_written_file_is_taken_away(tmp_path):
    store, before = WholeStorage(location=tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(StoreUnavailable):
            store.save("uploads/half", ContentFile(bytes(200_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "uploads" / "half").exists()


CARRIED = {
    "a step": lambda cast: (cast.liaison_a, *asking(served(cast)), "files"),
    "a ledger": lambda cast: (cast.clerk, reverse("imports:list"), {}, "file"),
    "a notice of holidays": lambda cast: (
        cast.system_admin,
        reverse("admin:deadlines_calendarday_load"),
        {"jurisdiction": cast.system_admin.organisation.jurisdiction_id},
        "file",
    ),
}


@pytest.mark.parametrize("place", CARRIED.values(), ids=CARRIED)
def test_a_virus_is_refused_at_every_field_that_takes_a_file(cast, sign_in, settings, place):
    by, address, typed, field = place(cast)
    with answering() as (settings.CLAMD_ADDRESS, received):
        answer = sign_in(by).post(address, typed | {field: scan(EICAR + b"\n", "文件.txt")})
    assert received
    assert "查出病毒" in answer.content.decode()
    assert not Upload.objects.filter(original_name="文件.txt").exists()
    assert not LedgerImport.objects.exists()
