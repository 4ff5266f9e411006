"""The board as an Excel file: the same figures, and a sheet that says how they are counted."""

from assessment.board import RECKONING, columns_of, groups, scope_words
from assessment.figures import Line, lines, total
from assessment.filters import Filters
from assessment.scope import counted
from common import clock, dates, xlsx
from organisations.models import Membership


def workbook(membership: Membership, filters: Filters) -> bytes:
    """Numerators and denominators each in a column of their own, so that they can be added up."""
    found = lines(filters.apply(counted(membership)))
    columns = columns_of(found)
    header = ["组别", "单位", *(column.label for column in columns), "按期回复（分子）", "期限已过（分母）"]
    rows = [[title, *_cells(line, columns)] for title, part in groups(found) for line in part]
    if len(found) > 1:
        rows.append(["", *_cells(total(found), columns)])
    return xlsx.workbook("回复情况", header, rows, _notes(membership, filters))


def _cells(line: Line, columns: list) -> list:
    return [line.name, *(column.value(line) for column in columns), line.rate.part, line.rate.whole]


def _notes(membership: Membership, filters: Filters) -> list[tuple[str, str]]:
    return [
        ("范围", scope_words(membership)),
        ("条件", filters.words()),
        ("统计时间", dates.chinese_moment(clock.now())),
        ("导出单位和人员", f"{membership.organisation.name}　{membership.user.full_name}"),
        ("口径", RECKONING),
        (
            "按期回复率",
            "分子为在原期限内回复的件数，分母为期限已经届满的件数；延期后按期回复的计入分母，不计入分子。",
        ),
    ]


def file_name() -> str:
    return f"检察建议回复情况_{clock.local(clock.now()):%Y%m%d_%H%M}.xlsx"
