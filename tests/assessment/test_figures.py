"""The board's figures against a count by hand."""

from datetime import date

import pytest

from assessment.figures import ALL_YEARS, Rate, figures
from assessment.filters import Filters
from assessment.measures import BY_CODE, MEASURES, RATES
from assessment.rows import matters_of
from assessment.scope import counted
from common import clock
from common.when import When
from recommendations.choices import Finding, Kind
from tests.assessment.conftest import BY_HAND, EARLY, LATE, Paper, by_code, used
from tests.courses import Course, upload
from tests.recommendations.urged import received, sent

STANDINGS = "first extended late running extended_open overdue unserved undated unanswered ended".split()


def rate(line, label: str) -> str:
    return next(str(line.rate(of)) for of in RATES if of.label == label)


def test_each_agency_has_the_figures_counted_by_hand(cast, by_hand):
    assert {code: used(line) for code, line in by_code(cast.assessor).items()} == BY_HAND


def test_every_recommendation_has_exactly_one_status(cast, by_hand):
    for line in by_code(cast.assessor).values():
        assert sum(line.count(code) for code in STANDINGS) == line.issued


def test_the_total_adds_up(cast, by_hand):
    total = figures(counted(cast.assessor), "2026").total
    assert used(total) == {
        code: sum(line.get(code, 0) for line in BY_HAND.values())
        for line in BY_HAND.values()
        for code in line
    }


def test_a_rate_names_numerator_and_denominator(cast, by_hand):
    lines = by_code(cast.assessor)
    assert str(lines["JZG-SCJG"].in_time) == "1/3（33%）"
    assert str(Rate(0, 0)) == "—"


def test_an_extended_day_counts_as_in_time_and_the_first_day_stands_beside_it(cast, by_hand):
    line = by_code(cast.assessor)["JZG-SWJ"]
    assert (str(line.in_time), str(line.by_first_day)) == ("1/1（100%）", "0/1（0%）")


def test_each_measure_leads_to_as_many_matters(cast, by_hand):
    for line in figures(counted(cast.assessor), "2026").units:
        for measure in MEASURES:
            filters = Filters(year="2026", agency=line.key, status=measure.code)
            assert matters_of(cast.assessor, filters).count() == line.count(measure.code), measure.code


def test_closed_matters_stay_counted_but_are_no_longer_in_hand(cast, today):
    course = Paper(cast, cast.agency_a).replied(EARLY, "1", on="2026-10-20")
    course.review(Finding.DONE)
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert (line.issued, line.count("open"), line.count("in_time"), line.count("rectified")) == (1, 0, 1, 1)


def test_adopted_of_those_replied_and_of_those_issued_are_different_rates(cast, today):
    paper = Paper(cast, cast.agency_a)
    paper.replied(EARLY, "1", on="2026-10-20").review(Finding.NOT)
    paper.replied(EARLY, "2", on="2026-11-10").review(Finding.DONE)
    paper.replied(EARLY, "3", on="2026-10-20").review(Finding.NOT_ADOPTED)
    paper.served(EARLY, "4")
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert rate(line, "采纳率（占已回复）") == "2/3（67%）"
    assert rate(line, "采纳率（占制发）") == "2/4（50%）"
    assert rate(line, "整改到位率（占制发）") == "1/4（25%）"
    assert rate(line, "逾期回复但整改到位") == "1/1（100%）"


def test_a_suit_is_counted_from_its_day_on(cast, today):
    course = Paper(cast, cast.agency_a, Kind.PUBLIC_INTEREST).served(EARLY, "1")
    assert by_code(cast.assessor)["JZG-SCJG"].count("sued") == 0
    course.matter.sued_on = "2026-11"
    course.matter.save()
    assert by_code(cast.assessor)["JZG-SCJG"].count("sued") == 1


def test_a_target_that_has_passed_is_never_overdue(cast, today):
    Paper(cast, cast.agency_a).served(None, "1", issued="2026-09-01")
    assert by_code(cast.assessor)["JZG-SCJG"].count("unserved") == 1
    assert by_code(cast.assessor)["JZG-SCJG"].count("overdue") == 0


def test_a_corrected_day_replaces_the_old_period_and_is_counted_once(cast, today):
    course = Paper(cast, cast.agency_a).served(EARLY, "1")
    course.take("correct", cast.department_head, field="received_on", new=LATE, reason="回证日期有误")
    assert used(by_code(cast.assessor)["JZG-SCJG"]) == {"issued": 1, "open": 1, "not_due": 1, "running": 1}


