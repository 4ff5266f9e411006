"""The board's figures against a count by hand."""

from datetime import date

from assessment.figures import Rate, lines, total
from assessment.filters import ALL_YEARS, IN_HAND, Filters
from assessment.rows import matters_of
from assessment.scope import counted
from common import clock
from matters.kinds import Kind
from recommendations.choices import Finding
from tests.assessment.conftest import BY_HAND, EARLY, LATE, Paper
from tests.courses import Course


def by_code(membership, **narrowed) -> dict:
    return {line.code: line for line in lines(Filters(**narrowed).apply(counted(membership)))}


def used(line) -> dict[str, int]:
    return {code: number for code, number in line.counts.items() if number}


def test_each_agency_has_the_figures_counted_by_hand(cast, by_hand):
    assert {code: used(line) for code, line in by_code(cast.assessor).items()} == BY_HAND


def test_every_recommendation_has_exactly_one_status(cast, by_hand):
    for line in by_code(cast.assessor).values():
        assert sum(line.counts.values()) == line.issued


def test_the_total_adds_up(cast, by_hand):
    whole = total(by_code(cast.assessor).values())
    assert (whole.issued, whole.open) == (8, 8)
    assert sum(whole.counts.values()) == 8


def test_a_rate_names_numerator_and_denominator(cast, by_hand):
    figures = by_code(cast.assessor)
    assert str(figures["JZG-SCJG"].rate) == "1/3（33%）"
    assert str(figures["JZG-SWJ"].rate) == "0/1（0%）"
    assert str(figures["JZG-SWJ"].extended_rate) == "1/1（100%）"
    assert str(Rate(0, 0)) == "—"


def test_each_number_leads_to_as_many_matters(cast, by_hand):
    for line in by_code(cast.assessor).values():
        for status, number in [*line.counts.items(), (IN_HAND, line.open)]:
            listed = matters_of(cast.assessor, line.organisation, Filters(status=status))
            assert listed.count() == number, status


def test_closed_matters_stay_counted_but_are_no_longer_in_hand(cast, today):
    course = Paper(cast, cast.agency_a).replied(EARLY, "1", on="2026-10-20")
    course.review(Finding.DONE)
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert (line.issued, line.open, used(line)) == (1, 0, {"in_time": 1})


def test_a_target_that_has_passed_is_never_overdue(cast, today):
    Paper(cast, cast.agency_a).served(None, "1", issued="2026-09-01")
    assert used(by_code(cast.assessor)["JZG-SCJG"]) == {"unserved": 1}


def test_a_corrected_day_replaces_the_old_period_and_is_counted_once(cast, today):
    course = Paper(cast, cast.agency_a).served(EARLY, "1")
    course.take("correct", cast.department_head, field="received_on", new=LATE, reason="回证日期有误")
    assert used(by_code(cast.assessor)["JZG-SCJG"]) == {"not_due": 1}


def test_the_last_day_itself_is_not_overdue(cast, today):
    Paper(cast, cast.agency_a).served(EARLY, "1")
    with clock.set_to(clock.at(date(2026, 11, 2), 23, 59)):
        assert used(by_code(cast.assessor)["JZG-SCJG"]) == {"not_due": 1}
    with clock.set_to(clock.at(date(2026, 11, 3))):
        assert used(by_code(cast.assessor)["JZG-SCJG"]) == {"overdue": 1}


def test_a_matter_that_ends_without_a_reply_is_told_apart(cast, today):
    course = Paper(cast, cast.agency_a, Kind.PUBLIC_INTEREST).served(EARLY, "1")
    course.take("terminate", cast.chief, reasons="公益已经得到保护")
    assert used(by_code(cast.assessor)["JZG-SCJG"]) == {"ended": 1}


def test_several_recipients_of_one_paper_count_for_each(cast, today):
    course = Course(cast)
    course.registered(recipients=[cast.agency_a, cast.agency_b])
    assert {code: line.issued for code, line in by_code(cast.assessor).items()} == {
        "JZG-SCJG": 1,
        "JZG-SWJ": 1,
    }


def test_year_and_kind_narrow_the_figures(cast, by_hand):
    assert by_code(cast.assessor, year="2025") == {}
    assert by_code(cast.assessor, kind=Kind.RETRIAL) == {}
    assert len(by_code(cast.assessor, year=ALL_YEARS, kind=Kind.SOCIAL_GOVERNANCE)) == 2


def test_the_figures_take_two_queries_however_many_there_are(cast, by_hand, django_assert_num_queries):
    rows = counted(cast.assessor)
    with django_assert_num_queries(2):
        lines(rows)
