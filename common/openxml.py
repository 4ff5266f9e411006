"""What an Office file of today (docx, xlsx, pptx, new wps and et) is and carries along, by its declared parts.

Macros, embedded objects and what is fetched from elsewhere are found by what a part is declared to be and by its
content, never by its name. Only declarations are unpacked, each within bounds.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from common import ole2, zipnames

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    "wordprocessingml.document.main+xml": "DOCX",
    "spreadsheetml.sheet.main+xml": "XLSX",
    "presentationml.presentation.main+xml": "PPTX",
    "presentationml.slideshow.main+xml": "PPTX",
}
#: Bytes of a declaration, and how many parts there may be; an office paper has some dozens of kilobytes and parts.
LARGEST_DECLARATION = 4 * 1024 * 1024
MOST_DECLARED = 32 * 1024 * 1024
MOST_PARTS = 20_000
#: Bytes of the workbook behind a chart.
LARGEST_NESTED = 16 * 1024 * 1024
#: In the order in which they are told.
REFUSED = ("macro", "embedded", "remote")
MACRO = re.compile(r"macro|vba|activex|/control$", re.IGNORECASE)
EMBEDDED = re.compile(r"(?:/|\.)(?:oleObject|package|aFChunk|subDocument)$", re.IGNORECASE)
#: The numbers behind a chart are a workbook of its own.
OF_A_CHART = re.compile(r"(?:^|/)charts/_rels/", re.IGNORECASE)
LINK = re.compile(r"/hyperlink$", re.IGNORECASE)
#: A path on the machine where it was written (C:\…, file:///C:/…), or one beside the file: nothing is fetched.
LOCAL = re.compile(r"(?:file:/{2,3})?[A-Za-z]:[\\/]|(?![\\/])(?![A-Za-z][A-Za-z0-9+.-]*:)", re.IGNORECASE)
#: What zip and XML raise on content that is broken, encrypted or packed in a way they do not know (NotImplementedError).
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
)


class DamagedOpenXml(ValueError):
    """The declarations cannot be read, or are larger than those of any paper."""


def look(file: BinaryIO, *, is_nested: bool = False) -> str:
    """`DOCX`, `XLSX` or `PPTX`, or why it is refused: `macro`, `embedded`, `remote`, `archive`. Raises DamagedOpenXml."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            return _look(package, is_nested=is_nested)
    except UNREADABLE as problem:
        raise DamagedOpenXml from problem


def _look(package: zipfile.ZipFile, *, is_nested: bool) -> str:
    parts = package.infolist()
    declared = [part for part in parts if part.filename.lower().endswith((".rels", CONTENT_TYPES.lower()))]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in declared) > MOST_DECLARED:
        raise DamagedOpenXml
    types = [
        element.get("ContentType", "")
        for part in declared
        if part.filename.lower() == CONTENT_TYPES.lower()
        for element in _elements(package, part)
    ]
    found = set(_carried(package, declared, types))
    found |= {_inside(package, part, is_nested=is_nested) for part in parts}
    for refused in REFUSED:
        if refused in found:
            return refused
    return next(
        (kind for each in types for ending, kind in MAIN_PARTS.items() if each.endswith(ending)), "archive"
    )


def _carried(package: zipfile.ZipFile, declared: list[zipfile.ZipInfo], types: list[str]) -> Iterator[str]:
    for each in types:
        if MACRO.search(each):
            yield "macro"
        if each.endswith(".oleObject"):
            yield "embedded"
    for part in declared:
        if part.filename.lower().endswith(".rels"):
            for relation in _elements(package, part):
                yield _kind(part.filename, relation)


def _kind(source: str, relation: etree._Element) -> str:
    """What one relationship brings in; "" where it is harmless."""
    what, target = relation.get("Type", ""), relation.get("Target", "")
    is_external = relation.get("TargetMode", "").lower() == "external"
    if MACRO.search(what):
        return "macro"
    if EMBEDDED.search(what) and not (OF_A_CHART.search(source) and not is_external):
        return "embedded"
    return "remote" if is_external and not LINK.search(what) and not LOCAL.match(target.strip()) else ""


def _elements(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[etree._Element]:
    """The children of a declaration's root. Raises DamagedOpenXml."""
    with package.open(part) as opened:
        content = opened.read(LARGEST_DECLARATION + 1)
    if len(content) > LARGEST_DECLARATION:
        raise DamagedOpenXml
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise DamagedOpenXml
    return list(root)


def _inside(package: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_nested: bool) -> str:
    """Why a part is refused for what it is, whatever it is called; "" where it is harmless."""
    with package.open(part) as opened:
        head = opened.read(len(ole2.MAGIC))
    if head == ole2.MAGIC:
        return "embedded"
    if not head.startswith(zipnames.MAGIC):
        return ""
    if is_nested or part.file_size > LARGEST_NESTED:
        return "embedded"
    found = look(io.BytesIO(package.read(part)), is_nested=True)
    return found if found in REFUSED else ""
