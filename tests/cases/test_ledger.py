"""A declared kind's ledger: its columns follow from its fields, its rows are held to its rules."""

import io

import pytest
from openpyxl import Workbook

from cases.crime_referral import CrimeReferral
from imports import jobs, ledgers, sheets
from imports.models import LedgerImport
from imports.rooms import room_of
from matters.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
ROOM = room_of(CrimeReferral)
ROW = {
    "移送机关": "九寨沟县市场监督管理局",
    "公安机关": "县公安局",
    "开始日期": "2026年3月2日",
    "办结日期": "2026-04",
    "办理结果": "公安机关立案",
    "状态": "已办结",
    "涉嫌的罪名": "销售假药罪",
    "行政案件编号": "九市监案〔2026〕12号",
    "专案组人数": 2,
}


def book(*rows: dict[str, object]) -> io.BytesIO:
    made = Workbook()
    made.active.append(list(ROW))
    for row in rows:
        made.active.append([(ROW | row)[heading] for heading in ROW])
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


@pytest.fixture
def received(cast):
    assert cast.agency_a
    assert cast.police
    return lambda *rows: ledgers.receive(ROOM, book(*rows), "移送.xlsx", cast.liaison_a)


def entered(ledger: LedgerImport) -> CrimeReferral:
    assert ledgers.confirm(ledger, {})
    jobs.sweep()
    return CrimeReferral.objects.get()


def test_a_row_becomes_a_matter_with_its_fields_its_days_and_the_title_that_the_kind_makes(cast, received):
    matter = entered(received({}))
    assert (matter.state, matter.recipient, matter.outcome) == ("closed", cast.police, "filed")
    assert (matter.started_on, matter.ended_on) == ("2026-03-02", "2026-04")
    assert matter.title == "销售假药罪移送案（九市监案〔2026〕12号）"
    assert matter.values["team"] == 2
    assert list(verify(matter)) == []


def test_what_is_exported_reads_back_equal(cast, received, sign_in):
    told = sheets.read(book({}), ROOM).rows[0].values
    entered(received({}))
    file = io.BytesIO(sign_in(cast.liaison_a).get("/matters/export/").content)
    (read,) = sheets.read(file, ROOM).rows
    assert read.values | {"is_economic": False} == told | {"is_economic": False}
    assert (read.lead, read.recipients) == (cast.agency_a.name, (cast.police.name,))


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("专案组人数", 1),
        ("办理结果", "不了了之"),
        ("办结日期", "2026-02-01"),
        ("状态", "待移送"),
        ("状态", "决定不移送"),
        ("公安机关", None),
        ("移送机关", "县公安局"),
    ],
)
def test_a_bad_cell_is_named(received, heading, value):
    ledger = received({heading: value})
    assert [problem["cell"] for problem in ledger.problems] == [f"{'ABCDEFGHI'[list(ROW).index(heading)]}2"]
