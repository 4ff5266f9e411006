"""What stands in an OLE2 compound file (doc, xls, ppt, wps, et), however large it is."""

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from olefile import OleFileIO
from olefile.olefile import OleFileError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Bytes; an office paper has some dozens of streams, each of 128 bytes in the directory.
LARGEST_DIRECTORY = 1024 * 1024
#: What [MS-OVBA] 2.2 and its hosts call the storages and streams of a project; case is of no account.
MACROS = {"vba", "macros", "_vba_project", "_vba_project_cur"}
#: PowerPoint keeps its project inside its own stream: the atom that says that there is one ([MS-PPT] 2.4.10–11).
HAS_MACROS = re.compile(rb"\x1f\0\xff\x03\x14\0\0\0\x02\0\0\x04\x0c\0\0\0.{4}\x01", re.DOTALL)
#: Excel says of each sheet what it is ([MS-XLS] 2.4.28): 1 is a sheet of macros, 6 a module.
SHEET, END, MACRO_SHEETS = 0x0085, 0x000A, (1, 6)
TELLING = ("PowerPoint Document", "Workbook", "Book")
#: What a damaged or made-up file makes the reader raise.
UNREADABLE = (
    OleFileError,
    OSError,
    struct.error,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    RecursionError,
)


class DamagedOle2(ValueError):
    """The directory cannot be read to its end."""


@dataclass(frozen=True)
class Found:
    """`streams`: the names at the root; `has_macros`: whether there are any, wherever they lie."""

    streams: frozenset[str]
    has_macros: bool


class _Bounded(OleFileIO):
    """The directory is read whole, so its size is looked at first."""

    def loaddirectory(self, sect: int) -> None:
        if self._open(sect, force_FAT=True).size > LARGEST_DIRECTORY:
            raise DamagedOle2
        super().loaddirectory(sect)


def look(file: BinaryIO) -> Found:
    """Raises DamagedOle2."""
    _check_table(file)
    file.seek(0)
    try:
        # Not closed: the file belongs to the caller.
        ole = _Bounded(file)
        names = [tuple(each) for each in ole.listdir(streams=True, storages=True)]
        named = any(part.lower() in MACROS for path in names for part in path)
        return Found(
            frozenset(path[0] for path in names if len(path) == 1), named or _has_macros_inside(ole, names)
        )
    except UNREADABLE as problem:
        raise DamagedOle2 from problem


def _check_table(file: BinaryIO) -> None:
    """The reader takes the header's word for the length of the sector table; it must fit the file."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    header = file.read(512)
    shift, tables = (
        struct.unpack_from(form, header.ljust(512), at)[0] for form, at in (("<H", 30), ("<I", 44))
    )
    if shift not in (9, 12) or tables > size // (1 << (2 * shift - 2)) + 1:
        raise DamagedOle2


def _has_macros_inside(ole: OleFileIO, names: list[tuple[str, ...]]) -> bool:
    """Macros that have no stream of their own, also those of an embedded file."""
    told = [path for path in names if path[-1] in TELLING]
    # Streams share no sectors: together they are never longer than the file.
    if sum(map(ole.get_size, told)) > ole._filesize:
        raise DamagedOle2
    for path in told:
        if path[-1] == "PowerPoint Document" and HAS_MACROS.search(ole.openstream(path).read()):
            return True
        if path[-1] != "PowerPoint Document" and any(kind in MACRO_SHEETS for kind in _sheets(ole, path)):
            return True
    return False


def _sheets(ole: OleFileIO, path: tuple[str, ...]) -> Iterator[int]:
    """The kind of each sheet, from the first part of the workbook's stream."""
    stream = ole.openstream(path)
    while len(head := stream.read(4)) == 4:
        record, length = struct.unpack("<HH", head)
        if record == END:
            return
        content = stream.read(length)
        if record == SHEET and len(content) > 5:
            yield content[5]
