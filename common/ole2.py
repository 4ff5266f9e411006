"""The names of the streams in an OLE2 compound file (doc, xls, ppt, wps, et), after [MS-CFB] 2.2–2.6."""

import struct
from typing import BinaryIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFA
# An office paper has some dozens of streams; a file that claims more is not read to its end.
MOST_DIRECTORY_SECTORS = 512


def stream_names(file: BinaryIO) -> set[str]:
    """Streams and storages named in the directory; empty where the file is damaged."""
    file.seek(0)
    header = file.read(512)
    if len(header) < 512 or not header.startswith(MAGIC):
        return set()
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in (9, 12):
        return set()
    return set().union(*(_names(sector) for sector in _directory(file, header, 1 << shift)))


def _directory(file: BinaryIO, header: bytes, size: int) -> list[bytes]:
    number = struct.unpack_from("<I", header, 48)[0]
    table = struct.unpack_from("<109I", header, 76)
    sectors: list[bytes] = []
    while number < END_OF_CHAIN and len(sectors) < MOST_DIRECTORY_SECTORS:
        sectors.append(_sector(file, number, size))
        number = _next(file, table, number, size)
    return sectors


def _sector(file: BinaryIO, number: int, size: int) -> bytes:
    file.seek((number + 1) * size)
    return file.read(size)


def _next(file: BinaryIO, table: tuple[int, ...], number: int, size: int) -> int:
    block, place = divmod(number, size // 4)
    if block >= len(table) or table[block] >= END_OF_CHAIN:
        return END_OF_CHAIN
    sector = _sector(file, table[block], size)
    return struct.unpack_from("<I", sector, place * 4)[0] if len(sector) == size else END_OF_CHAIN


def _names(sector: bytes) -> set[str]:
    entries = (sector[at : at + 128] for at in range(0, len(sector) - 127, 128))
    return {_name(entry) for entry in entries} - {""}


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    if not 2 <= length <= 64:
        return ""
    return entry[: length - 2].decode("utf-16-le", errors="replace")
