"""The table says for each page what it took at both sizes and whether the goal is met."""

from benchmarks.measure import Page, Query, Reading, Result
from benchmarks.plan import LARGE, SMALL
from benchmarks.report import is_met, table


def result(small: float, large: float, *, queries: int = 2, bounded: bool = True) -> Result:
    def readings(seconds: float, number: int) -> list[Reading]:
        return [Reading(seconds, [Query("SELECT 1", (), seconds / 10)] * number, 3)] * 5

    return Result(
        Page("worklist", "someone", "/", bounded),
        {SMALL: readings(small, 2), LARGE: readings(large, queries)},
    )


def test_the_goal_is_a_page_at_most_a_fifth_slower():
    assert is_met(result(0.050, 0.060))
    assert not is_met(result(0.050, 0.061))


def test_a_row_names_medians_ratio_and_query_counts():
    *_, row = table([result(0.050, 0.055)]).splitlines()
    assert row == "| worklist | 50.0 | 55.0 | 1.10 | ≤ 1.2 met | 10.0 | 11.0 | 1.10 | 2 | 3 |"


def test_a_page_whose_rows_grow_has_no_goal():
    growing = result(0.050, 0.500, bounded=False)
    assert is_met(growing)
    assert "| its rows grow |" in table([growing])


def test_query_counts_that_differ_are_shown_for_each_size():
    assert "| [2] / [4] |" in table([result(0.050, 0.055, queries=4)])


def test_the_costs_of_a_page_are_medians_of_its_queries_one_by_one():
    assert [seconds for _, seconds in result(0.050, 0.060).costs(SMALL)] == [0.005, 0.005]
