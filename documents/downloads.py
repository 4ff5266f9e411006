"""Handing out a kept file: checked against its hash, never shown inside the page, never cached."""

import hashlib
import io
from typing import BinaryIO

from django.core.files import File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from common import filenames


class Damaged(Exception):
    """The stored file is missing or is not the one that was kept."""


def checked_file(file: FieldFile, sha256: str, content_type: str, name: str) -> FileResponse:
    """The file as an attachment under its Chinese name (RFC 6266, 5987). Raises Damaged."""
    return handed_out(checked(file, sha256), content_type, name)


def checked_bytes(file: FieldFile, sha256: str) -> bytes:
    """What the file holds, for papers, which are small. Raises Damaged."""
    with checked(file, sha256) as opened:
        return opened.read()


def checked(file: FieldFile, sha256: str) -> File:
    """The file, opened at its beginning. Raises Damaged."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as missing:
        raise Damaged(str(missing)) from missing
    digest = hashlib.sha256()
    for chunk in opened.chunks():
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        opened.close()
        raise Damaged(f"{digest.hexdigest()} instead of {sha256}")
    opened.seek(0)
    return opened


def made_file(content: bytes, content_type: str, name: str) -> FileResponse:
    """Bytes made for this request, kept nowhere."""
    return handed_out(io.BytesIO(content), content_type, name)


def handed_out(file: BinaryIO, content_type: str, name: str) -> FileResponse:
    """An open file made for this request; it is streamed, then closed."""
    return _hardened(
        FileResponse(file, as_attachment=True, filename=filenames.safe(name), content_type=content_type)
    )


def _hardened(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
