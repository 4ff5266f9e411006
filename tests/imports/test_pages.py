"""The pages of an import: upload, preview, names to decide, progress, result, taking back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from imports import jobs, ledgers, sheets, template
from imports.forms import NamesForm
from imports.looking import Look
from imports.models import LedgerImport
from matters.models import AccessLog
from organisations.models import Membership
from recommendations.models import Recommendation
from tests import factories
from tests.courses import Course
from tests.imports.books import address, book
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
State = LedgerImport.State


@pytest.fixture
def clerk(cast, sign_in):
    """The clerk's browser; the two agencies that small ledgers name are there."""
    assert cast.agency_a
    assert cast.agency_b
    return sign_in(cast.clerk)


def upload(client, *rows: dict, file: io.BytesIO | None = None, name: str = "台账.xlsx"):
    content = (file or book(*rows)).read()
    return client.post("/imports/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def previewed(client, *rows: dict) -> LedgerImport:
    upload(client, *rows)
    return LedgerImport.objects.latest("pk")


def fields(ledger: LedgerImport, by: Membership) -> list[str]:
    """The fields of the preview, one for each unknown name."""
    return list(NamesForm(look=Look(ledgers.facts_of(ledger)), by=by).fields)


def confirm(client, ledger: LedgerImport, by: Membership, *typed: str):
    """Press the button of the preview, with what was typed in its fields."""
    names = fields(ledger, by)
    return client.post(f"/imports/{ledger.pk}/confirm/", dict(zip(names, typed, strict=True)))


def test_an_upload_leads_to_its_preview_and_enters_nothing(clerk):
    page = upload(clerk, {}, {"被建议单位": "县水务局", "制发日期": "2026年9月"}).content.decode()
    assert "共 2 行，将登记 2 件" in page
    assert "九寨沟县水务局" in page
    assert "2026-09<" in page
    assert not Recommendation.objects.exists()


def test_bad_cells_are_told_by_address_and_nothing_can_be_confirmed(clerk):
    page = upload(clerk, {"制发日期": "去年底"}).content.decode()
    assert address("制发日期") in page
    assert "“去年底”不是日期" in page
    assert "confirm/" not in page


@pytest.mark.parametrize(
    ("file", "name", "told"),
    [
        (lambda: io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "台账.pdf", "只收 xlsx"),
        (lambda: io.BytesIO(b"not a workbook"), "台账.xlsx", "另存为 xlsx"),
        (lambda: io.BytesIO("制发检察院,类型\n".encode()), "台账.csv", "没有找到表头"),
        (lambda: book({}, headings=["序号"]), "台账.xlsx", "没有找到表头"),
    ],
)
def test_what_is_no_ledger_is_refused_at_the_field(clerk, file, name, told):
    answer = upload(clerk, file=file(), name=name)
    assert answer.status_code == 422
    assert told in answer.context["form"].errors["file"][0]
    assert not LedgerImport.objects.exists()


def test_what_is_not_read_is_told_before_confirming_and_with_the_bad_cells(clerk):
    head = ["被建议单位", "类型", "制发日期", "承办人"]
    told = "D列"
    for day in ("2026-09-01", "去年底"):
        page = upload(
            clerk,
            {"制发日期": day, "承办人": "张明"},
            file=book({"制发日期": day, "承办人": "张明"}, headings=head),
        )
        assert told in page.content.decode()
        assert "“承办人”，没有读入" in page.content.decode()


def test_a_ledger_without_its_procuratorate_is_one_s_own(cast, clerk):
    file = book({}, headings=["被建议单位", "类型", "制发日期", "主要情况"])
    upload(clerk, file=file)
    ledger = LedgerImport.objects.latest("pk")
    assert [row["lead"] for row in ledger.rows] == [cast.procuratorate.name]


def test_without_a_file_the_field_says_so(clerk):
    assert "请选择台账文件" in clerk.post("/imports/").content.decode()


def test_unknown_names_are_listed_with_what_would_be_made(clerk):
    page = upload(clerk, {"被建议单位": "县市场监督局"}).content.decode()
    assert "县市场监督局（九寨沟县）" in page
    assert "名称相近" in page


def test_a_name_is_never_matched_by_itself(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "九寨沟县市场监督管理总局"})
    confirm(clerk, ledger, cast.clerk, "")
    jobs.sweep()
    assert Recommendation.objects.get().recipient.name == "九寨沟县市场监督管理总局"


def test_a_name_is_matched_by_whoever_imports(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "县工商局"})
    confirm(clerk, ledger, cast.clerk, "县市场监管局")
    jobs.sweep()
    assert Recommendation.objects.get().recipient == cast.agency_a


@pytest.mark.parametrize(("typed", "told"), [("没有这个局", "名录中没有"), ("县检察院", "不能是检察院")])
def test_what_nobody_knows_cannot_be_matched(cast, clerk, typed, told):
    ledger = previewed(clerk, {"被建议单位": "县工商局"})
    answer = confirm(clerk, ledger, cast.clerk, typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    ledger.refresh_from_db()
    assert ledger.state == State.PREVIEW


def test_a_procuratorate_is_matched_by_a_procuratorate_alone(cast, clerk):
    ledger = previewed(clerk, {"制发检察院": "九寨沟县检察院"})
    answer = confirm(clerk, ledger, cast.clerk, "县水务局")
    assert "应为检察院" in answer.content.decode()


def test_what_was_typed_stays_with_its_name_when_the_roster_changes_meanwhile(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "甲办"}, {"被建议单位": "乙办"})
    shown = dict(zip(fields(ledger, cast.clerk), ("县市场监管局", "县水务局"), strict=True))
    factories.organisation("甲办（九寨沟县）", where=cast.procuratorate.jurisdiction)
    answer = clerk.post(f"/imports/{ledger.pk}/confirm/", shown)
    (field,) = answer.context["form"]
    assert (answer.status_code, field.value()) == (422, "县水务局")
    assert "核对期间名录有变动" in answer.content.decode()
    confirm(clerk, ledger, cast.clerk, "县水务局")
    jobs.sweep()
    names = Recommendation.objects.values_list("recipient__name", flat=True)
    assert set(names) == {"甲办（九寨沟县）", cast.agency_b.name}


