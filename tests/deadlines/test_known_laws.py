"""Laws are data with days: one that is gone or not yet there is pointed out, by the day of the facts."""

from datetime import date

import pytest

from deadlines.known_laws import KnownLaw, as_of, table, warnings

pytestmark = pytest.mark.django_db
WASTE = "《中华人民共和国固体废物污染环境防治法》第二十条、第一百零二条"
LAST, FIRST = date(2026, 8, 14), date(2026, 8, 15)


def test_a_repealed_law_is_pointed_out_from_the_day_after_its_last():
    assert warnings(WASTE, [LAST]) == []
    assert warnings(WASTE, [FIRST]) == [
        "《固体废物污染环境防治法》施行至2026年8月14日，由《生态环境法典》取代，2026年8月15日的事实不能引用，请核对。"
    ]


def test_a_law_to_come_is_pointed_out_before_its_first_day():
    assert "自2026年8月15日起施行" in warnings("《生态环境法典》第×条", [LAST])[0]
    assert warnings("《中华人民共和国生态环境法典》第×条", [FIRST]) == []


def test_of_a_month_it_is_enough_that_the_law_was_in_force_on_one_of_its_days():
    assert warnings(WASTE, [date(2026, 8, 1), date(2026, 8, 31)]) == []
    assert len(warnings(WASTE, [date(2026, 9, 1), date(2026, 9, 30)])) == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("海洋环境保护法第五条", ["海洋环境保护法"]),
        ("违反 环境保护 法 的规定", ["环境保护法"]),
        ("《水污染防治法实施细则》第三条", []),
        ("《中华人民共和国水法》第三十七条", []),
        ("环境保护法、海洋环境保护法", ["海洋环境保护法", "环境保护法"]),
    ],
)
def test_a_law_is_known_by_its_whole_name(text, named):
    assert [said[1 : said.index("》")] for said in warnings(text, [FIRST])] == sorted(named)


def test_what_an_administrator_enters_is_told_from_then_on():
    text = "《某省河湖保护条例》第三条"
    assert warnings(text, [FIRST]) == []
    KnownLaw.objects.create(
        name="《某省河湖保护条例》", in_force_from=date(2020, 1, 1), in_force_until=date(2026, 1, 31)
    )
    assert len(warnings(text, [FIRST])) == 1


def test_texts_follow_the_law_of_the_day():
    text = f"{WASTE}、《中华人民共和国水污染防治法》第四条、《排污许可管理条例》第三条"
    assert as_of(text, LAST) == text
    assert as_of(text, FIRST) == "《中华人民共和国生态环境法典》、《排污许可管理条例》第三条"
    assert as_of("《中华人民共和国大气污染防治法》第八十一条", FIRST) == "《中华人民共和国生态环境法典》"


def test_a_sentence_stays_whole():
    assert (
        as_of("违反《水污染防治法》第三条、第四条的规定", FIRST) == "违反《中华人民共和国生态环境法典》的规定"
    )


def test_the_table_costs_one_query(django_assert_num_queries):
    table.forget()
    with django_assert_num_queries(1):
        for _ in range(20):
            warnings(WASTE, [FIRST])
