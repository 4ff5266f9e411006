"""The ledger to download: the headings that an import looks for, and what is to stand under each."""

from common import xlsx
from imports.contract import Rows
from imports.sheets import MOST_ROWS

ABOUT = (
    f"表头按名称识别，列的先后不限；认不出的列不读入，核对时列出。一次不超过 {MOST_ROWS} 行。"
    "有一个单元格不能识别，整个文件都不登记。"
)


def file_name(room: Rows) -> str:
    return f"{room.name}模板.xlsx"


def workbook(room: Rows) -> bytes:
    columns = [column for column in room.columns if column.read or column.hint]
    notes = [(column.heading, ("必填。" if column.needed else "") + column.hint) for column in columns]
    return xlsx.workbook("台账", [column.heading for column in columns], [], [*notes, ("说明", ABOUT)])
