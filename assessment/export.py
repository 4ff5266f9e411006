"""The board as an Excel file: the same figures, and a sheet that says how they are counted."""

from collections.abc import Iterator, Sequence

from assessment.board import RECKONING, Board, board_of, scope_words
from assessment.filters import Filters
from assessment.measures import BY_CODE, PARTS, RATES, Measure
from assessment.named import Named
from common import clock, dates, xlsx
from organisations.models import Membership

#: What rates are divided by and from, each in a column of its own, so that it can be added up.
DIVIDED = tuple(each for each in PARTS if each.code not in ("running", "timed"))


def workbook(membership: Membership, filters: Filters) -> bytes:
    """Every line of every section, named by the way of grouping it belongs to."""
    board = board_of(membership, filters)
    columns = [*board.columns, *DIVIDED]
    header = ["分列", "名称", *(column.label for column in columns), "答复用时中位数（天）", "计入用时件数"]
    return xlsx.workbook("回复情况", header, list(_rows(board, columns)), _notes(board))


def _rows(board: Board, columns: Sequence[Measure]) -> Iterator[list]:
    yield _cells("合计", board.whole, columns)
    for section in board.sections:
        for each in section.lines:
            yield _cells(section.title, each, columns)


def _cells(title: str, each: Named, columns: Sequence[Measure]) -> list:
    counts = [each.line.count(column.code) for column in columns]
    return [title, each.name, *counts, each.line.median_days, each.line.count("timed")]


def _notes(board: Board) -> list[tuple[str, str]]:
    membership = board.membership
    return [
        ("范围", scope_words(membership)),
        ("条件", board.filters.words(membership.organisation.jurisdiction)),
        ("统计时间", dates.chinese_moment(clock.now())),
        ("导出单位和人员", f"{membership.organisation.name}　{membership.user.full_name}"),
        ("口径", RECKONING),
        *((column.label, f"{column.help}。") for column in (*board.columns, *DIVIDED) if column.help),
        *((of.label, f"{_words(of.part)} ÷ {_words(of.whole)}。{of.help}") for of in RATES),
    ]


def _words(code: str) -> str:
    return f"“{BY_CODE[code].label}”"


def file_name() -> str:
    return f"检察建议回复情况_{clock.local(clock.now()):%Y%m%d_%H%M}.xlsx"
