"""Stated periods of a ledger have a length and a unit, and come in as the paper states them."""

import pytest

from common.cells import BadCell
from deadlines.statute import Stated, Unit
from imports import ledgers
from recommendations.ledgers.stated import NoPeriod, stated_of
from recommendations.models import Recommendation
from tests.imports.books import ROOM, address, book, read_ledger
from tests.imports.test_ledgers import loaded

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("一个月", "1个月"),
        ("1个月", "1个月"),
        ("２个月内", "2个月"),
        ("两个月", "2个月"),
        ("15日", "15日"),
        ("十五日内", "15日"),
        ("三十天", "30日"),
        ("二十日", "20日"),
        ("10个工作日", "10个工作日"),
        ("收到后两个月内书面回复", "2个月"),
        ("自收到检察建议书之日起十五日内", "15日"),
        ("/", ""),
        ("无", ""),
        (None, ""),
    ],
)
def test_a_period_is_read_with_its_unit(typed, words):
    assert stated_of(typed) == words


@pytest.mark.parametrize("typed", ["15", "尽快", "0日", "半年", "1个月至2个月", "5000日"])
def test_what_is_no_period_is_told(typed):
    with pytest.raises(BadCell, match="不是期限"):
        stated_of(typed)


@pytest.mark.parametrize("typed", ["2026-09-30", "2026年9月30日前"])
def test_a_day_is_no_period(typed):
    with pytest.raises(NoPeriod):
        stated_of(typed)


def test_a_day_under_a_period_s_heading_is_named_and_not_read():
    ledger = read_ledger(book({"载明的回复期限": "2026-09-30"}))
    assert (ledger.problems, ledger.rows[0].stated) == ([], {})
    assert [remark.place for remark in ledger.remarks if "是日期，没有读入" in remark.text] == [
        address("载明的回复期限")
    ]


@pytest.mark.django_db
def test_a_stated_period_runs_as_it_is_stated(cast):
    assert cast.agency_a
    row = {"类型": "社会治理", "送达日期": "2026-09-02", "载明的回复期限": "一个月", "载明的异议期限": "10日"}
    loaded(cast, row)
    matter = Recommendation.objects.get()
    assert (matter.stated_reply, matter.stated_objection) == (Stated(1, Unit.MONTHS), Stated(10))
    period = matter.deadlines.get(rule="recommendation.reply_urgent")
    assert (period.stated_length, period.stated_unit, str(period.due_on)) == (1, "months", "2026-10-08")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "heading", "told"),
    [
        ({"类型": "社会治理", "文号": "川九检公建〔2026〕7号"}, "文号", "与类型"),
        ({"类型": "社会治理", "载明的整改期限": "2个月"}, "载明的整改期限", "只用于公益诉讼"),
        ({"类型": "社会治理", "载明的回复期限": "120日"}, "载明的回复期限", "长于"),
        ({"类型": "社会治理", "载明的回复期限": "三个月"}, "载明的回复期限", "长于"),
    ],
)
def test_a_row_that_contradicts_itself_or_the_law_is_told_at_its_cell(cast, row, heading, told):
    assert cast.agency_a
    ledger = ledgers.receive(ROOM, book(row), "台账.xlsx", cast.clerk)
    assert [(problem["cell"], told in problem["text"]) for problem in ledger.problems] == [
        (address(heading), True)
    ]
