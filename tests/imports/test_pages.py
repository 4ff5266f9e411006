"""The pages of an import: upload, preview, names to decide, progress, result, taking back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from common import clock
from imports import books, jobs, ledgers, sheets, template
from imports.deciding import DecisionsForm
from imports.looking import Look
from imports.models import LedgerImport
from matters.models import AccessLog
from organisations.models import Membership, Organisation
from recommendations.models import Recommendation
from tests import factories
from tests.courses import Course
from tests.imports.books import ROOM, address, book, read_ledger
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


def form_of(ledger: LedgerImport, by: Membership) -> DecisionsForm:
    return DecisionsForm(look=Look(ROOM, ledgers.facts_of(ledger), ledger.organisation), by=by)


def fields(ledger: LedgerImport, by: Membership) -> list[str]:
    """The fields of the preview in which names of the roster are typed, one for each unknown name."""
    form = form_of(ledger, by)
    return [form.name_field(each) for each in form.unknown]


def confirm(client, ledger: LedgerImport, by: Membership, *said: str, **more: str):
    """Press the button of the preview: for each unknown name what is typed, or chosen where it has a colon."""
    form, data = form_of(ledger, by), dict(more)
    for each, text in zip(form.unknown, said or [""] * len(form.unknown), strict=True):
        chosen = text if ":" in text else ""
        data |= {form.name_field(each): text if text and not chosen else "", form.sort_field(each): chosen}
    return client.post(f"/imports/{ledger.pk}/confirm/", data)


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


def test_unknown_names_are_listed_with_what_they_may_be_and_what_would_be_made(cast, clerk):
    page = upload(clerk, {"被建议单位": "县市场监督局"}).content.decode()
    assert "县市场监督局（九寨沟县）" in page
    assert f'<option value="org:{cast.agency_a.pk}">九寨沟县市场监督管理局</option>' in page
    assert "新建：行政机关（按名称判断）" in page


def test_by_leaving_a_field_empty_nothing_is_made(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "县工商局"})
    before = Organisation.objects.count()
    answer = confirm(clerk, ledger, cast.clerk, "")
    assert (answer.status_code, "请选择它是名录中的哪个单位" in answer.content.decode()) == (422, True)
    jobs.sweep()
    assert (Organisation.objects.count(), Recommendation.objects.count()) == (before, 0)


def test_a_unit_is_chosen_from_what_it_may_be(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "市监局"})
    (unknown,) = form_of(ledger, cast.clerk).unknown
    assert [each.pk for each in unknown.alike] == [cast.agency_a.pk]
    confirm(clerk, ledger, cast.clerk, f"org:{cast.agency_a.pk}")
    jobs.sweep()
    assert Recommendation.objects.get().recipient == cast.agency_a


SORTED = [
    ("县第一中学", "enterprise", False),
    ("县人民医院", "enterprise", False),
    ("农业银行县支行", "enterprise", False),
    ("永和村村民委员会", "other", False),
    ("县餐饮协会", "other", False),
    ("某某有限公司", "enterprise", False),
    ("县粮食局", "agency", True),
    ("漳扎镇人民政府", "township", True),
]


@pytest.mark.parametrize(("name", "sort", "administrative"), SORTED)
def test_what_is_no_administrative_organ_does_not_become_one(
    cast, clerk, sign_in, name, sort, administrative
):
    ledger = previewed(clerk, {"被建议单位": name})
    (unknown,) = form_of(ledger, cast.clerk).unknown
    assert unknown.sort == sort
    confirm(clerk, ledger, cast.clerk, rest="on")
    jobs.sweep()
    matter = Recommendation.objects.get()
    assert (matter.recipient.is_administrative, matter.to_administrative_body) == (
        administrative,
        administrative,
    )
    assert Recommendation.objects.visible_to(cast.assessor).exists() is administrative
    assert (matter.title in sign_in(cast.assessor).get("/matters/").content.decode()) is administrative


def test_what_no_name_tells_is_asked_even_where_the_rest_is_made(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "县政务服务中心、县粮食局"})
    answer = confirm(clerk, ledger, cast.clerk, rest="on")
    (error,) = answer.context["form"].errors.values()
    assert (answer.status_code, "请选择它是名录中的哪个单位" in str(error)) == (422, True)
    assert 'name="rest" id="id_rest" checked' in answer.content.decode()
    confirm(clerk, ledger, cast.clerk, "new:enterprise", "new:agency")
    jobs.sweep()
    assert {each.recipient.is_administrative for each in Recommendation.objects.all()} == {True, False}


def test_a_procuratorate_is_made_by_its_full_name_alone(cast, clerk):
    ledger = previewed(clerk, {"制发检察院": "城关检察院"})
    (lead,) = form_of(ledger, cast.clerk).unknown
    assert not lead.can_be_made
    answer = confirm(clerk, ledger, cast.clerk, "new:procuratorate")
    assert answer.status_code == 422


def test_the_short_name_of_one_s_own_house_is_one_s_own(cast, clerk):
    ledger = previewed(clerk, {"制发检察院": "县检察院"})
    assert form_of(ledger, cast.clerk).unknown == []
    confirm(clerk, ledger, cast.clerk)
    jobs.sweep()
    assert Recommendation.objects.get().lead == cast.procuratorate


@pytest.mark.parametrize(
    "written", ["九寨沟县水务局（公章）", "九寨沟县\u200b水务局", "县水务局(盖章)", "县 水 务 局_x000D_"]
)
def test_a_name_of_the_roster_is_known_however_it_is_written(cast, clerk, written):
    confirm(clerk, previewed(clerk, {"被建议单位": written}), cast.clerk)
    jobs.sweep()
    assert Recommendation.objects.get().recipient == cast.agency_b


def doubtful(cast, clerk, words: str, **row: str):
    ledger = previewed(clerk, {"办理结果": words, **row})
    form = form_of(ledger, cast.clerk)
    (doubt,) = form.doubts
    return ledger, form.answer_field(doubt.place), form.day_field(doubt.place)


def test_words_that_are_not_certain_are_asked_row_by_row_beside_them(cast, clerk):
    ledger, answer, _ = doubtful(cast, clerk, "基本整改到位")
    page = clerk.get(f"/imports/{ledger.pk}/").content.decode()
    assert "“基本整改到位”不能确定是什么结论" in page
    assert "待选择" in page
    refused = confirm(clerk, ledger, cast.clerk)
    assert (refused.status_code, "请选择办理结果" in refused.content.decode()) == (422, True)
    confirm(clerk, ledger, cast.clerk, **{answer: "partly"})
    jobs.sweep()
    assert (Recommendation.objects.get().outcome, Recommendation.objects.get().state) == (
        "partly",
        "rectifying",
    )


def test_a_suit_without_its_day_is_asked_for_it(cast, clerk):
    ledger, answer, sued = doubtful(cast, clerk, "提起行政公益诉讼")
    refused = confirm(clerk, ledger, cast.clerk, **{answer: "in_court", sued: "去年"})
    assert (refused.status_code, "请填写起诉日期" in refused.content.decode()) == (422, True)
    assert 'value="去年"' in refused.content.decode()
    assert '<option value="in_court" selected>' in refused.content.decode()
    confirm(clerk, ledger, cast.clerk, **{answer: "in_court", sued: "2026年9月10日"})
    jobs.sweep()
    matter = Recommendation.objects.get()
    assert (matter.state, matter.sued_on) == ("in_court", "2026-09-10")


def test_nothing_chosen_is_lost_when_the_page_comes_back(cast, clerk):
    ledger = previewed(
        clerk, {"被建议单位": "市监局、县政务服务中心", "办理结果": "基本整改到位"}, {"被建议单位": "市监局"}
    )
    form = form_of(ledger, cast.clerk)
    field = form.answer_field(form.doubts[0].place)
    page = confirm(
        clerk, ledger, cast.clerk, f"org:{cast.agency_a.pk}", "", **{field: "partly"}
    ).content.decode()
    assert f'<option value="org:{cast.agency_a.pk}" selected>' in page
    assert '<option value="partly" selected>' in page


def test_rows_that_look_the_same_are_two_where_a_person_says_so(cast, clerk):
    ledger = previewed(clerk, {}, {})
    another = form_of(ledger, cast.clerk).another_field("第5行")
    confirm(clerk, ledger, cast.clerk, **{another: "on"})
    jobs.sweep()
    assert Recommendation.objects.count() == 2
    again = previewed(clerk, {}, {})
    assert {*form_of(again, cast.clerk).repeated} == {"第4行", "第5行"}
    refused = confirm(clerk, again, cast.clerk)
    assert (refused.status_code, "没有需要登记的内容" in refused.content.decode()) == (422, True)
    confirm(clerk, again, cast.clerk, **{form_of(again, cast.clerk).another_field("第4行"): "on"})
    jobs.sweep()
    assert Recommendation.objects.count() == 3


def test_a_repetition_with_words_that_are_not_certain_is_asked_where_it_is_entered(cast, clerk):
    ledger = previewed(clerk, {"办理结果": "基本整改到位"}, {"办理结果": "基本整改到位"})
    form = form_of(ledger, cast.clerk)
    first, second = (form.answer_field(each.place) for each in form.doubts)
    another = form.another_field("第5行")
    refused = confirm(clerk, ledger, cast.clerk, **{first: "partly", another: "on"})
    assert list(refused.context["form"].errors) == [second]
    confirm(clerk, ledger, cast.clerk, **{first: "partly"})
    jobs.sweep()
    assert Recommendation.objects.count() == 1


def test_rows_with_one_number_are_one(cast, clerk):
    ledger = previewed(clerk, *[{"文号": "川九检建〔2026〕7号"}] * 2)
    another = form_of(ledger, cast.clerk).another_field("第5行")
    refused = confirm(clerk, ledger, cast.clerk, **{another: "on"})
    assert (refused.status_code, "文号相同的是同一件" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"类型": "社会治理"}, "类型不同"),
        ({"制发日期": "2026-09-02"}, "制发日期不同"),
        ({"主要情况": "另一件。"}, "被建议单位相同、主要情况不同"),
    ],
)
def test_one_number_on_different_papers_is_told_at_its_cell(clerk, other, told):
    number = {"文号": "川九检建〔2026〕7号"}
    page = upload(clerk, number, {"文号": "川九检建(2026)7号", **other}).content.decode()
    assert address("文号", 5) in page
    assert told in page


def test_a_name_is_never_matched_by_itself(cast, clerk):
    ledger = previewed(clerk, {"被建议单位": "九寨沟县市场监督管理总局"})
    confirm(clerk, ledger, cast.clerk, "new:agency")
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
    ((_, _, field),) = answer.context["form"].names()
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
    file = io.BytesIO(clerk.get("/imports/template/recommendation/").content)
    with pytest.raises(sheets.UnreadableLedger, match="没有内容"):
        read_ledger(file)
    assert AccessLog.objects.get(action="download").subject == "检察建议台账模板"


def test_a_filled_template_is_read():
    filled = load_workbook(io.BytesIO(template.workbook(ROOM)))
    filled.worksheets[0].append([1, "茂县人民检察院", "茂县水务局", "公益诉讼"])
    file = io.BytesIO()
    filled.save(file)
    file.seek(0)
    assert read_ledger(file).rows[0].recipients == ("茂县水务局",)


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
        confirm(clerk, ledger, cast.clerk, rest="on")
    jobs.sweep()
    one, other = queries(clerk, f"/imports/{few.pk}/"), queries(clerk, f"/imports/{many.pk}/")
    assert other == one <= 15
    assert queries(clerk, "/imports/") <= 12


def test_a_long_ledger_is_read_by_the_worker_with_a_page_that_tells_so(clerk, monkeypatch):
    monkeypatch.setattr(books, "LONG_ELEMENTS", 10)
    shown = upload(clerk, {})
    ledger = LedgerImport.objects.get()
    assert (ledger.state, ledger.rows) == (State.READING, [])
    assert "正在读取" in shown.content.decode()
    assert 'hx-trigger="every 2s"' in shown.content.decode()
    jobs.sweep()
    ledger.refresh_from_db()
    assert (ledger.state, ledger.row_count, ledger.content) == (State.PREVIEW, 1, None)
    assert clerk.get(f"/imports/{ledger.pk}/").context["form"]


def test_a_long_ledger_that_cannot_be_read_is_refused_on_its_page(clerk, monkeypatch):
    monkeypatch.setattr(books, "LONG_TEXT", 10)
    clerk.post("/imports/", {"file": SimpleUploadedFile("台账.csv", "只有一行\n".encode() * 9)})
    jobs.sweep()
    ledger = LedgerImport.objects.get()
    assert (ledger.state, ledger.content) == (State.FAILED, None)
    assert "没有找到表头" in clerk.get(f"/imports/{ledger.pk}/").content.decode()


def test_a_reading_that_kills_its_worker_again_and_again_is_given_up(clerk, monkeypatch):
    def vanish(*_):
        raise SystemExit

    monkeypatch.setattr(books, "LONG_ELEMENTS", 10)
    monkeypatch.setattr(sheets, "read", vanish)
    upload(clerk, {})
    for tried in range(LedgerImport.MOST_ATTEMPTS):
        with clock.set_to(clock.now() + tried * LedgerImport.LEASE), pytest.raises(SystemExit):
            jobs.sweep()
    with clock.set_to(clock.now() + 4 * LedgerImport.LEASE):
        jobs.sweep()
    ledger = LedgerImport.objects.get()
    assert (ledger.state, ledger.content) == (State.FAILED, None)
    assert "读取没有完成" in ledger.error
