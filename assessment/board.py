"""The board as the page shows it: figure and table for each group, chips, and the words that say what is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Substr
from django.urls import reverse

from assessment.figures import Line, lines, total
from assessment.filters import ALL_YEARS, IN_HAND, ISSUED, Filters
from assessment.scope import compares, counted
from assessment.statuses import STATUSES
from common import clock, dates
from common.charts import Bar, Series, StackedChart
from matters.kinds import Kind
from matters.queries import MatterQuerySet
from organisations.models import Jurisdiction, Membership
from recommendations.choices import KINDS

#: Statuses that most boards never have stand in the table only where one occurs.
RARE = ("extended", "extended_open", "undated", "ended")
RECKONING = (
    "每件按被建议单位计一件；同一文书发几个单位的，各计一件。"
    "不含发往法院的、封存的和误录作废的。延期须经检察长同意，单列，不并入按期。工作目标不计。"
)


@dataclass(frozen=True)
class Column:
    """One column of numbers; `code` is the status of the list to which each leads."""

    code: str
    label: str
    help: str = ""

    def value(self, line: Line) -> int:
        return {ISSUED: line.issued, IN_HAND: line.open}.get(self.code, line.counts.get(self.code, 0))


def board(membership: Membership, filters: Filters) -> dict[str, Any]:
    """The context of the page. Raises PermissionDenied for an organisation without a board."""
    matters = counted(membership)
    found = lines(filters.apply(matters))
    columns, longest = columns_of(found), max((line.issued for line in found), default=0)
    return {
        "groups": [
            _group(title, part, columns, membership, filters, longest) for title, part in groups(found)
        ],
        "columns": columns,
        "total": [row(total(found), columns, filters)] if len(found) > 1 else [],
        "chips": _chips(matters, filters),
        "words": filters.words(),
        "as_of": dates.chinese_moment(clock.now()),
        "reckoning": RECKONING,
        "scope": scope_words(membership),
        "export_url": filters.url(reverse("assessment:export")),
    }


def columns_of(found: list[Line]) -> list[Column]:
    used = [
        each for each in STATUSES if each.code not in RARE or any(line.counts[each.code] for line in found)
    ]
    return [
        Column(ISSUED, "制发"),
        *(Column(each.code, each.label, each.help) for each in used),
        Column(IN_HAND, "在办", "尚未办结的"),
    ]


def groups(found: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Departments and towns apart: each is compared with its like."""
    found = list(found)
    parts = [
        ("部门", [line for line in found if not line.is_township]),
        ("乡镇", [line for line in found if line.is_township]),
    ]
    return [(title, part) for title, part in parts if part]


def scope_words(membership: Membership) -> str:
    """Whose recommendations these are, in words."""
    organisation = membership.organisation
    if not compares(membership):
        return f"{organisation.name}收到的检察建议"
    if organisation.capability_set() & {"judicial_bureau", "government", "superior"}:
        return f"{organisation.jurisdiction.name}各行政机关收到的检察建议"
    return f"{organisation.name}主办的检察建议"


def _group(
    title: str,
    part: list[Line],
    columns: list[Column],
    membership: Membership,
    filters: Filters,
    longest: int,
) -> dict[str, Any]:
    is_county = membership.organisation.jurisdiction.level == Jurisdiction.Level.COUNTY
    names = [line.name if is_county else f"{line.jurisdiction} · {line.name}" for line in part]
    rows = [row(line, columns, filters, name) for line, name in zip(part, names, strict=True)]
    return {"title": title, "chart": _chart(part, names, filters, longest), "rows": rows}


def row(line: Line, columns: list[Column], filters: Filters, name: str = "合计") -> dict[str, Any]:
    path = list_path(line.organisation)
    cells = [
        {"label": each.label, "value": each.value(line), "url": filters.url(path, status=each.code)}
        for each in columns
    ]
    return {"name": name, "url": filters.url(path), "cells": cells, "line": line}


def list_path(organisation: int | None) -> str:
    if organisation is None:
        return reverse("assessment:all")
    return reverse("assessment:agency", args=[organisation])


def _chart(part: list[Line], names: list[str], filters: Filters, longest: int) -> StackedChart:
    used = [each for each in STATUSES if any(line.counts[each.code] for line in part)]
    bars = [
        Bar(
            name,
            [line.counts[each.code] for each in used],
            [filters.url(list_path(line.organisation), status=each.code) for each in used],
            filters.url(list_path(line.organisation)),
        )
        for line, name in zip(part, names, strict=True)
    ]
    series = [Series(each.label, each.tone) for each in used]
    return StackedChart(f"{filters.words()}回复情况", series, bars, has_table=False, scale=longest)


def _chips(matters: MatterQuerySet, filters: Filters) -> list[dict[str, Any]]:
    path = reverse("assessment:board")
    years = matters.order_by().annotate(of=Substr("issued_on", 1, 4)).values_list("of", flat=True).distinct()
    shown = sorted({*years, str(clock.today().year)}, reverse=True)
    by_year = [(year, f"{year}年") for year in shown] + [(ALL_YEARS, "全部年度")]
    by_kind = [("", "全部类型"), *((kind.value, Kind(kind).label.removesuffix("检察建议")) for kind in KINDS)]
    return [
        _chip_group("年度", "year", filters.years, by_year, filters, path),
        _chip_group("类型", "kind", filters.kind, by_kind, filters, path),
    ]


def _chip_group(
    title: str, name: str, chosen: str, values: list[tuple[str, str]], filters: Filters, path: str
) -> dict[str, Any]:
    chips = [
        {"label": label, "url": filters.url(path, **{name: value}), "selected": value == chosen}
        for value, label in values
    ]
    return {"label": title, "chips": chips}
