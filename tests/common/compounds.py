"""OLE2 compound files and Office packages made by hand, for what no program at hand writes."""

import io
import struct
import zipfile
from collections.abc import Iterator

import docx

FREE, END, TABLE, TABLE_OF_TABLES = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
SECTOR = 512
LEAST = 4096


def compound(*streams: str, contents: dict[str, bytes] | None = None, inside: str = "") -> bytes:
    """A compound file with these streams; `inside` names a storage that lies in the last one, as in ObjectPool.

    A stream that says something is filled to 4096 bytes, below which it would lie in a table of its own.
    """
    given = {name: (contents or {}).get(name, b"") for name in [*streams, *(contents or {})]}
    names = [*given, *([inside] if inside else [])]
    directory = -(-(len(names) + 1) * 128 // SECTOR)
    sectors, chains, places = b"", [], []
    for content in [*given.values(), *([b""] if inside else [])]:
        body = content.ljust(LEAST, b"\0") if content else b""
        body = body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0")
        at = directory + len(sectors) // SECTOR
        places.append((at if body else END, len(body)))
        chains.append(range(at, at + len(body) // SECTOR))
        sectors += body
    top = len(given)
    tree = {number: (left, right) for number, left, right in _balanced(1, top)}
    entries = _entry("Root Entry", 5, child=(1 + top) // 2 if top else FREE)
    for number, (name, (start, size)) in enumerate(zip(names, places, strict=True), start=1):
        left, right = tree.get(number, (FREE, FREE))
        child = top + 1 if inside and number == top else FREE
        kind = 1 if inside and number >= top else 2
        entries += _entry(name, kind, left=left, right=right, child=child, start=start, size=size)
    body = entries.ljust(directory * SECTOR, b"\0") + sectors
    return _with_tables(body, [range(directory), *chains])


def _balanced(first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Each number from `first` to `last` with its left and right neighbour in a tree."""
    if first > last:
        return
    middle = (first + last) // 2
    left = (first + middle - 1) // 2 if first < middle else FREE
    right = (middle + 1 + last) // 2 if middle < last else FREE
    yield middle, left, right
    yield from _balanced(first, middle - 1)
    yield from _balanced(middle + 1, last)


def _entry(
    name: str,
    kind: int,
    *,
    left: int = FREE,
    right: int = FREE,
    child: int = FREE,
    start: int = END,
    size: int = 0,
) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, left, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def _with_tables(body: bytes, chains: list[range]) -> bytes:
    """Header, the sectors, then the table of sectors and, above 109 of its own, the tables of tables."""
    used = len(body) // SECTOR
    tables = lists = 0
    while tables * 128 < used + tables + lists:
        tables += 1
        lists = -(-max(0, tables - 109) // 127)
    table = [FREE] * (tables * 128)
    for chain in chains:
        for sector in chain:
            table[sector] = sector + 1 if sector + 1 in chain else END
    places = list(range(used, used + tables))
    for place in places:
        table[place] = TABLE
    for place in range(used + tables, used + tables + lists):
        table[place] = TABLE_OF_TABLES
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, 0, 0, LEAST, END, 0,
                          used + tables if lists else END, lists)  # fmt: skip
    header += struct.pack("<109I", *(places[:109] + [FREE] * max(0, 109 - tables)))
    made = header + body + struct.pack(f"<{len(table)}I", *table)
    for number in range(lists):
        listed = places[109 + 127 * number : 109 + 127 * (number + 1)]
        last = used + tables + number + 1 if number + 1 < lists else END
        made += struct.pack("<128I", *listed, *[FREE] * (127 - len(listed)), last)
    return made


def package(names: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in names.items():
            made.writestr(name, content)
    return target.getvalue()


def zipped(*names: str) -> bytes:
    return package(dict.fromkeys(names, "x"))


def declared(main: str, *others: str) -> str:
    """[Content_Types].xml of a package whose main part is of the type `main`."""
    parts = "".join(
        f'<Override PartName="/part{number}.bin" ContentType="{each}"/>'
        for number, each in enumerate([f"application/vnd.openxmlformats-officedocument.{main}", *others])
    )
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{parts}</Types>'


def related(kind: str, target: str, mode: str = "Internal") -> str:
    """A .rels part with one relationship."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def word(more: dict[str, str | bytes] | None = None) -> bytes:
    """A docx as python-docx writes it, with further parts or others in their place."""
    target = io.BytesIO()
    docx.Document().save(target)
    if not more:
        return target.getvalue()
    with zipfile.ZipFile(target) as made:
        return package({name: made.read(name) for name in made.namelist()} | more)


WORD_MAIN = "wordprocessingml.document.main+xml"
EXCEL_MAIN = "spreadsheetml.sheet.main+xml"
SLIDES_MAIN = "presentationml.presentation.main+xml"


def sheet_record(kind: int) -> bytes:
    """BoundSheet8 of an old workbook: 0 is a sheet, 1 one of macros, 6 a module."""
    return struct.pack("<HHIBB", 0x0085, 8, 0, 0, kind).ljust(12, b"\0") + struct.pack("<HH", 0x000A, 0)


VBA_OF_SLIDES = struct.pack("<HHIHHIIII", 0x001F, 0x03FF, 20, 0x0002, 0x0400, 12, 7, 1, 2)
