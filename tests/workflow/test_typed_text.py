"""Nothing typed is lost where a form is refused, left and opened again, or too long to be kept by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from matters.models import Scratch
from organisations import gate
from tests.courses import PDF, Course
from tests.workflow.test_page_matrix import draft
from workflow import scratch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
TOO_MUCH = "长" * (scratch.LIMIT + 1)


def keeping(cast) -> list[tuple[str, object]]:
    """Each address that keeps a form, and who writes there."""
    matter = draft(cast)
    return [
        (f"/matters/{matter.pk}/steps/submit/scratch/", cast.handler),
        (f"/recommendations/{matter.pk}/draft/autosave/", cast.handler),
        ("/matters/new/recommendation/register_issued/scratch/", cast.handler),
    ]


def test_what_is_too_long_to_be_kept_is_refused_aloud_and_drops_nothing(cast, sign_in):
    for where, who in keeping(cast):
        client = sign_in(who)
        client.post(where, {"text": "先写的"})
        answer = client.post(where, {"text": TOO_MUCH})
        assert answer.status_code == 413, where
        assert "20 万字的不自动保存" in answer.json()["note"]
        assert Scratch.objects.latest("pk").data["text"] == ["先写的"]


def test_back_after_a_refused_step_finds_text_and_files(cast, sign_in):
    """Without script too: what was sent is kept, since the page before is fetched anew."""
    course, client = Course(cast).served(), sign_in(cast.liaison_a)
    where = f"/matters/{course.matter.pk}/steps/reply/"
    fields = {"version": course.matter.version, "text": "详见复函。"}
    refused = client.post(where, fields | {"paper_scans": SimpleUploadedFile("复函.pdf", PDF)})
    assert refused.status_code == 422
    again = client.get(where).content.decode()
    assert "详见复函。" in again
    assert "复函.pdf" in again


def test_back_after_a_refused_draft_finds_its_text(cast, sign_in):
    course, client = Course(cast).draft(), sign_in(cast.handler)
    where = f"/recommendations/{course.matter.pk}/draft/"
    assert client.post(where, {"title": "", "facts": "新查明的事实。"}).status_code == 422
    assert "新查明的事实。" in client.get(where).content.decode()


def test_back_after_a_refused_beginning_finds_its_text(cast, sign_in):
    client, where = sign_in(cast.handler), "/matters/new/recommendation/register_issued/"
    assert client.post(where, {"title": "校园周边食品经营隐患"}).status_code == 422
    assert "校园周边食品经营隐患" in client.get(where).content.decode()


def test_of_a_step_that_can_no_longer_be_taken_the_text_stands_on_the_page_that_says_so(cast, sign_in):
    course, client = Course(cast).served(), sign_in(cast.liaison_a)
    typed = {
        gate.TYPED_BY: gate.mark(cast.liaison_a.user),
        "version": course.matter.version,
        "text": "已核对。",
    }
    answer = client.post(f"/matters/{course.matter.pk}/steps/sign_for/", typed)
    assert answer.status_code == 403
    assert "已核对。" in answer.content.decode()


def test_of_a_matter_no_longer_in_sight_the_text_stands_on_the_page_that_says_so(cast, sign_in):
    typed = {gate.TYPED_BY: gate.mark(cast.liaison_b.user), "text": "已核对。"}
    answer = sign_in(cast.liaison_b).post("/matters/999999/steps/reply/", typed)
    assert answer.status_code == 404
    assert "已核对。" in answer.content.decode()


def test_where_the_portal_fails_the_text_stands_on_the_page_that_says_so(cast, sign_in, monkeypatch):
    course, client = Course(cast).served(), sign_in(cast.liaison_a)
    client.raise_request_exception = False
    monkeypatch.setattr("workflow.views.step.perform", lambda **given: 1 / 0)
    typed = {gate.TYPED_BY: gate.mark(cast.liaison_a.user), "version": course.matter.version}
    where = f"/matters/{course.matter.pk}/steps/report_progress/"
    answer = client.post(where, typed | {"type": "progress", "text": "已责令停业。"})
    assert answer.status_code == 500
    assert "已责令停业。" in answer.content.decode()


def test_a_second_file_for_one_is_asked_about_and_none_is_dropped(cast, sign_in):
    matter, client = Course(cast).served().matter, sign_in(cast.liaison_a)
    two = [SimpleUploadedFile(name, PDF) for name in ("签署页一.pdf", "签署页二.pdf")]
    where = f"/matters/{matter.pk}/steps/object/"
    words = client.post(where, {"version": matter.version, "signed_sheet": two}).content.decode()
    for said in ("只附一个文件，现有 2 个", "签署页一.pdf", "签署页二.pdf"):
        assert said in words
