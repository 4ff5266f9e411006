"""What goes into a 卷宗: papers and attachments meant for the reader, in the order in which they came about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db.models.fields.files import FieldFile

from common import filenames
from common.when import When
from documents import downloads
from documents.models import Document
from matters.models import Attachment, Event
from organisations.models import Membership
from workflow.together import origin_of


@dataclass(frozen=True)
class Piece:
    """One paper or attachment. `position` is its number in the 目录, from 1."""

    position: int
    title: str
    number: str
    event: Event
    file: FieldFile
    file_name: str
    content_type: str
    size: int
    sha256: str
    document: Document | None

    @property
    def name_in_zip(self) -> str:
        """`03 复函 九水函〔2026〕3号.docx`: in order, unlike any other, and safe on every file system."""
        return filenames.safe(self.file_name, before=f"{self.position:02d} ")

    @property
    def author(self) -> str:
        """责任者: for whom it was entered, else the organisation of who took the step, else the leading one."""
        if self.event.entered_for_id:
            return self.event.entered_for.name
        return self.event.actor.organisation.name if self.event.actor_id else self.event.matter.lead.name

    @property
    def day(self) -> str:
        """`2026.09.01`, or what is known of it."""
        when = when_made(self.event)
        return when.day.strftime("%Y.%m.%d") if when.day else str(when)

    @property
    def is_proof_of_service(self) -> bool:
        return self.document is not None and self.document.kind == "proof_of_service"

    def opened(self) -> BinaryIO:
        """The original file, after a look at its digest. Raises downloads.Damaged."""
        return downloads.checked(self.file, self.sha256)


def pieces(matter, membership: Membership) -> list[Piece]:
    """In the order of time; what several units have in common from before issue is read from the first of them."""
    found, origin = _found(matter, membership), origin_of(matter, membership)
    if origin:
        earlier = _found(origin.matter, membership)
        found = [values for values in earlier if values["event"].pk in origin.events] + found
    ordered = sorted(found, key=lambda values: _order(values["event"]))
    return [Piece(position, **values) for position, values in enumerate(ordered, start=1)]


def _found(matter, membership: Membership) -> list[dict[str, object]]:
    """Papers and attachments of one matter."""
    related = ("event__actor__organisation", "event__entered_for", "event__matter__lead")
    documents = list(Document.objects.of(matter.pk).in_audience(membership).select_related("number"))
    _fill_events(documents)
    scans = {document.upload_id for document in documents}
    attachments = (
        Attachment.objects.filter(matter_id=matter.pk)
        .in_audience(membership)
        .exclude(upload__in=[scan for scan in scans if scan])
        .select_related("upload", *related)
    )
    return [*map(_of_document, documents), *map(_of_attachment, attachments)]


def _fill_events(documents: list[Document]) -> None:
    """The event with which each came to this matter; of a shared paper it is not the one that made it."""
    related = ("actor__organisation", "entered_for", "matter__lead")
    events = Event.objects.select_related(*related).in_bulk([row.here for row in documents])
    for row in documents:
        row.event = events[row.here]


def when_made(event: Event) -> When:
    """When its papers came about: a paper registered after it was issued is as old as its issue."""
    issued = event.data.get("issued_on")
    return When.parse(issued) if issued else event.when


def _order(event: Event) -> tuple[str, int]:
    """By the day, as far as it is known; on one day in the order in which they were entered."""
    return when_made(event).isoformat()[:10], event.number


def _of_document(row: Document) -> dict[str, object]:
    return {
        "title": row.title,
        "number": row.number.text if row.number_id else "",
        "event": row.event,
        "file": row.file,
        "file_name": row.file_name,
        "content_type": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "document": row,
    }


def _of_attachment(row: Attachment) -> dict[str, object]:
    upload = row.upload
    return {
        "title": str(row),
        "number": "",
        "event": row.event,
        "file": upload.file,
        "file_name": upload.original_name,
        "content_type": upload.content_type,
        "size": upload.size,
        "sha256": upload.sha256,
        "document": None,
    }


def proofs_of_service(found: list[Piece]) -> Iterator[tuple[Event, list[Piece]]]:
    """Each service with what proves it: the 送达回证 and whatever came with the same step."""
    for event in dict.fromkeys(piece.event for piece in found if piece.is_proof_of_service):
        yield event, [piece for piece in found if piece.event == event]
