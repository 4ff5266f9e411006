"""The names of the parts in a zip (docx, ofd…), read from its central directory; nothing is unpacked."""

import os
import struct
from typing import BinaryIO

MAGIC = b"PK\x03\x04"
END_RECORD = b"PK\x05\x06"
# An office paper's directory has a few kilobytes. The size is looked at first, so that memory is bounded.
LARGEST_DIRECTORY = 4 * 1024 * 1024
ENCRYPTED = 0x1


class DamagedZip(ValueError):
    """There is no readable directory."""


def part_names(file: BinaryIO) -> tuple[set[str], bool]:
    """Names of all parts, and whether any is encrypted. Raises DamagedZip."""
    size, offset = _end_record(file)
    if size > LARGEST_DIRECTORY:
        raise DamagedZip
    file.seek(offset)
    return _entries(file.read(size))


def _end_record(file: BinaryIO) -> tuple[int, int]:
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - 65_557))
    tail = file.read()
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) < at + 22:
        raise DamagedZip
    return struct.unpack_from("<II", tail, at + 12)


def _entries(directory: bytes) -> tuple[set[str], bool]:
    names, encrypted, at = set(), False, 0
    while directory[at : at + 4] == b"PK\x01\x02" and len(directory) >= at + 46:
        flags = struct.unpack_from("<H", directory, at + 8)[0]
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        names.add(directory[at + 46 : at + 46 + name].decode("utf-8", errors="replace"))
        encrypted = encrypted or bool(flags & ENCRYPTED)
        at += 46 + name + extra + comment
    if not names:
        raise DamagedZip
    return names, encrypted
