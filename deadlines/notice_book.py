"""The cells of a notice that is a workbook, as they are shown: a month stays a month, merged cells say the same."""

import io
import re
from collections.abc import Iterator
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel

from common import workbooks
from common.number_formats import EAST_ASIAN, precision

MOST_LINES, MOST_COLUMNS = 1000, 20
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
SHORT = {"month": "%Y年%m月", "year": "%Y年", "": "%m月%d日"}


def sheets(content: bytes) -> Iterator[list[list[object]]]:
    """The rows of each sheet. Raises TooLargeWorkbook; what openpyxl raises for a damaged file goes to the caller."""
    file = io.BytesIO(content)
    workbooks.check(file)
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS)
        yield _filled([[_shown(cell, book.epoch) for cell in row] for row in rows], _merged(sheet))


def _shown(cell, epoch: datetime) -> object:
    """A date that shows no day, or no year, is the text that it shows."""
    value = cell.value
    if value is None:
        return None
    code = EAST_ASIAN.get(cell.style_array.numFmtId, "") if cell.has_style else ""
    if code and isinstance(value, int | float) and not isinstance(value, bool):
        value = from_excel(value, epoch)
    if not isinstance(value, datetime):
        return value
    known = precision(code or cell.number_format)
    return value if known == "day" else value.strftime(SHORT[known])


def _merged(sheet) -> list[str]:
    part = sheet.parent._archive.read(sheet._worksheet_path)
    return [found.decode() for found in MERGED.findall(part)]


def _filled(rows: list[list[object]], merged: list[str]) -> list[list[object]]:
    for area in merged:
        left, top, right, bottom = range_boundaries(area)
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        for row in rows[top:bottom]:
            for place in range(left - 1, min(right, len(row))):
                row[place] = rows[top - 1][left - 1] if row[place] is None else row[place]
    return rows
