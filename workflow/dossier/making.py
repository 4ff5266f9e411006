"""Making a 卷宗 in a temporary file, outside any transaction; what is large passes through in pieces."""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from common import clock
from documents.binding import PDF, Binder, CannotBind
from documents.downloads import Damaged
from documents.rendering import engine, fonts, renditions
from workflow.dossier.pieces import Piece
from workflow.dossier.sheets import SHEETS, Dossier, Places, front

CHUNK = 1024 * 1024
DAMAGED = "校验不符，未收入"
SUMS = "SHA256SUMS"


def pdf(given: Dossier) -> BinaryIO:
    """Cover, 目录, papers and attachments in order, and the sheets. Raises fonts.NoChineseFont."""
    fonts.check()
    places = Places()
    with ExitStack() as undo, Binder() as binder:
        target = undo.enter_context(tempfile.TemporaryFile())
        for piece in given.pieces:
            try:
                places.pages[piece.position] = binder.add(*_bindable(piece), piece.title)
            except CannotBind as refused:
                places.remarks[piece.position] = refused.reason
            except Damaged:
                places.remarks[piece.position] = DAMAGED
        for name, write in SHEETS.items():
            sheet = io.BytesIO(engine.to_pdf(write(given, places)))
            places.pages[name] = binder.add(sheet, PDF, name)
        binder.save(
            target,
            given.title,
            before=engine.to_pdf(front(given, places, has_pages=True)),
            before_title="封面和目录",
        )
        target.seek(0)
        undo.pop_all()
        return target


def _bindable(piece: Piece) -> tuple[BinaryIO, str]:
    """The paper as PDF where the portal made it, else the file as it came. Raises Damaged."""
    if piece.document is not None and renditions.can_be_made(piece.document):
        return io.BytesIO(renditions.pdf(piece.document)), PDF
    return piece.opened(), piece.content_type


def archive(given: Dossier) -> BinaryIO:
    """Every file in its original form, 目录 and sheets, and SHA256SUMS for `sha256sum -c`."""
    with ExitStack() as undo:
        target = undo.enter_context(tempfile.TemporaryFile())
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            _fill(given, package)
        target.seek(0)
        undo.pop_all()
        return target


def _fill(given: Dossier, package: zipfile.ZipFile) -> None:
    sums, places = [], Places()
    for piece in given.pieces:
        try:
            sums.append((_copy(piece, package), piece.name_in_zip))
        except Damaged:
            places.remarks[piece.position] = DAMAGED
    for name, content in _own_sheets(given, places):
        package.writestr(_entry(name), content)
        sums.append((hashlib.sha256(content).hexdigest(), name))
    package.writestr(_entry(SUMS), "".join(f"{digest}  {name}\n" for digest, name in sums))


def _copy(piece: Piece, package: zipfile.ZipFile) -> str:
    """Write the file into the zip, chunk by chunk; its digest. Raises Damaged, having written nothing."""
    entry = _entry(piece.name_in_zip)
    # Scans, photographs, films and office files are compressed in themselves.
    entry.compress_type = zipfile.ZIP_STORED
    with piece.opened() as source, package.open(entry, "w") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
    return piece.sha256


def _own_sheets(given: Dossier, places: Places) -> Iterator[tuple[str, bytes]]:
    """目录 and sheets as docx, the 目录 as PDF too where a Chinese font is there."""
    contents = front(given, places, has_pages=False)
    yield "00 目录.docx", contents
    if fonts.are_there():
        yield "00 目录.pdf", engine.to_pdf(contents)
    for name, write in SHEETS.items():
        yield f"00 {name}.docx", write(given, places)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, clock.local(clock.now()).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry
