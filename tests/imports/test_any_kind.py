"""A ledger of any kind that declares its fields comes in and goes out by them, with no line of its own."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook

from imports import jobs, ledgers, sheets
from imports.ledgers import CannotUndo
from imports.looking import Look
from imports.models import LedgerImport
from matters.in_use import UnusedKind
from matters.verifying import verify
from tests.imports.books import book
from tests.imports.loans import HEADINGS, ROOM, address, loans
from tests.toys.courses import LoanCourse
from tests.toys.models import Loan
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
SHEET = "玩具借用台账"


@pytest.fixture(autouse=True)
def _houses(cast):
    """Those that the small ledgers name."""
    assert cast.agency_a
    assert cast.police


def received(cast, *rows: dict) -> LedgerImport:
    return ledgers.receive(ROOM, loans(*rows), "借用.xlsx", cast.liaison_a)


def loaded(cast, *rows: dict) -> LedgerImport:
    ledger = received(cast, *rows)
    assert ledgers.confirm(ledger, {})
    jobs.sweep()
    return LedgerImport.objects.get(pk=ledger.pk)


def exported(client) -> io.BytesIO:
    return io.BytesIO(client.get("/matters/export/").content)


def test_rows_are_entered_through_the_one_door_in_the_state_that_they_say(cast):
    ledger = loaded(
        cast, {}, {"标题": "一辆小车", "状态": "已归还", "文号": "九市监借〔2026〕2号", "易碎": "是"}
    )
    horse, car = Loan.objects.order_by("pk")
    assert (ledger.state, ledger.matter_count) == ("done", 2)
    assert (horse.state, horse.lead, horse.recipient) == ("out", cast.agency_a, cast.police)
    assert horse.values == {"name": "木马", "pieces": 1}
    assert (car.state, car.number, car.values["fragile"]) == ("closed", "九市监借〔2026〕2号", True)
    assert [event.verb for event in horse.events.all()] == ["enter_row"]
    assert [*verify(horse), *verify(car)] == []
    assert Loan.objects.visible_to(cast.liaison_police).count() == 2


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [
        ("标题", None, "没有填写标题"),
        ("借出单位", "/", "没有填写借出单位"),
        ("借用单位", "县公安局、县水务局", "应为一个单位"),
        ("借用单位", None, "没有填写借用单位"),
        ("状态", "丢了", "应为待决定、待签收、借用中、已归还、误录作废之一"),
        ("件数", "两三件", "“两三件”有误"),
        ("件数", 0, "“0”有误"),
        ("易碎", "也许", "应为是、否之一"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_of_the_ledger_comes_in(cast, heading, value, told):
    ledger = received(cast, {heading: value}, {})
    assert [(problem["cell"], told in problem["text"]) for problem in ledger.problems] == [
        (address(heading), True)
    ]
    assert not ledgers.confirm(ledger, {})


def test_what_is_exported_reads_back_equal_and_is_known(cast, sign_in):
    rows = ({"文号": "九市监借〔2026〕2号", "易碎": "否"}, {"标题": "一辆小车", "状态": "已归还"})
    told = sorted((row.title, row.number, row.values) for row in sheets.read(loans(*rows), ROOM).rows)
    loaded(cast, *rows)
    read = sheets.read(exported(sign_in(cast.liaison_a)), ROOM)
    assert sorted((row.title, row.number, row.values) for row in read.rows) == told
    assert {row.lead for row in read.rows} == {cast.agency_a.name}
    again = Look(ROOM, read.rows, cast.agency_a)
    assert {each.remark for each in again.becoming()} == {"已登记过，不再登记"}


def test_a_matter_made_in_the_portal_is_a_line_and_known_when_it_comes_back(cast, sign_in):
    LoanCourse(cast).out()
    read = sheets.read(exported(sign_in(cast.liaison_a)), ROOM)
    assert [(row.title, row.values["state"], row.values["pieces"]) for row in read.rows] == [
        ("一只木马", "out", 1)
    ]
    assert [each.remark for each in Look(ROOM, read.rows).becoming()] == ["已登记过，不再登记"]


def test_what_nobody_has_decided_on_is_no_line(cast, sign_in):
    LoanCourse(cast).asked()
    assert SHEET not in load_workbook(exported(sign_in(cast.liaison_a))).sheetnames


def test_a_whole_import_is_taken_back_while_nobody_has_worked_on_it(cast):
    ledger = loaded(cast, {})
    assert ledgers.undo(ledger, cast.liaison_a) == 1
    assert Loan.objects.get().state == "annulled"
    again = loaded(cast, {})
    perform(matter=Loan.objects.get(state="out"), step="give_back", actor=cast.liaison_police)
    with pytest.raises(CannotUndo):
        ledgers.undo(again, cast.liaison_a)


def test_whom_a_row_named_sees_nothing_of_it_once_the_import_is_taken_back(cast):
    ledger = loaded(cast, {})
    assert Loan.objects.visible_to(cast.liaison_police).exists()
    ledgers.undo(ledger, cast.liaison_a)
    assert not Loan.objects.visible_to(cast.liaison_police).exists()
    assert Loan.objects.visible_to(cast.liaison_a).exists()
    assert list(verify(Loan.objects.get())) == []


@pytest.mark.parametrize("word", ["待决定", "误录作废"])
def test_a_state_in_which_no_row_comes_in_is_told_at_its_cell(cast, word):
    ledger = received(cast, {"状态": word})
    assert [
        (problem["cell"], "应为待签收、借用中、已归还之一" in problem["text"]) for problem in ledger.problems
    ] == [(address("状态"), True)]


def test_a_house_that_cannot_lend_leads_no_row(cast):
    ledger = received(cast, {"借出单位": "九寨沟县公安局"})
    assert [problem["cell"] for problem in ledger.problems] == [address("借出单位")]


def upload(client, file: io.BytesIO, **more):
    return client.post(
        "/imports/", {"file": SimpleUploadedFile("台账.xlsx", file.read()), **more}, follow=True
    )


def test_where_a_house_keeps_several_it_says_which(cast, sign_in):
    answer = upload(sign_in(cast.liaison_a), loans({}))
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["about"])
    assert {"loan", "crimereferral"} <= dict(answer.context["form"].fields["about"].choices).keys()
    assert "recommendation" not in dict(answer.context["form"].fields["about"].choices)


def test_where_a_house_keeps_one_kind_of_ledger_nothing_is_asked(cast, sign_in):
    client = sign_in(cast.clerk)
    assert "about" not in client.get("/imports/").context["form"].fields
    upload(client, book({}))
    assert LedgerImport.objects.get().model_name == "recommendation"


def test_a_ledger_goes_through_its_pages_to_its_matters(cast, sign_in):
    client = sign_in(cast.liaison_a)
    page = upload(client, loans({}, {"标题": "一辆小车"}), about="loan").content.decode()
    assert "将登记 2 件" in page
    assert "借出单位 → 借用单位" in page
    ledger = LedgerImport.objects.get()
    client.post(f"/imports/{ledger.pk}/confirm/", {})
    jobs.sweep()
    assert "一辆小车" in client.get(f"/imports/{ledger.pk}/").content.decode()


def test_the_ledger_of_a_kind_is_for_those_who_keep_it(cast, sign_in):
    ledger = received(cast, {})
    ledger.organisation = cast.procuratorate
    ledger.save()
    assert sign_in(cast.clerk).get(f"/imports/{ledger.pk}/").status_code == 404


def test_each_kind_has_its_template(cast, sign_in):
    client = sign_in(cast.liaison_a)
    made = load_workbook(io.BytesIO(client.get("/imports/template/loan/").content))
    assert set(HEADINGS) <= {cell.value for cell in made.worksheets[0][1]}
    assert client.get("/imports/template/recommendation/").status_code == 404


def test_the_command_reads_a_ledger_of_the_kind_that_is_named(cast, tmp_path):
    file = tmp_path / "借用.xlsx"
    file.write_bytes(loans({}).read())
    call_command("import_ledger", str(file), kind="loan")
    assert Loan.objects.get().state == "out"


def test_what_is_not_in_use_any_more_still_comes_in_from_its_ledger(cast, sign_in):
    UnusedKind.objects.create(jurisdiction=cast.agency_a.jurisdiction, kind="toy_loan")
    upload(sign_in(cast.liaison_a), loans({}), about="loan")
    assert ledgers.confirm(LedgerImport.objects.get(), {})
    jobs.sweep()
    assert Loan.objects.get().state == "out"