def test_a_procuratorate_that_works_here_is_not_matched_by_another(cast, clerk):
    assert cast.superior_handler.organisation == cast.superior
    ledger = previewed(clerk, {"制发检察院": "某某检察院"})
    answer = confirm(clerk, ledger, cast.clerk, cast.superior.name)
    assert (answer.status_code, "由该院自己导入" in answer.content.decode()) == (422, True)


def test_a_number_that_the_matched_procuratorate_has_used_is_told(cast, clerk):
    Course(cast).registered()
    ledger = previewed(clerk, {"制发检察院": "九寨沟县检察院", "文号": "川九检建〔2026〕99号"})
    answer = confirm(clerk, ledger, cast.clerk, cast.procuratorate.name)
    assert (answer.status_code, "在本系统已有登记" in answer.content.decode()) == (422, True)


def test_the_progress_page_stays_and_turns_into_the_result(cast, clerk, sign_in):
    ledger = previewed(clerk, {})
    clerk.post(f"/imports/{ledger.pk}/confirm/")
    another_browser = sign_in(cast.handler)
    assert "已排队" in another_browser.get(f"/imports/{ledger.pk}/").content.decode()
    jobs.sweep()
    assert (
        another_browser.get(f"/imports/{ledger.pk}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    )
    assert "登记 1 件" in another_browser.get(f"/imports/{ledger.pk}/").content.decode()


def test_confirming_twice_enters_once(clerk):
    ledger = previewed(clerk, {})
    for _ in range(2):
        clerk.post(f"/imports/{ledger.pk}/confirm/")
    assert (jobs.sweep(), jobs.sweep(), Recommendation.objects.count()) == (1, 0, 1)


def test_a_row_entered_before_is_recognised_in_the_preview(clerk):
    clerk.post(f"/imports/{previewed(clerk, {}).pk}/confirm/")
    jobs.sweep()
    page = upload(clerk, {}, {"主要情况": "另一件。"}).content.decode()
    assert "已登记过，不再登记" in page
    assert "将登记 1 件" in page


def test_the_same_row_twice_in_a_file_is_told(clerk):
    assert "与第4行相同，只登记一次" in upload(clerk, {}, {}).content.decode()


def test_an_import_is_taken_back_from_its_page(clerk):
    ledger = previewed(clerk, {})
    clerk.post(f"/imports/{ledger.pk}/confirm/")
    jobs.sweep()
    page = clerk.post(f"/imports/{ledger.pk}/undo/", follow=True).content.decode()
    assert "本次导入的 1 件均已作废" in page
    assert Recommendation.objects.get().state == "annulled"


def test_what_somebody_worked_on_is_not_taken_back(cast, clerk):
    ledger = previewed(clerk, {})
    clerk.post(f"/imports/{ledger.pk}/confirm/")
    jobs.sweep()
    perform(matter=Recommendation.objects.get(), step="take_on", actor=cast.handler)
    page = clerk.post(f"/imports/{ledger.pk}/undo/", follow=True).content.decode()
    assert "一件也没有作废" in page


def test_an_import_is_seen_by_its_own_house_alone(cast, clerk, sign_in):
    ledger = previewed(clerk, {})
    stranger = factories.membership(factories.organisation("茂县人民检察院", "procuratorate"), "clerk")
    client = sign_in(stranger)
    assert client.get(f"/imports/{ledger.pk}/").status_code == 404
    assert client.post(f"/imports/{ledger.pk}/confirm/").status_code == 404
    assert client.post(f"/imports/{ledger.pk}/undo/").status_code == 404
    assert "台账.xlsx" not in client.get("/imports/").content.decode()


def test_the_template_is_a_ledger_that_only_lacks_its_rows(clerk):
    file = io.BytesIO(clerk.get("/imports/template/").content)
    with pytest.raises(sheets.UnreadableLedger, match="没有内容"):
        sheets.read(file)
    assert AccessLog.objects.get(action="download").subject == "台账模板"


def test_a_filled_template_is_read():
    filled = load_workbook(io.BytesIO(template.workbook()))
    filled.worksheets[0].append([1, "茂县人民检察院", "茂县水务局", "公益诉讼"])
    file = io.BytesIO()
    filled.save(file)
    file.seek(0)
    assert sheets.read(file).rows[0].recipients == ("茂县水务局",)


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_pages_take_as_many_queries_for_sixty_rows_as_for_three(cast, clerk):
    few = previewed(clerk, *[{"主要情况": f"第{number}件。"} for number in range(3)])
    rows = [{"主要情况": f"另{number}件。", "被建议单位": f"第{number}局"} for number in range(60)]
    many = previewed(clerk, *rows, {"主要情况": "又一件。"})
    one, other = queries(clerk, f"/imports/{few.pk}/"), queries(clerk, f"/imports/{many.pk}/")
    # What only unknown names need: the names of the division, and what may be chosen from.
    assert other == one + 3
    for ledger in (few, many):
        confirm(clerk, ledger, cast.clerk, *[""] * len(fields(ledger, cast.clerk)))
    jobs.sweep()
    one, other = queries(clerk, f"/imports/{few.pk}/"), queries(clerk, f"/imports/{many.pk}/")
    assert other == one <= 15
    assert queries(clerk, "/imports/") <= 12
