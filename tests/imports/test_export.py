"""What is exported can be read back: the same facts, and nothing doubled."""

import io

import pytest
from openpyxl import load_workbook

from imports import jobs, ledgers
from imports.looking import Look
from imports.models import LedgerImport
from recommendations.ledgers.columns import HEADINGS as COLUMNS
from recommendations.ledgers.rows import state_of
from recommendations.models import Recommendation
from tests.courses import Course
from tests.imports.books import ROOM, book, read_ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
SHEET = "检察建议台账"
#: What a row may say of how its matter went, each leaving it in another state.
ENDINGS = [
    {},
    {"送达日期": "2026-09-02"},
    {"办理结果": "现场签收"},
    {"送达日期": "2026-09-02", "回复日期": "2026-09"},
    {"办理结果": "not adopted（书面回复不予采纳）"},
    {"办理结果": "rectified"},
    {"办理结果": "整改不到位 → 2026-09-10起诉"},
    {"办理结果": "sued（2026-09-10起诉，2026-09-20判决支持，后完成处置）"},
    {"办理结果": "部分整改，办结"},
]


@pytest.fixture
def home(cast):
    return cast.procuratorate, cast.agency_a, cast.agency_b


def loaded(cast, *rows: dict) -> None:
    ledger = ledgers.receive(ROOM, book(*rows), "台账.xlsx", cast.clerk)
    ledgers.confirm(ledger, {})
    jobs.sweep()
    assert LedgerImport.objects.get(pk=ledger.pk).state == "done"


def exported(client) -> io.BytesIO:
    return io.BytesIO(client.get("/matters/export/").content)


def test_the_headings_are_those_of_the_template(cast, home, sign_in):
    loaded(cast, {})
    sheet = load_workbook(exported(sign_in(cast.handler)))[SHEET]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS.values())


@pytest.mark.parametrize("ending", ENDINGS, ids=str)
def test_a_matter_read_back_stands_where_it_stood(cast, home, sign_in, ending):
    loaded(cast, {"文号": "川九检建〔2026〕7号", "领域": "生态环境", **ending})
    matter = Recommendation.objects.get()
    (facts,) = read_ledger(exported(sign_in(cast.handler))).rows
    assert (facts.lead, facts.recipients) == (matter.lead.name, (matter.recipient.name,))
    assert (facts.kind, facts.number, facts.domain) == (matter.kind, matter.number, matter.domain)
    days = {name: getattr(matter, name) for name in ("issued_on", "received_on", "replied_on")}
    assert facts.days == {name: day for name, day in days.items() if day}
    assert state_of(facts, matter.recipient.name) == matter.state


def test_what_was_exported_is_known_when_it_comes_back(cast, home, sign_in):
    loaded(cast, {}, {"被建议单位": "县水务局", "主要情况": "另一件。"})
    Course(cast).registered(number="川九检建〔2026〕99号")
    rows = read_ledger(exported(sign_in(cast.handler))).rows
    assert {each.remark for each in Look(ROOM, rows).becoming()} == {"已登记过，不再登记"}
    ledger = ledgers.receive(ROOM, exported(sign_in(cast.handler)), "导出.xlsx", cast.clerk)
    assert (ledger.problems, len(rows)) == ([], 3)
    ledgers.confirm(ledger, {})
    jobs.sweep()
    assert Recommendation.objects.count() == 3


def test_a_withdrawn_one_is_known_when_it_comes_back(cast, home, sign_in):
    Course(cast).registered().take("withdraw", cast.chief, reasons="送错单位")
    ledger = ledgers.receive(ROOM, exported(sign_in(cast.handler)), "导出.xlsx", cast.clerk)
    assert (ledger.problems, [row["outcome"] for row in ledger.rows]) == ([], ["已撤回"])
    assert [each.remark for each in Look(ROOM, ledgers.facts_of(ledger)).becoming()] == ["已登记过，不再登记"]


def test_no_cell_becomes_a_formula(cast, home, sign_in):
    loaded(cast, {"主要情况": '=HYPERLINK("http://example.org")', "领域": "+1", "备注": "@SUM(A1)"})
    sheet = load_workbook(exported(sign_in(cast.handler)))[SHEET]
    assert {cell.data_type for cell in sheet[2] if isinstance(cell.value, str)} == {"s"}


def test_the_day_of_filing_is_for_the_lead_alone(cast, home, sign_in):
    loaded(cast, {"立案日期": "2026-08-01"})
    cells = {}
    for person in (cast.handler, cast.liaison_a):
        sheet = load_workbook(exported(sign_in(person)))[SHEET]
        cells[person] = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))["立案日期"].value
    assert cells == {cast.handler: "2026-08-01", cast.liaison_a: None}


def test_a_draft_is_in_no_ledger(cast, home, sign_in):
    Course(cast).begin()
    assert load_workbook(exported(sign_in(cast.handler))).sheetnames == ["事项", "说明"]


def test_a_sealed_matter_gives_no_more_than_its_mask(cast, home, sign_in):
    course = Course(cast)
    course.matter = course.new(sensitivity="sealed", facts="涉案少年的情况", title="某少年案")
    new, course.new = course.new, lambda: course.matter
    course.registered(number="川九检建〔2026〕98号")
    course.new = new
    for person in (cast.clerk, cast.liaison_a, cast.intake_a):
        answer = exported(sign_in(person))
        book_read = load_workbook(answer)
        told = [str(cell.value) for sheet in book_read for row in sheet for cell in row]
        shown = any("某少年案" in text for text in told)
        assert any("涉案少年的情况" in text for text in told) == shown