def test_the_last_day_itself_is_not_overdue(cast, today):
    Paper(cast, cast.agency_a).served(EARLY, "1")
    with clock.set_to(clock.at(date(2026, 11, 2), 23, 59)):
        assert by_code(cast.assessor)["JZG-SCJG"].count("not_due") == 1
    with clock.set_to(clock.at(date(2026, 11, 3))):
        assert by_code(cast.assessor)["JZG-SCJG"].count("overdue") == 1


def test_a_matter_that_ends_without_a_reply_is_told_apart(cast, today):
    course = Paper(cast, cast.agency_a, Kind.PUBLIC_INTEREST).served(LATE, "1")
    course.take("terminate", cast.chief, reasons="公益已经得到保护", report="已经整改到位。")
    assert by_code(cast.assessor)["JZG-SCJG"].count("ended") == 1


def test_what_was_never_answered_stays_among_those_whose_day_is_over(cast, today):
    course = Paper(cast, cast.agency_a).served(EARLY, "1")
    sent(course, occurred_at=When.parse("2026-11-05"))
    received(course, When.parse("2026-11-06"))
    course.take("close_unanswered", cast.chief, reasons="多次督促未回复")
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert (line.count("unanswered"), line.count("ended"), str(line.in_time)) == (1, 0, "0/1（0%）")


def test_several_recipients_of_one_paper_count_for_each(cast, today):
    Course(cast).registered(recipients=[cast.agency_a, cast.agency_b])
    assert {code: line.issued for code, line in by_code(cast.assessor).items()} == {
        "JZG-SCJG": 1,
        "JZG-SWJ": 1,
    }


def test_year_and_kind_narrow_the_figures(cast, by_hand):
    assert by_code(cast.assessor, year="2025") == {}
    assert by_code(cast.assessor, kind=Kind.RETRIAL) == {}
    assert len(by_code(cast.assessor, year=ALL_YEARS, kind=Kind.SOCIAL_GOVERNANCE)) == 2


def test_a_month_that_is_not_known_is_no_month(cast, today):
    paper = Paper(cast, cast.agency_a)
    paper.served(None, "1", issued="2026-05-06")
    paper.served(None, "2", issued="2026")
    found = figures(counted(cast.assessor), "2026")
    assert [line.key for line in found.months] == ["2026", "2026-05"]


def test_the_years_are_all_there_whichever_was_chosen(cast, today):
    paper = Paper(cast, cast.agency_a)
    paper.served(None, "1", issued="2025-12-31")
    paper.served(None, "2", issued="2026-01-04")
    found = figures(counted(cast.assessor), "2026")
    assert [(line.key, line.issued) for line in found.years] == [("2025", 1), ("2026", 1)]
    assert found.total.issued == 1


@pytest.mark.parametrize(
    ("replies", "median"),
    [
        ([], None),
        (["2026-09-12"], 10),
        (["2026-09-12", "2026-10-02"], 20),
        (["2026-09-12", "2026-09-13", "2026-11-20"], 11),
    ],
)
def test_the_days_to_reply_are_a_median(cast, today, replies, median):
    paper = Paper(cast, cast.agency_a)
    paper.served(EARLY, "9")
    for number, day in enumerate(replies):
        paper.replied(EARLY, str(number), on=day)
    assert by_code(cast.assessor)["JZG-SCJG"].median_days == median


def test_days_are_only_counted_where_both_are_known(cast, today):
    paper = Paper(cast, cast.agency_a)
    paper.replied("2026-09", "1", on="2026-10-20")
    paper.replied(EARLY, "2", on="2026-10")
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert (line.count("timed"), line.median_days, line.count("undated")) == (0, None, 2)


def test_the_figures_take_one_query_however_many_there_are(cast, by_hand, django_assert_num_queries):
    rows = counted(cast.assessor)
    with django_assert_num_queries(1):
        figures(rows, "2026")


def test_each_part_of_a_rate_is_a_measure():
    assert {code for of in RATES for code in (of.part, of.whole)} <= set(BY_CODE)


def test_a_changed_paper_is_counted_once_by_its_last_period(cast, today):
    course = Paper(cast, cast.agency_a).served(EARLY, "1")
    scans = [upload(cast.handler.user)]
    course.take("modify", cast.chief, reasons="建议内容有误", advices=["立即整改"], paper_scans=scans)
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert (line.issued, line.count("unserved"), line.count("ended")) == (1, 1, 0)
    course.take("record_service", cast.handler, received_on=When.parse("2026-11-24"))
    line = by_code(cast.assessor)["JZG-SCJG"]
    assert (line.issued, line.count("not_due"), line.count("unserved")) == (1, 1, 0)
