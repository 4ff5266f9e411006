"""Making and keeping papers. Called inside the transaction of `perform`; nothing here changes a matter."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import QuerySet

from common import clock, filenames
from common.filetypes import OPENXML
from documents import numbers, registry
from documents.models import Document, DocumentNumber, DocumentShare
from documents.papers import proof_of_service
from documents.parts import Line, Reading
from matters import names
from matters.kinds import ParticipationRole
from matters.models import Event, Matter, Upload
from organisations.models import Organisation

DOCX = OPENXML + "wordprocessingml.document"


def read(kind: str, content: Any) -> list[Line]:
    """The paper as it will be, line by line, for a page that shows it. Of papers of running text alone."""
    paper = registry.get(kind).running
    reading = Reading(**paper.front(content))
    paper.write(reading, content)
    return reading.lines


def preview(kind: str, content: Any) -> bytes:
    """The paper as docx, kept nowhere."""
    return registry.get(kind).build(content)


def make_paper(
    *,
    matter: Matter,
    event: Event,
    kind: str,
    content: Any,
    title: str = "",
    number: DocumentNumber | None = None,
    audience: Organisation | None = None,
) -> Document:
    """Make the paper from its content and freeze it. Takes some 20 ms: it may stand in a transaction."""
    made = preview(kind, content)
    title = _as_called(title, kind, matter)
    document = Document(
        matter_id=matter.pk,
        kind=kind,
        title=title,
        number=number,
        file_name=file_name(title, number, "docx"),
        content_type=DOCX,
        size=len(made),
        sha256=hashlib.sha256(made).hexdigest(),
        made_by=event,
        audience=audience,
        made_at=clock.now(),
    )
    document.file.save(document.file_name, ContentFile(made), save=False)
    document.save()
    return document


def keep_scan(
    *,
    matter: Matter,
    event: Event,
    kind: str,
    upload: Upload,
    title: str = "",
    number: DocumentNumber | None = None,
    audience: Organisation | None = None,
) -> Document:
    """Keep a sealed scan as the paper itself. The file is the upload's: linked matters share it, no copy."""
    return Document.objects.create(
        matter_id=matter.pk,
        kind=kind,
        title=_as_called(title, kind, matter),
        number=number,
        file=upload.file.name,
        file_name=upload.original_name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=upload.sha256,
        upload=upload,
        made_by=event,
        audience=audience,
    )


def share_papers(*, earlier: Matter, matter: Matter, event: Event) -> None:
    """The paper that `earlier` is about, all files of it, is that of `matter` too: no copy."""
    latest = _own_papers(earlier).first()
    if latest is None:
        return
    for document in Document.objects.filter(made_by=latest.made_by_id, kind=latest.kind):
        DocumentShare.objects.create(document=document, matter_id=matter.pk, event=event)


def keep_sealed(*, matter: Matter, event: Event, upload: Upload) -> Document:
    """The scan with the seal beside the paper in force; the one it replaces stays."""
    paper, before = _sealable(matter)
    return Document.objects.create(
        matter_id=matter.pk,
        kind=paper.kind,
        title=f"{paper.title}（盖章件）",
        number=paper.number,
        file=upload.file.name,
        file_name=upload.original_name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=upload.sha256,
        upload=upload,
        made_by=event,
        audience=paper.audience,
        seals=paper,
        replaces=before,
    )


def share_sealed(*, earlier: Matter, matter: Matter, event: Event) -> None:
    """The sealed scan of a shared paper is that of `matter` too: no copy."""
    _, seal = _sealable(earlier)
    if seal:
        DocumentShare.objects.create(document=seal, matter_id=matter.pk, event=event)


def _sealable(matter: Matter) -> tuple[Document, Document | None]:
    """The paper in force that `matter` is about, and its latest sealed scan."""
    paper = _own_papers(matter)[0]
    return paper, paper.sealed_versions.order_by("-pk").first()


def _own_papers(matter: Matter) -> QuerySet[Document]:
    """The versions of the paper that `matter` is about, the one in force first."""
    return Document.objects.of(matter.pk).filter(kind__in=registry.own(), seals=None).order_by("-pk")


def release_numbers(*, matter: Matter, text: str = "") -> None:
    """Make the numbers of an annulled matter free again, unless another matter of the same paper bears them.

    `text`: only the number that is put right; the letters of the matter keep theirs.
    """
    numbers.release_for(matter, text)


def _as_called(title: str, kind: str, matter: Matter) -> str:
    """`title` in the words of the day: a name that was entered with its day takes the place of the declared one."""
    if kind == registry.OTHER:
        return title or registry.OTHER_TITLE
    paper = registry.get(kind)
    declared = paper.title
    called = matter.paper_name if paper.is_own else names.document_name(kind, None, matter)
    return title.replace(declared, called, 1) if title else called


def blank_proof_of_service(matter: Matter) -> bytes:
    """送达回证 with what is known of the matter filled in, to be signed on paper."""
    taking_part = matter.participations.filter(role=ParticipationRole.RECIPIENT).select_related(
        "organisation"
    )
    recipients = [each.organisation for each in taking_part.order_by("pk")]
    content = proof_of_service.Content(
        organisation=matter.lead.name,
        paper=matter.paper_name,
        number=matter.number,
        recipient="、".join(each.name for each in recipients),
        address=recipients[0].address if len(recipients) == 1 else "",
    )
    return proof_of_service.build(content)


def file_name(title: str, number: DocumentNumber | None, extension: str) -> str:
    """`督促函 川九检函〔2026〕5号.docx`, without what file systems refuse."""
    stem = f"{title} {number.text}" if number else title
    return filenames.safe(f"{stem}.{extension}")
