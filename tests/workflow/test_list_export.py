"""导出 Excel: exactly what the screen shows, all pages, safe to open, noted in the access log."""

from datetime import date, datetime, time

import pytest

from matters.models import AccessLog
from tests.workflow.matters import issued, sheet, titles
from workflow.lists import export, paging
from workflow.lists.filters import Filters
from workflow.lists.rows import COLUMNS, rows_of
from workflow.lists.wording import OTHER_SIDE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.mark.parametrize("query", ["", "?sort=due", "?kind=public_interest", "?q=油&sort=due"])
def test_it_holds_the_rows_of_the_screen_in_their_order(cast, sign_in, query):
    for number, kind in enumerate(["public_interest", "social_governance", "correction"] * 2):
        issued(cast, f"{'油' if number % 2 else '水'}{number}", kind=kind)
    client = sign_in(cast.handler)
    header, *lines = sheet(client.get(f"/matters/export/{query}"))
    shown = client.get(f"/matters/{query}")
    assert header == [{OTHER_SIDE: "被建议单位"}.get(column.label, column.label) for column in COLUMNS]
    assert [line[0] for line in lines] == titles(shown) != []
    for line, row in zip(lines, shown.context["rows"], strict=True):
        assert line[1:5] == [row.matter.number, row.matter.kind_label, "", "县检察院"]
        assert line[8:11] == [row.duty, row.due_on and _at_midnight(row.due_on), row.remaining]


def _at_midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def test_it_holds_all_pages(cast, sign_in, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)
    for _ in range(5):
        issued(cast)
    assert len(sheet(sign_in(cast.handler).get("/matters/export/"))) == 1 + 5


def test_it_stops_at_its_limit_and_says_so(cast, sign_in, monkeypatch):
    monkeypatch.setattr(export, "BATCH", 2)
    for _ in range(5):
        issued(cast)
    _, count = export.workbook(cast.handler, Filters(), most=3)
    assert count == 3


def test_the_limit_is_named_in_the_notes(cast):
    for _ in range(3):
        issued(cast)
    notes = dict(export._notes(cast.handler, Filters(), 2, cut=True))
    assert notes["件数"].startswith("2 件，已达单次导出上限")


def test_its_notes_say_who_when_and_under_which_conditions(cast, sign_in):
    issued(cast)
    answer = sign_in(cast.handler).get("/matters/export/?kind=social_governance&q=件")
    notes = dict(sheet(answer, "说明"))
    assert notes["导出单位和人员"] == "九寨沟县人民检察院　张明（承办检察官）"
    assert notes["筛选条件"] == "类型：社会治理检察建议；搜索：件"
    assert notes["件数"] == "1 件"


def test_a_title_like_a_formula_stays_text(cast, sign_in):
    issued(cast, '=HYPERLINK("http://example.org")')
    assert sheet(sign_in(cast.handler).get("/matters/export/"))[1][0] == '=HYPERLINK("http://example.org")'


def test_it_is_noted_without_what_was_searched_for(cast, sign_in):
    issued(cast, "油烟")
    sign_in(cast.liaison_a).get("/matters/export/?q=油烟")
    noted = AccessLog.objects.get(action="export")
    assert (noted.membership, noted.subject) == (cast.liaison_a, "事项列表，1件")


def test_rows_are_made_in_the_order_given(cast):
    made = [issued(cast) for _ in range(3)]
    assert [row.matter.pk for row in rows_of(made[::-1], cast.handler)] == [m.pk for m in made[::-1]]
