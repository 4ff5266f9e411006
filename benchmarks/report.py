"""What was measured, as a table for docs/benchmarks.md, and the plan of the query at fault."""

from itertools import zip_longest

from benchmarks.measure import Result, Site
from benchmarks.plan import LARGE, SMALL

GOAL = 1.2
HEAD = "| page | small, ms | large, ms | ratio | goal | database small, ms | large, ms | ratio | queries | matters |"


def table(results: list[Result]) -> str:
    rule = "|".join(["", "---", *["---:"] * (HEAD.count("|") - 2), ""])
    return "\n".join([HEAD, rule, *map(_row, results)])


def _row(result: Result) -> str:
    cells = [
        result.page.label,
        *(_milliseconds(result.seconds(size)) for size in (SMALL, LARGE)),
        f"{result.ratio:.2f}",
        _verdict(result),
        *(_milliseconds(result.database_seconds(size)) for size in (SMALL, LARGE)),
        f"{result.database_ratio:.2f}",
        _both(result.queries(SMALL), result.queries(LARGE)),
        _both(result.matters(SMALL), result.matters(LARGE)),
    ]
    return f"| {' | '.join(cells)} |"


def _verdict(result: Result) -> str:
    if not result.page.bounded:
        return "its rows grow"
    return f"≤ {GOAL} {'met' if is_met(result) else 'MISSED'}"


def is_met(result: Result) -> bool:
    """Also where there is none, because the page itself has more rows in the large database."""
    return result.ratio <= GOAL or not result.page.bounded


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _both(small: list[int], large: list[int]) -> str:
    """One number where all agree, else what was seen at each size."""
    return str(small[0]) if small == large and len(small) == 1 else f"{small} / {large}"


def fault(result: Result, large: Site) -> str:
    """The query that costs most more in the large database, and how PostgreSQL runs it there."""
    before = [seconds for _, seconds in result.costs(SMALL)]
    after = result.costs(LARGE)
    pairs = list(zip_longest(after, before[: len(after)], fillvalue=0.0))
    (query, seconds), once = max(pairs, key=lambda pair: pair[0][1] - pair[1])
    title = f"{result.page.label}: {_milliseconds(once)} → {_milliseconds(seconds)} ms"
    return f"{title}\n{query.sql}\n{large.explain(query)}"
