"""The ledger to download: the headings that an import looks for, and what is to stand under each."""

from common import xlsx
from imports.cells import KIND_NAMES
from imports.headings import NEEDED
from imports.sheets import MOST_ROWS
from imports.stated import COLUMNS as STATED
from recommendations.ledger import COLUMNS

FILE_NAME = "检察建议台账模板.xlsx"
DATE = (
    "年月日，如 2024-09-03、2024年9月3日；只知道年月的写 2024-09。没有的留空。单元格只显示年月的，按年月读入"
)
EXPLAINED = {
    "serial": "可以不填",
    "lead": "检察院全称；只登记本院制发的，可以不要这一列",
    "recipients": "单位名称；同一文书发几个单位的用“、”隔开，各登记一件并相互关联",
    "kind": "、".join(KIND_NAMES),
    "domain": "如 生态环境、食品药品，不超过 60 字",
    "number": "照文书抄录；没有的留空",
    "outcome": "如 整改到位、采纳、未采纳、整改不到位、提起诉讼（2019-07-16起诉，2019-11-15判决支持）",
    "summary": "第一句作为标题",
    "note": "来源、编号等",
    **dict.fromkeys(
        STATED, "文书载明的期限，如 15日、1个月、10个工作日；没有载明的留空。整改期限只用于公益诉讼"
    ),
}


def workbook() -> bytes:
    notes = [
        (heading, ("必填。" if name in NEEDED else "") + EXPLAINED.get(name, DATE))
        for name, heading in COLUMNS.items()
    ]
    notes.append(
        (
            "说明",
            f"表头按名称识别，列的先后不限；认不出的列不读入，核对时列出。一次不超过 {MOST_ROWS} 行。"
            "有一个单元格不能识别，整个文件都不登记。",
        )
    )
    return xlsx.workbook("台账", list(COLUMNS.values()), [], notes)
