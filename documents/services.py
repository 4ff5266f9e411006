"""Making and keeping papers. Called inside the transaction of `perform`; nothing here changes a matter."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from common import clock, filenames
from common.filetypes import OPENXML
from documents import numbers
from documents.choices import PaperKind
from documents.models import Document, DocumentNumber, DocumentShare
from documents.papers import (
    effect_evaluation,
    letter,
    minutes,
    objection_answer,
    proof_of_service,
    recommendation,
    reply_letter,
    urging_letter,
)
from documents.parts import Line, Reading
from matters import names
from matters.kinds import ParticipationRole
from matters.models import Event, Matter, Upload
from organisations.models import Organisation

DOCX = OPENXML + "wordprocessingml.document"
BUILDERS: dict[str, Callable[[Any], bytes]] = {
    PaperKind.RECOMMENDATION: recommendation.build,
    PaperKind.PROOF_OF_SERVICE: proof_of_service.build,
    PaperKind.URGING_LETTER: urging_letter.build,
    PaperKind.REPLY_LETTER: reply_letter.build,
    PaperKind.OBJECTION_ANSWER: objection_answer.build,
    PaperKind.EFFECT_EVALUATION: effect_evaluation.build,
    **dict.fromkeys(
        (PaperKind.CONSULTATION_MINUTES, PaperKind.INTERVIEW_MINUTES, PaperKind.RECORD_FORM), minutes.build
    ),
}
#: Letters and decisions in plain paragraphs are set alike.
BUILDERS |= {kind: letter.build for kind in PaperKind if kind not in BUILDERS and kind != PaperKind.OTHER}
#: Papers of running text, which a page can show as they will be; every other letter is a `letter`.
RUNNING = {
    PaperKind.RECOMMENDATION: recommendation,
    PaperKind.URGING_LETTER: urging_letter,
    PaperKind.REPLY_LETTER: reply_letter,
    PaperKind.OBJECTION_ANSWER: objection_answer,
}


def read(kind: str, content: Any) -> list[Line]:
    """The paper as it will be, line by line, for a page that shows it. Of papers of running text alone."""
    paper = RUNNING.get(kind, letter)
    reading = Reading(**paper.front(content))
    paper.write(reading, content)
    return reading.lines


def preview(kind: str, content: Any) -> bytes:
    """The paper as docx, kept nowhere."""
    return BUILDERS[kind](content)


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


def share_papers(*, kind: str, earlier: Matter, matter: Matter, event: Event) -> None:
    """The paper of `kind` that is in force in `earlier`, all files of it, is that of `matter` too: no copy."""
    latest = Document.objects.of(earlier.pk).filter(kind=kind, seals=None).order_by("-pk").first()
    if latest is None:
        return
    for document in Document.objects.filter(made_by=latest.made_by_id, kind=kind):
        DocumentShare.objects.create(document=document, matter_id=matter.pk, event=event)


def keep_sealed(*, matter: Matter, event: Event, upload: Upload) -> Document:
    """The scan with the seal beside the recommendation in force; the one it replaces stays."""
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
    """The recommendation in force, and its latest sealed scan."""
    papers = Document.objects.of(matter.pk).filter(kind=PaperKind.RECOMMENDATION, seals=None)
    paper = papers.order_by("-pk")[0]
    return paper, paper.sealed_versions.order_by("-pk").first()


def release_numbers(*, matter: Matter, text: str = "") -> None:
    """Make the numbers of an annulled matter free again, unless another matter of the same paper bears them.

    `text`: only the number that is put right; the letters of the matter keep theirs.
    """
    numbers.release_for(matter, text)


def _as_called(title: str, kind: str, matter: Matter) -> str:
    """`title` in the words of the day: a name that was entered with its day takes the place of the declared one."""
    declared = PaperKind(kind).label
    if kind == PaperKind.OTHER:
        return title or declared
    called = (
        matter.paper_name if kind == PaperKind.RECOMMENDATION else names.document_name(kind, None, matter)
    )
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
    """`检察建议书 川九检建〔2026〕5号.docx`, without what file systems refuse."""
    stem = f"{title} {number.text}" if number else title
    return filenames.safe(f"{stem}.{extension}")
