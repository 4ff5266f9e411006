"""Small ledgers of toys that were lent, as their agency would keep them."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from imports.rooms import room_of
from tests.toys.models import Loan

ROOM = room_of(Loan)
HEADINGS = ["标题", "文号", "借出单位", "借用单位", "状态", "名称", "件数", "易碎"]
USUAL = {
    "标题": "一只木马",
    "借出单位": "九寨沟县市场监督管理局",
    "借用单位": "县公安局",
    "状态": "借用中",
    "名称": "木马",
    "件数": 1,
}


def loans(*rows: dict[str, object], headings: Sequence[str] = HEADINGS) -> io.BytesIO:
    """A file with these rows; what they do not say is as usual."""
    made = Workbook()
    made.active.append(list(headings))
    for row in rows:
        made.active.append([{**USUAL, **row}.get(heading) for heading in headings])
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def address(heading: str, number: int = 2) -> str:
    return f"{'ABCDEFGH'[HEADINGS.index(heading)]}{number}"
