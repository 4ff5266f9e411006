"""Opening what a ledger is kept in: Excel and WPS workbooks and CSV, told by their content."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel
from openpyxl.utils.exceptions import InvalidFileException

from common import ole2, workbooks, zipnames
from common.cells import Unclear
from common.number_formats import EAST_ASIAN, precision, shown
from imports import csv_files
from imports.lines import Line, Sheet

#: Elements of a workbook and bytes of a CSV from which on the worker reads it: some seconds of a processor.
LONG_ELEMENTS, LONG_TEXT = 100_000, 1024 * 1024
#: How far down and across a sheet is read.
DEEPEST, WIDEST = 3000, 120
#: Cells that say what a merged neighbour says; a ledger of 500 rows has some thousands.
MOST_FILLED = 100_000
NOTHING_DONE = "没有导入任何内容"
SAVE_AS = "在“文件—另存为”中把类型选为“Excel 工作簿（*.xlsx）”，再上传另存的文件"
#: What a damaged or made-up file makes the reader raise; a damaged part is no well-formed XML.
UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    OSError,
    EOFError,
)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
ROW, CONTENT = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"'), re.compile(rb"<(?:\w+:)?(?:v|t)[\s>]")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
#: Parts of a workbook that no cell shows.
BESIDE_CELLS = {
    "xl/comments": "批注",
    "xl/threadedComments": "批注",
    "xl/drawings/drawing": "图片、文本框或者图表",
}
NO_YEAR = "没有显示年份，不能确定是哪一年。请把单元格改为文字，写全年月日，如 2024-09-03"
NO_DAY = "没有显示年份和月份，不是日期。应为年月日，如 2024-09-03"
NO_RESULT = "是没有计算结果的公式。请用 Excel 或 WPS 打开，重新计算后保存，或者改为文字"


class UnreadableLedger(Exception):
    """The file is no ledger that can be read; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class Book:
    """`epoch`: what its serial days are counted from; `remarks`: what lies outside the cells."""

    sheets: list[Sheet]
    epoch: datetime = WINDOWS_EPOCH
    remarks: tuple[str, ...] = ()


