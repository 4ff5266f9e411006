"""The PDF of a paper: made from its frozen docx on request, kept beside it, made again where it is not ours.

The docx stays the paper; a PDF is only how it looks. It may be deleted at any time.
"""

import hashlib
import hmac

from django.core.files.base import ContentFile
from django.utils.crypto import salted_hmac

from documents.downloads import checked_bytes
from documents.models import Document
from documents.rendering import engine, fonts
from matters.storage import StoreUnavailable

#: Counted up when papers come to look different.
REVISION = 1
SEAL = 64


def can_be_made(document: Document) -> bool:
    """Whether the portal made the paper itself; a scan is what was uploaded."""
    return not document.is_scan


def pdf(document: Document) -> bytes:
    """The paper as PDF. Raises downloads.Damaged and fonts.NoChineseFont, having kept nothing."""
    fonts.check()
    content = checked_bytes(document.file, document.sha256)
    kept = _kept(document)
    if kept is None:
        kept = engine.to_pdf(content)
        _keep(document, kept)
    return kept


def _kept(document: Document) -> bytes | None:
    """The PDF made before, where it is still as it was: it bears a seal that only the portal can make."""
    storage, name = document.file.storage, _name(document)
    if not storage.exists(name):
        return None
    with storage.open(name) as file:
        seal, content = file.read(SEAL), file.read()
    return content if hmac.compare_digest(seal, _seal(document, content)) else None


def _keep(document: Document, content: bytes) -> None:
    storage, name = document.file.storage, _name(document)
    storage.delete(name)
    try:
        written = storage.save(name, ContentFile(_seal(document, content) + content))
    except StoreUnavailable:
        return  # It is made again the next time.
    if written != name:
        # Somebody else kept the same at the same moment.
        storage.delete(written)


def _seal(document: Document, content: bytes) -> bytes:
    said = document.sha256 + hashlib.sha256(content).hexdigest()
    return salted_hmac("documents.rendering", said, algorithm="sha256").hexdigest().encode()


def _name(document: Document) -> str:
    """Beside the docx; another revision or other fonts make another PDF."""
    look = repr((REVISION, sorted(fonts.families()))).encode()
    return f"{document.file.name}.{hashlib.sha256(look).hexdigest()[:8]}.pdf"
