"""Papers that are kept: frozen with their hash, seen only by whom they are for."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from documents import numbers, services
from documents.models import Document
from tests.documents.test_papers import GENERAL


@pytest.fixture
def paper(matter, event) -> Document:
    return services.make_paper(matter=matter, event=event, kind="recommendation", content=GENERAL)


def test_a_paper_is_kept_with_its_hash_and_size(paper) -> None:
    content = paper.file.read()
    assert (paper.size, paper.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert content == services.preview("recommendation", GENERAL)


def test_a_paper_is_named_after_title_and_number(matter, event, cast) -> None:
    number = numbers.register(organisation=cast.procuratorate, text="川九检建〔2026〕5号")
    made = services.make_paper(
        matter=matter, event=event, kind="recommendation", content=GENERAL, title="检察建议书", number=number
    )
    assert made.file_name == "检察建议书 川九检建〔2026〕5号.docx"
    assert str(made) == "检察建议书 川九检建〔2026〕5号"


def test_file_names_hold_nothing_that_file_systems_refuse() -> None:
    assert services.file_name("关于A/B\n的函" + "长" * 300, None, "docx").startswith("关于A／B 的函")
    assert len(services.file_name("长" * 300, None, "docx")) < 255


def test_a_frozen_paper_can_neither_be_changed_nor_deleted(paper) -> None:
    paper.title = "另一个名称"
    with pytest.raises(ValidationError, match="不能修改"):
        paper.save()
    with pytest.raises(ValidationError, match="不能删除"):
        paper.delete()


def test_the_database_refuses_to_change_a_frozen_paper(paper) -> None:
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(sha256="0" * 64)


def test_the_database_refuses_to_delete_a_frozen_paper_on_postgresql(paper) -> None:
    refused = connection.vendor == "postgresql"
    try:
        with transaction.atomic():
            Document.objects.filter(pk=paper.pk).delete()
    except DatabaseError:
        assert refused
    assert Document.objects.filter(pk=paper.pk).exists() == refused


def test_a_scan_is_kept_as_the_paper_without_a_second_file(matter, event, scan) -> None:
    kept = services.keep_scan(matter=matter, event=event, kind="recommendation", upload=scan)
    assert kept.is_scan
    assert (kept.file.name, kept.sha256, kept.file_name) == (scan.file.name, scan.sha256, scan.original_name)


def test_linked_matters_share_one_scan_and_one_number(make_matter, cast, scan) -> None:
    number = numbers.register(organisation=cast.procuratorate, text="川九检建〔2026〕5号")
    for recipient in (cast.agency_a, cast.agency_b):
        matter = make_matter(recipient=recipient)
        services.keep_scan(
            matter=matter, event=matter.events.get(), kind="recommendation", upload=scan, number=number
        )
    assert number.documents.count() == 2
    assert numbers.matter_of(number) == number.documents.first().matter


def test_the_number_of_a_kept_paper_is_released_with_the_matter(matter, event, cast, scan) -> None:
    number = numbers.register(organisation=cast.procuratorate, text="川九检督〔2026〕5号")
    services.keep_scan(matter=matter, event=event, kind="urging_letter", upload=scan, number=number)
    services.release_numbers(matter=matter)
    number.refresh_from_db()
    assert number.released_at


def test_papers_are_seen_by_those_who_take_part(paper, cast) -> None:
    sees = {name: Document.objects.visible_to(one).exists() for name, one in cast.everyone().items()}
    assert sees["handler"]
    assert sees["liaison_a"]
    assert not sees["liaison_b"]
    assert not sees["system_admin"]


def test_a_paper_for_one_organisation_is_seen_by_it_alone(matter, event, cast) -> None:
    services.make_paper(
        matter=matter, event=event, kind="recommendation", content=GENERAL, audience=cast.procuratorate
    )
    assert Document.objects.visible_to(cast.handler).exists()
    assert not Document.objects.visible_to(cast.liaison_a).exists()


def test_who_holds_no_place_sees_no_paper(paper) -> None:
    assert not Document.objects.visible_to(None).exists()


def test_a_blank_proof_of_service_names_paper_and_recipient(matter) -> None:
    matter.number = "川九检建〔2026〕5号"
    assert services.blank_proof_of_service(matter).startswith(b"PK")


def test_no_migration_is_missing(db) -> None:
    call_command("makemigrations", "documents", check=True, dry_run=True)