def is_long(file: BinaryIO) -> bool:
    """Whether reading it may take more than a moment; what cannot be read is told at once."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head.startswith(zipnames.MAGIC):
        return size > LONG_TEXT and not head.startswith(ole2.MAGIC)
    try:
        return workbooks.check(file) > LONG_ELEMENTS
    except (workbooks.TooLargeWorkbook, *UNREADABLE):
        return False
    finally:
        file.seek(0)


def open_book(file: BinaryIO, name: str) -> Book:
    """What the file holds. Raises UnreadableLedger with the way to save it so that it can be read."""
    try:
        return _opened(file, name)
    except workbooks.TooLargeWorkbook as problem:
        raise UnreadableLedger(
            f"这个文件展开后过大，或者单元格、文字、格式过多。{NOTHING_DONE}，请只保留台账一张工作表，清除多余的格式，另存后再上传。"
        ) from problem


def _opened(file: BinaryIO, name: str) -> Book:
    head = file.read(8)
    file.seek(0)
    if head.startswith(zipnames.MAGIC):
        return _workbook(file)
    if head.startswith(ole2.MAGIC):
        raise UnreadableLedger(_old_format(file, name))
    try:
        return Book([csv_files.read(file.read(), name)])
    except csv_files.NoTable as problem:
        raise UnreadableLedger(
            f"“{name}”不能作为台账读取，这里只收 xlsx 和 CSV。{NOTHING_DONE}，请用 Excel 或 WPS 打开核对，另存为 xlsx 后再上传。"
        ) from problem


def _old_format(file: BinaryIO, name: str) -> str:
    try:
        names = ole2.look(file).streams
    except ole2.DamagedOle2:
        names = frozenset()
    if "EncryptedPackage" in names:
        return f"“{name}”设有打开密码，不能读取。{NOTHING_DONE}，请取消打开密码，另存为 xlsx 后再上传。"
    if not names & {"Workbook", "Book"}:
        return f"“{name}”不是表格。{NOTHING_DONE}，请选择 xlsx 或者 CSV 格式的台账。"
    return f"“{name}”是旧格式的表格（xls、et），不能直接读取。{NOTHING_DONE}，请用 Excel 或 WPS 打开，{SAVE_AS}。"


def _workbook(file: BinaryIO) -> Book:
    try:
        return _read_workbook(file)
    except workbooks.TooLargeWorkbook:
        raise
    except UNREADABLE as problem:
        raise UnreadableLedger(
            f"这个文件不能作为 Excel 表格打开。{NOTHING_DONE}，请在本机打开核对，另存为 xlsx 后再上传。"
        ) from problem


def _read_workbook(file: BinaryIO) -> Book:
    beside = _beside_cells(file)
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        parts = {sheet.title: sheet.parent._archive.read(sheet._worksheet_path) for sheet in book.worksheets}
        formulas = _formulas(file, [title for title, part in parts.items() if FORMULA.search(part)])
        sheets = [
            _sheet(sheet, parts[sheet.title], formulas.get(sheet.title, {})) for sheet in book.worksheets
        ]
        return Book(sheets, book.epoch, beside)
    finally:
        book.close()


def _beside_cells(file: BinaryIO) -> tuple[str, ...]:
    """What the file holds outside its cells. Raises UnreadableLedger where a small file would unpack into a large one."""
    workbooks.check(file)
    with zipfile.ZipFile(file) as parts:
        names = parts.namelist()
    file.seek(0)
    found = (word for part, word in BESIDE_CELLS.items() if any(name.startswith(part) for name in names))
    return tuple(dict.fromkeys(found))


def _formulas(file: BinaryIO, titles: list[str]) -> dict[str, dict[tuple[int, int], str]]:
    """The cells of these sheets that are formulas."""
    if not titles:
        return {}
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        return {title: dict(_formulas_of(book[title])) for title in titles}
    finally:
        book.close()


def _formulas_of(sheet) -> Iterator[tuple[tuple[int, int], str]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=DEEPEST, max_col=WIDEST):
        yield from (((cell.row, cell.column), "公式") for cell in row if cell.data_type == "f")


def _sheet(sheet, part: bytes, formulas: dict[tuple[int, int], str]) -> Sheet:
    merged = [found.decode() for found in MERGED.findall(part)]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=DEEPEST, max_col=WIDEST + 1)
    grid = {number: [_value(cell, formulas) for cell in row] for number, row in enumerate(rows, start=1)}
    grid = {number: values for number, values in grid.items() if any(value is not None for value in values)}
    filled = _fill(grid, merged)
    lines = [Line(number, tuple(grid[number]), frozenset(filled.get(number, ()))) for number in sorted(grid)]
    return Sheet(sheet.title, lines, merged, sheet.sheet_state != "visible", _is_cut(part))


def _is_cut(part: bytes) -> bool:
    """Whether anything stands below the rows that are read."""
    below = next((row.start() for row in ROW.finditer(part) if int(row.group(1)) > DEEPEST), len(part))
    return bool(CONTENT.search(part, below))


def _fill(grid: dict[int, list[object]], merged: list[str]) -> dict[int, set[int]]:
    """Cells that are merged say what their first one says. Which cells were filled, by row."""
    filled: dict[int, set[int]] = {}
    for area in merged:
        left, top, right, bottom = range_boundaries(area)
        value = grid[top][left - 1] if top in grid and left <= len(grid[top]) else None
        if value is None:
            continue
        if sum(map(len, filled.values())) > MOST_FILLED:
            raise UnreadableLedger(f"合并的单元格过多。{NOTHING_DONE}，请取消合并后再上传。")
        for number in range(top, min(bottom, DEEPEST) + 1):
            row = grid.setdefault(number, [None] * (WIDEST + 1))
            for place in range(left - 1, min(right, len(row))):
                if (number, place) != (top, left - 1):
                    row[place] = value
                    filled.setdefault(number, set()).add(place)
    return filled


def _value(cell, formulas: dict[tuple[int, int], str]) -> object:
    """What the cell shows: a date as coarse as its format, an error or a formula without its result as such."""
    value = cell.value
    if value is None:
        without = formulas and cell.data_type == "n" and (_at(cell) in formulas)
        return Unclear("公式", NO_RESULT, is_broken=True) if without else None
    if cell.data_type == "e":
        return Unclear(str(value), "是公式出错的结果。请改为实际内容", is_broken=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        code = EAST_ASIAN.get(cell.style_array.numFmtId, "") if cell.has_style else ""
        return _dated(value, code, cell.parent.parent.epoch) if code and value else value
    return _as_shown(value, _format(cell)) if isinstance(value, datetime | time) else value


def _dated(value: float, code: str, epoch: datetime) -> object:
    """A number of days that a Chinese format shows as a date."""
    try:
        return _as_shown(from_excel(value, epoch), code)
    except (OverflowError, ValueError):
        return Unclear(str(value), "不是日期。请改为实际内容", is_broken=True)


def _at(cell) -> tuple[int, int] | None:
    """An empty cell that the file does not mention is no formula."""
    return (cell.row, cell.column) if hasattr(cell, "row") else None


def _format(cell) -> str:
    return EAST_ASIAN.get(cell.style_array.numFmtId) or cell.number_format


def _as_shown(value: datetime | time, code: str) -> object:
    if not isinstance(value, datetime):
        return "1900-01-00" if shown(code) and value == time() else Unclear(f"{value:%H:%M}", NO_DAY)
    known = precision(code)
    if known == "day":
        return value
    if known:
        return f"{value:%Y-%m}" if known == "month" else f"{value:%Y}"
    reason = NO_YEAR if shown(code) & {"m", "d"} else NO_DAY
    return Unclear(f"{value.month}月{value.day}日", f"{reason}（单元格中存的是 {value:%Y-%m-%d}）。")
