"""Bounds of a workbook, looked at before it is opened: a file of some kilobytes may unpack into any number of cells."""

import zipfile
from typing import BinaryIO

#: Bytes of all parts, and of those that are no picture; a ledger of 500 rows has less than one million.
MOST_UNPACKED, MOST_TEXT = 50 * 1024 * 1024, 20 * 1024 * 1024
#: Elements of all parts: cells, strings and formats, each of which becomes an object of some hundreds of bytes.
MOST_ELEMENTS = 300_000
MOST_PARTS = 2000
CHUNK = 256 * 1024
#: How the pictures begin that a workbook may hold; they are not read.
PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\x01\0\0\0",
    b"\xd7\xcd\xc6\x9a",
)


class TooLargeWorkbook(ValueError):
    """More than any ledger or notice holds."""


def check(file: BinaryIO) -> int:
    """How many elements it has. Leaves the file at its beginning.

    Raises TooLargeWorkbook, and what `zipfile` raises for what is none.
    """
    with zipfile.ZipFile(file) as parts:
        listed = parts.infolist()
        # What the directory says is what is unpacked at most: reading ends there.
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
            raise TooLargeWorkbook
        text = elements = 0
        for part in listed:
            with parts.open(part) as opened:
                piece = opened.read(CHUNK)
                if piece.startswith(PICTURES):
                    continue
                while piece:
                    text, elements = text + len(piece), elements + piece.count(b"<")
                    if text > MOST_TEXT or elements > MOST_ELEMENTS:
                        raise TooLargeWorkbook
                    piece = opened.read(CHUNK)
    file.seek(0)
    return elements
