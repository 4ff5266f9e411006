"""导出 Excel: exactly what the list shows, all its pages, with a sheet that says how it was made."""

from collections.abc import Iterator
from itertools import islice

from common import clock, dates, xlsx
from organisations.models import Membership
from workflow.ledgers.column import Told
from workflow.ledgers.declared import columns_of, name_of
from workflow.lists.filters import SORTS, Filters
from workflow.lists.paging import everything
from workflow.lists.rows import COLUMNS, Row, rows_of
from workflow.lists.sight import Sight
from workflow.lists.wording import OTHER_SIDE, conditions, other_side

MOST = 10_000
BATCH = 500


def workbook(membership: Membership, filters: Filters, *, most: int = MOST) -> tuple[bytes, int]:
    """The file, and how many matters it holds."""
    rows = list(_rows(membership, filters, most + 1))
    kept = rows[:most]
    cells = [[column.value(row) for column in COLUMNS] for row in kept]
    called = {OTHER_SIDE: other_side({type(row.matter) for row in kept})}
    header = [called.get(column.label, column.label) for column in COLUMNS]
    notes = _notes(membership, filters, len(kept), cut=len(rows) > most)
    return xlsx.workbook("事项", header, cells, notes, ledgers(kept, membership)), len(kept)


def ledgers(rows: list[Row], membership: Membership) -> list[xlsx.Sheet]:
    """For each kind that is listed its lines on a sheet of their own, in the order of the list."""
    by_model: dict[type, list[Row]] = {}
    for row in rows:
        if row.matter.is_in_ledger:
            by_model.setdefault(type(row.matter), []).append(row)
    return [_ledger(model, found, membership) for model, found in by_model.items()]


def _ledger(model: type, rows: list[Row], membership: Membership) -> xlsx.Sheet:
    columns = columns_of(model)
    told = [Told(row.matter, number, row.title, membership) for number, row in enumerate(rows, 1)]
    lines = [[column.cell(each) for column in columns] for each in told]
    return name_of(model), [column.heading for column in columns], lines


def _rows(membership: Membership, filters: Filters, most: int) -> Iterator[Row]:
    """In batches, so that no query names ten thousand keys."""
    matters = everything(Sight.of(membership), filters, most=most)
    while batch := list(islice(matters, BATCH)):
        yield from rows_of(batch, membership, filters.due)


def _notes(membership: Membership, filters: Filters, count: int, *, cut: bool) -> list[tuple[str, str]]:
    who = f"{membership.organisation.name}　{membership.user.full_name}（{membership.get_role_display()}）"
    more = f"，已达单次导出上限 {count} 件，其余未导出，请缩小筛选范围后分次导出" if cut else ""
    return [
        ("导出单位和人员", who),
        ("导出时间", dates.chinese_moment(clock.now())),
        (
            "筛选条件",
            "；".join(conditions(filters, membership)) or "无（全部可见事项）",
        ),
        ("排序", SORTS[filters.sort]),
        ("件数", f"{count} 件{more}"),
        ("说明", "内容与导出时的列表一致。含工作信息，请按规定保管和使用。"),
    ]


def file_name() -> str:
    return f"事项_{clock.local(clock.now()):%Y%m%d_%H%M}.xlsx"
