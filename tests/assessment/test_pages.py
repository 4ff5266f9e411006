"""The board in the browser's eyes: numbers that lead somewhere, filters in the address, the Excel file."""

import io
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import resolve, reverse
from openpyxl import load_workbook

from assessment.filters import Filters
from assessment.rows import matters_of
from matters.models import AccessLog
from tests.assessment.conftest import EARLY, Paper

BOARD = reverse("assessment:board")
#: Of the whole page, session and navigation included.
QUERIES = {"board": 8, "all": 8}


NUMBER = re.compile(r'<a (?:class="bar__link" )?href="(/board/[^"]*)" aria-label="[^"]*?(\d+)件"')


def text_of(answer) -> str:
    return answer.content.decode()


def numbers_on(page: str) -> set[tuple[str, int]]:
    """Every number of the page, in tables, tallies and drawings, with the list it leads to."""
    return {(unescape(link), int(number)) for link, number in NUMBER.findall(page)}


def listed(membership, link: str) -> int:
    """How many matters the list at `link` has."""
    parts = urlsplit(link)
    agency = resolve(parts.path).kwargs.get("pk")
    given = {} if agency is None else {"agency": str(agency)}
    return matters_of(membership, Filters.read(QueryDict(parts.query), **given)).count()


READERS = ("assessor", "superior_assessor", "handler", "liaison_b")
ASKED = ({}, {"year": "all"}, {"kind": "social_governance", "domain": "生态环境"})


def test_every_number_leads_to_exactly_as_many_matters(cast, by_hand, sign_in):
    for name in READERS:
        reader = getattr(cast, name)
        client = sign_in(reader)
        for asked in ASKED:
            found = numbers_on(text_of(client.get(BOARD, asked)))
            assert {link: listed(reader, link) for link, _ in found} == dict(found), (name, asked)
    assert len(numbers_on(text_of(client.get(BOARD)))) > 30


def test_the_list_shows_as_many_rows_as_the_number_says(cast, by_hand, sign_in):
    client = sign_in(cast.assessor)
    for link, number in sorted(numbers_on(text_of(client.get(BOARD))))[::9]:
        assert text_of(client.get(link)).count("data-row-link") == number, link


def test_filters_stay_in_the_links(cast, by_hand, sign_in):
    page = text_of(sign_in(cast.assessor).get(BOARD, {"year": "2026", "kind": "social_governance"}))
    assert f"/board/{cast.agency_a.pk}/?year=2026&amp;kind=social_governance&amp;status=overdue" in page
    assert "/board/?year=2026&amp;kind=retrial" in page


def test_what_is_not_understood_is_left_out(cast, by_hand, sign_in):
    asked = {"year": "abc", "kind": "nonsense", "status": "x", "after": ""}
    assert "县市场监管局" in text_of(sign_in(cast.assessor).get(BOARD, asked))


def test_a_wrong_page_key_is_not_found(cast, by_hand, sign_in):
    assert sign_in(cast.assessor).get(reverse("assessment:all"), {"after": "x"}).status_code == 404


@pytest.mark.parametrize("address", [f"/board/{'9' * 20}/", f"/matters/{'9' * 20}/"])
def test_a_number_larger_than_any_key_is_not_found(cast, today, sign_in, address):
    assert sign_in(cast.assessor).get(address).status_code == 404


@pytest.mark.parametrize("page", ["board", "export"])
def test_an_agency_larger_than_any_key_has_no_figures(cast, by_hand, sign_in, page):
    answer = sign_in(cast.assessor).get(reverse(f"assessment:{page}"), {"agency": "9" * 20})
    assert answer.status_code == 200
    if page == "board":
        assert "没有可以统计的检察建议" in text_of(answer)


def test_a_year_that_is_none_is_left_out(cast, by_hand, sign_in):
    assert sign_in(cast.assessor).get(BOARD, {"year": "9" * 20}).status_code == 200


def test_the_list_shows_the_extension_beside_the_first_day(cast, by_hand, sign_in):
    where = reverse("assessment:agency", args=[cast.agency_b.pk])
    page = text_of(sign_in(cast.assessor).get(where, {"status": "extended"}))
    assert "2026-12-01" in page
    assert "原 2026-11-02，已延期" in page
    assert '<td class="date" data-label="回复期限">2026-12-01' in page


def test_an_empty_list_says_what_to_do(cast, by_hand, sign_in):
    where = reverse("assessment:agency", args=[cast.agency_b.pk])
    assert "回到看板" in text_of(sign_in(cast.assessor).get(where, {"status": "overdue"}))


def test_more_than_a_page_is_paged_by_key(cast, today, sign_in, monkeypatch):
    monkeypatch.setattr("assessment.rows.SIZE", 2)
    for number in "123":
        Paper(cast, cast.agency_a).served(EARLY, number)
    first = text_of(sign_in(cast.assessor).get(reverse("assessment:all")))
    later = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = text_of(sign_in(cast.assessor).get(later))
    assert first.count("data-row-link") == 2
    assert second.count("data-row-link") == 1


@pytest.mark.parametrize("page", ["board", "all"])
def test_queries_do_not_grow_with_matters(cast, today, sign_in, django_assert_num_queries, page):
    client, where = sign_in(cast.assessor), reverse(f"assessment:{page}")
    Paper(cast, cast.agency_a).served(EARLY, "1")
    client.get(where)
    with django_assert_num_queries(QUERIES[page]):
        client.get(where)
    for number in range(2, 7):
        Paper(cast, cast.agency_a if number % 2 else cast.agency_b).served(EARLY, str(number))
    with django_assert_num_queries(QUERIES[page]):
        client.get(where)


def exported(client, **asked) -> list[dict]:
    answer = client.get(reverse("assessment:export"), asked)
    header, *rows = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content))["回复情况"]
    ]
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_export_has_the_same_figures_by_every_way_of_grouping(cast, by_hand, sign_in):
    rows = exported(sign_in(cast.assessor))
    figures = {(row["分列"], row["名称"]): row for row in rows}
    assert figures["部门", "县市场监管局"]["逾期未回复"] == 1
    assert figures["部门", "县市场监管局"]["期限已过"] == 3
    assert (
        figures["类型", "社会治理"]["制发"]
        == figures["历年", "2026年"]["制发"]
        == figures["合计", "合计"]["制发"]
        == 8
    )
    assert figures["2026年各月", "11月"]["尚未送达"] == 1


def test_the_export_says_how_it_is_counted(cast, by_hand, sign_in):
    answer = sign_in(cast.assessor).get(reverse("assessment:export"))
    notes = "".join(
        str(cell.value) for row in load_workbook(io.BytesIO(answer.content))["说明"] for cell in row
    )
    assert "工作目标不计" in notes
    assert "“已回复并采纳” ÷ “已回复”" in notes


def test_a_domain_that_looks_like_a_formula_stays_text(cast, today, sign_in):
    Paper(cast, cast.agency_a).served(EARLY, "1", domain="=HYPERLINK(1)")
    answer = sign_in(cast.assessor).get(reverse("assessment:export"))
    cells = [cell for row in load_workbook(io.BytesIO(answer.content))["回复情况"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]


def test_the_export_is_noted(cast, by_hand, sign_in):
    sign_in(cast.assessor).get(reverse("assessment:export"))
    assert AccessLog.objects.filter(action="export", membership=cast.assessor).count() == 1
