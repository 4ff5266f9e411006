"""The figures drawn: how the replies stand, as bars for what is compared and as columns for what follows in time."""

from collections.abc import Sequence

from assessment.figures import Line
from assessment.measures import BY_CODE
from assessment.named import Named
from assessment.statuses import STATUSES, Status
from common.charts import Bar, ColumnChart, Series, StackedChart


def stacked_chart(title: str, lines: Sequence[Named], total: Line, scale: int = 0) -> StackedChart:
    """`scale` fills the width where several drawings are compared."""
    used = _used(lines)
    return StackedChart(title, _series(used, total), _bars(lines, used), has_table=False, scale=scale)


def columns_chart(title: str, lines: Sequence[Named], total: Line) -> ColumnChart:
    used = _used(lines)
    return ColumnChart(title, _series(used, total), _bars(lines, used), has_table=False)


def _used(lines: Sequence[Named]) -> list[Status]:
    return [each for each in STATUSES if any(named.line.count(each.code) for named in lines)]


def _series(used: Sequence[Status], total: Line) -> list[Series]:
    """Where extensions stand apart, what keeps to the first day is called so."""
    apart = ("first", "running") if total.count("extended") or total.count("extended_open") else ()
    return [
        Series(BY_CODE[each.code].label if each.code in apart else each.label, each.tone) for each in used
    ]


def _bars(lines: Sequence[Named], used: Sequence[Status]) -> list[Bar]:
    return [
        Bar(
            each.name,
            [each.line.count(status.code) for status in used],
            [each.list_url(status.code) for status in used],
            each.board_url or each.list_url(),
        )
        for each in lines
    ]
