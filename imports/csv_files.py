"""A ledger as CSV: in UTF-8, UTF-16 or GB 18030, separated by commas, tabs or semicolons."""

import csv
import io
import re
from collections.abc import Iterator

from common.tables import MARKS, TRIED
from common.workbooks import TooLargeWorkbook
from imports.lines import Line, Sheet

EXTENSIONS = ("csv", "txt", "tsv")
SEPARATORS = ",\t;"
#: A ledger of 500 rows has some ten thousand.
MOST_CELLS = 300_000
#: What programs put around digits so that Excel leaves them alone.
PROTECTED = re.compile(r'="(.*)"')
#: Excel writes the number 2024.10 as 2024.1; as a number it is asked about.
NUMBER = re.compile(r"\d{4}\.\d")


class NoTable(ValueError):
    """The content is no table in text."""


def read(content: bytes, name: str) -> Sheet:
    """The rows of the file. Raises NoTable, and TooLargeWorkbook."""
    text = _decoded(content)
    if name.rpartition(".")[2].lower() not in EXTENSIONS or text.lstrip().startswith("<"):
        raise NoTable(name)
    if max(text.count(each) for each in ("\n", "\r", *SEPARATORS)) > MOST_CELLS:
        raise TooLargeWorkbook
    try:
        rows = max((list(_rows(text, each)) for each in SEPARATORS), key=_width)
    except csv.Error as problem:
        raise NoTable(name) from problem
    lines = (Line(number, tuple(_value(cell) for cell in row)) for number, row in enumerate(rows, start=1))
    return Sheet("", [line for line in lines if line.said()])


def _decoded(content: bytes) -> str:
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-16-le",) if b"\0" in content[:200] else TRIED:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NoTable


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _width(rows: list[list[str]]) -> int:
    return max((len(row) for row in rows[:30]), default=0)


def _value(cell: str) -> object:
    cell = cell.strip()
    if found := PROTECTED.fullmatch(cell):
        cell = found.group(1)
    if not cell:
        return None
    return float(cell) if NUMBER.fullmatch(cell) else cell
