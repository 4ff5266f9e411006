"""A docx whose bytes depend on its content alone, so that the same paper has the same hash."""

import io
import zipfile
from datetime import UTC, date, datetime, time

from docx.document import Document

# The earliest moment a zip can hold; the moment of making is no part of a paper.
STAMP = (1980, 1, 1, 0, 0, 0)
UNDATED = date(1980, 1, 1)


def describe(document: Document, *, title: str, author: str, day: date | None) -> None:
    """Core properties from the content; nothing of the machine or the moment."""
    moment = datetime.combine(day or UNDATED, time(), UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.created = properties.modified = moment
    properties.revision, properties.language = 1, "zh-CN"


def to_bytes(document: Document) -> bytes:
    """The package with its parts in order and without times."""
    written = io.BytesIO()
    document.save(written)
    target = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w") as package:
        for name in sorted(source.namelist(), key=_part_order):
            package.writestr(_entry(name), source.read(name), compresslevel=6)
    return target.getvalue()


def _part_order(name: str) -> tuple[bool, str]:
    # Readers that look at the beginning only expect the content types there.
    return name != "[Content_Types].xml", name


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry
