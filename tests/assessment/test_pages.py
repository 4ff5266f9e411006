"""The board in the browser's eyes: numbers that lead somewhere, filters in the address, the Excel file."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from matters.models import AccessLog
from tests.assessment.conftest import EARLY, Paper

BOARD = reverse("assessment:board")
#: Of the whole page, session and navigation included.
QUERIES = {"board": 8, "all": 7}


def text_of(answer) -> str:
    return answer.content.decode()


def test_each_number_is_a_link_and_each_link_opens(cast, by_hand, sign_in):
    client = sign_in(cast.assessor)
    links = set(re.findall(r'href="(/board/(?:\d+|all)/[^"]*)"', text_of(client.get(BOARD))))
    assert len(links) > 20
    assert {client.get(link.replace("&amp;", "&")).status_code for link in links} == {200}


def test_filters_stay_in_the_links(cast, by_hand, sign_in):
    page = text_of(sign_in(cast.assessor).get(BOARD, {"year": "2026", "kind": "social_governance"}))
    assert f"/board/{cast.agency_a.pk}/?year=2026&amp;kind=social_governance&amp;status=overdue" in page


def test_what_is_not_understood_is_left_out(cast, by_hand, sign_in):
    asked = {"year": "abc", "kind": "nonsense", "status": "x", "after": ""}
    assert "县市场监管局" in text_of(sign_in(cast.assessor).get(BOARD, asked))


def test_a_wrong_page_key_is_not_found(cast, by_hand, sign_in):
    assert sign_in(cast.assessor).get(reverse("assessment:all"), {"after": "x"}).status_code == 404


@pytest.mark.parametrize("address", [f"/board/{'9' * 20}/", f"/matters/{'9' * 20}/"])
def test_a_number_larger_than_any_key_is_not_found(cast, today, sign_in, address):
    assert sign_in(cast.assessor).get(address).status_code == 404


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


def test_the_export_has_the_same_figures_and_says_how_they_are_counted(cast, by_hand, sign_in):
    answer = sign_in(cast.assessor).get(reverse("assessment:export"))
    book = load_workbook(io.BytesIO(answer.content))
    header, *rows = [[cell.value for cell in row] for row in book["回复情况"]]
    figures = {row[1]: dict(zip(header, row, strict=True)) for row in rows}
    assert figures["县市场监管局"]["逾期未回复"] == 1
    assert figures["县市场监管局"]["期限已过（分母）"] == 3
    assert figures["合计"]["制发"] == 8
    assert "工作目标不计" in "".join(str(cell.value) for row in book["说明"] for cell in row)


def test_the_export_is_noted(cast, by_hand, sign_in):
    sign_in(cast.assessor).get(reverse("assessment:export"))
    assert AccessLog.objects.filter(action="export", membership=cast.assessor).count() == 1
