"""Small ledgers for the tests, as a clerk would keep them."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from imports import sheets
from imports.ledger import Ledger
from imports.rooms import room_of
from recommendations.ledgers.columns import HEADINGS as COLUMNS
from recommendations.models import Recommendation

#: What its own room does with the rows of these ledgers.
ROOM = room_of(Recommendation)

HEADINGS = list(COLUMNS.values())
#: What a row says where the test does not care.
USUAL = {
    "制发检察院": "九寨沟县人民检察院",
    "被建议单位": "九寨沟县市场监督管理局",
    "类型": "公益诉讼",
    "制发日期": "2026-09-01",
    "主要情况": "河道内堆放固体废物，县院发出建议。",
}


def book(*rows: dict[str, object], above: int = 2, headings: Sequence[str] = HEADINGS) -> io.BytesIO:
    """A file with a merged title, `above` rows before the headings, and these rows."""
    made = Workbook()
    sheet = made.active
    sheet["A1"] = "检察建议办理情况台账"
    sheet.merge_cells("A1:L1")
    for place, heading in enumerate(headings, start=1):
        sheet.cell(above + 1, place, heading)
    for number, row in enumerate(rows, start=above + 2):
        for heading, value in {**USUAL, **row}.items():
            if heading in headings and value is not None:
                cell = sheet.cell(number, list(headings).index(heading) + 1, value)
                # What a clerk types stays what it is: no text becomes a formula.
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def read_ledger(file: io.BytesIO, name: str = "台账.xlsx", own: str = "") -> Ledger:
    return sheets.read(file, ROOM, name, own)


def address(heading: str, number: int = 4) -> str:
    """Where the cell of this column stands in a row of `book`."""
    return f"{'ABCDEFGHIJKLMNOP'[HEADINGS.index(heading)]}{number}"
