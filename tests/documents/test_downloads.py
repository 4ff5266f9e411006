"""Downloading papers."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from documents import services
from documents.models import Document
from matters.models import AccessLog
from tests.documents.test_papers import GENERAL


@pytest.fixture
def paper(matter, event) -> Document:
    return services.make_paper(matter=matter, event=event, kind="recommendation", content=GENERAL)


@pytest.fixture
def blank(matter) -> str:
    return reverse("documents:blank_proof_of_service", args=[matter.pk])


def test_the_recipient_gets_the_kept_bytes(paper, cast, sign_in) -> None:
    response = sign_in(cast.liaison_a).get(paper.get_absolute_url())
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == services.preview("recommendation", GENERAL)


def test_it_comes_as_an_attachment_under_its_chinese_name(paper, cast, sign_in) -> None:
    response = sign_in(cast.handler).get(paper.get_absolute_url())
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('检察建议书.docx')}"
    assert response["Content-Type"] == services.DOCX
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_each_download_is_logged(paper, cast, sign_in) -> None:
    sign_in(cast.liaison_a).get(paper.get_absolute_url())
    log = AccessLog.objects.get()
    assert (log.action, log.membership, log.matter) == ("download", cast.liaison_a, paper.matter)
    assert log.subject == f"文书{paper.pk}"


@pytest.mark.parametrize("name", ["liaison_b", "superior_handler", "assessor", "system_admin", "auditor"])
def test_it_is_not_found_by_others(paper, cast, sign_in, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(paper.get_absolute_url()).status_code == 404
    assert set(AccessLog.objects.values_list("action", flat=True)) == {"refused"}


def test_a_paper_of_the_procuratorate_alone_is_not_found_by_the_recipient(
    matter, event, cast, sign_in
) -> None:
    inner = services.make_paper(
        matter=matter, event=event, kind="recommendation", content=GENERAL, audience=cast.procuratorate
    )
    assert sign_in(cast.liaison_a).get(inner.get_absolute_url()).status_code == 404


def test_a_paper_that_does_not_exist_is_not_found(cast, sign_in) -> None:
    assert sign_in(cast.handler).get("/documents/999999/").status_code == 404


def test_a_visitor_is_sent_to_the_log_in(paper, client) -> None:
    assert client.get(paper.get_absolute_url()).status_code == 302


def test_it_cannot_be_posted_to(paper, cast, sign_in) -> None:
    assert sign_in(cast.handler).post(paper.get_absolute_url()).status_code == 405


def test_a_changed_file_is_not_handed_out(paper, cast, sign_in) -> None:
    with paper.file.storage.open(paper.file.name, "wb") as stored:
        stored.write(b"other")
    response = sign_in(cast.handler).get(paper.get_absolute_url())
    assert response.status_code == 500
    assert "文件校验不符" in response.content.decode()
    assert not AccessLog.objects.exists()


def test_a_missing_file_is_told_as_such(paper, cast, sign_in) -> None:
    paper.file.storage.delete(paper.file.name)
    assert sign_in(cast.handler).get(paper.get_absolute_url()).status_code == 500


def test_the_blank_proof_of_service_is_for_the_serving_organisation(blank, cast, sign_in) -> None:
    assert sign_in(cast.handler).get(blank).status_code == 200
    assert sign_in(cast.liaison_a).get(blank).status_code == 404
    assert sign_in(cast.liaison_b).get(blank).status_code == 404


def test_a_download_takes_the_same_few_queries_however_long_the_history(
    paper, cast, sign_in, django_assert_max_num_queries
) -> None:
    client = sign_in(cast.liaison_a)
    with django_assert_max_num_queries(12):
        client.get(paper.get_absolute_url())
