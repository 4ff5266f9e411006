"""The board as the page shows it: figure and table for each way of grouping, chips, and the words that say what is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assessment.chips import chips
from assessment.figures import Figures, Line, figures
from assessment.filters import Filters
from assessment.measures import COLUMNS, RATES, Measure
from assessment.named import Named, named
from assessment.pictures import columns_chart, stacked_chart
from assessment.rollup import Tally
from assessment.scope import RECIPIENT, area_columns, compares, counted, unit_column
from common import clock, dates
from common.charts import StackedChart
from organisations.models import Membership

RECKONING = (
    "每件按被建议单位计一件；同一文书发几个单位的，各计一件。"
    "不含发往法院的、封存的和误录作废的。延期须经检察长同意，计入按期，另行列明。工作目标不计。"
    "日期只知道年月的，不推算，列入日期不全。"
)
#: A page shows so many of what has no end, such as domains; the Excel file has all of them.
SHOWN = 40
#: What follows in time.
TRENDS = ("months", "years")


@dataclass(frozen=True)
class Section:
    """One table: what its rows are, and its lines with their names and the filters that make them."""

    code: str
    title: str
    head: str
    lines: Sequence[Named]
    note: str = ""


@dataclass(frozen=True)
class Board:
    """What one reader's board shows under some filters, for the page and for the Excel file alike."""

    membership: Membership
    filters: Filters
    found: Figures
    sections: Sequence[Section]

    @property
    def columns(self) -> list[Measure]:
        """Those that most boards never have only where there is something to show."""
        lines = [self.found.total, *self.found.years]
        return [each for each in COLUMNS if not each.rare or any(line.count(each.code) for line in lines)]

    @property
    def whole(self) -> Named:
        return Named("合计", self.found.total, self.filters)


def board_of(membership: Membership, filters: Filters) -> Board:
    """One query for the figures and one for names. Raises PermissionDenied for an organisation without a board."""
    areas = area_columns(membership, filters.area)
    matters = filters.narrow(counted(membership), areas)
    unit = unit_column(membership, filters.area)
    found = figures(matters, filters.year_column, unit)
    return Board(membership, filters, found, list(_sections(membership, filters, found, unit)))


def _sections(membership: Membership, filters: Filters, found: Figures, unit: str) -> Iterable[Section]:
    if compares(membership):
        yield from _units(membership, filters, found, unit)
    yield Section("kinds", "类型", "类型", named("kind", found.kinds, filters, membership))
    yield Section("domains", "领域", "领域", named("domain", found.domains, filters))
    yield Section(
        "months",
        f"{filters.years}年各月",
        "制发月份",
        named("month", _each_month(found, filters.years), filters),
    )
    yield Section(
        "years",
        "历年",
        "制发年度",
        named("year", found.years, filters),
        "列出所有年度，不受上面所选年度限制。",
    )


def _units(membership: Membership, filters: Filters, found: Figures, unit: str) -> Iterable[Section]:
    """Departments and towns apart: each is compared with its like."""
    units = named(unit, found.units, filters, membership)
    if unit == RECIPIENT:
        yield Section("departments", "部门", "单位", [each for each in units if not each.is_township])
        yield Section("towns", "乡镇", "单位", [each for each in units if each.is_township])
    else:
        yield Section("areas", "辖区", "辖区", units, "点辖区名称，看其下一级的看板。")


def _each_month(found: Figures, year: str) -> Sequence[Line]:
    """Of a year that has anything, every month that has begun, so that the trend has no holes."""
    if not found.months or not year.isdigit():
        return []
    begun = 12 if year != str(clock.today().year) else clock.today().month
    months = {f"{year}-{month:02}": Line(f"{year}-{month:02}", Tally()) for month in range(1, begun + 1)}
    months |= {line.key: line for line in found.months}
    return [months[key] for key in sorted(months)]


def page(board: Board) -> dict[str, Any]:
    """The context of the template."""
    filters, columns = board.filters, board.columns
    return {
        "sections": [_section(section, columns, board) for section in board.sections if section.lines],
        "columns": columns,
        "total": row(board.whole, columns) if board.found.total.issued else None,
        "rates": rates(board.whole),
        "chips": chips(board),
        "words": filters.words(board.membership.organisation.jurisdiction),
        "as_of": dates.chinese_moment(clock.now()),
        "reckoning": RECKONING,
        "scope": scope_words(board.membership),
        "export_url": filters.board_url("assessment:export"),
    }


def _section(section: Section, columns: list[Measure], board: Board) -> dict[str, Any]:
    shown = section.lines[:SHOWN] if section.code == "domains" else section.lines
    return {
        "code": section.code,
        "title": section.title,
        "head": section.head,
        "note": section.note,
        "is_trend": section.code in TRENDS,
        "chart": _chart(section, shown, board),
        "rows": [row(each, columns) for each in shown],
        "left_out": len(section.lines) - len(shown),
    }


def _chart(section: Section, shown: Sequence[Named], board: Board) -> StackedChart:
    """Departments and towns are drawn to one scale."""
    title, total = f"回复情况：{section.title}", board.found.total
    if section.code in TRENDS:
        return columns_chart(title, shown, total)
    units = [line.issued for line in board.found.units] if section.code in ("departments", "towns") else []
    return stacked_chart(title, shown, total, max(units, default=0))


def row(each: Named, columns: Iterable[Measure]) -> dict[str, Any]:
    cells = [{"label": column.label, **number(each, column.code)} for column in columns]
    return {
        "name": each.name,
        "url": each.board_url or each.list_url(),
        "cells": cells,
        "line": each.line,
        "in_time": {"part": number(each, RATES[0].part), "whole": number(each, RATES[0].whole)},
        "timed": number(each, "timed"),
    }


def number(each: Named, code: str) -> dict[str, Any]:
    """A figure and the list that makes it."""
    return {"value": each.line.count(code), "url": each.list_url(code)}


def rates(whole: Named) -> list[dict[str, Any]]:
    return [
        {
            "label": of.label,
            "part_label": f"{of.label}的分子",
            "whole_label": f"{of.label}的分母",
            "rate": whole.line.rate(of),
            "part": number(whole, of.part),
            "whole": number(whole, of.whole),
            "help": of.help,
        }
        for of in RATES
    ]


def scope_words(membership: Membership) -> str:
    """Whose recommendations these are, in words."""
    organisation = membership.organisation
    if not compares(membership):
        return f"{organisation.name}收到的检察建议"
    if organisation.capability_set() & {"judicial_bureau", "government", "oversight", "superior"}:
        return f"{organisation.jurisdiction.name}各行政机关收到的检察建议"
    return f"{organisation.name}主办的检察建议"
