"""A clerk brings in the ledger of years, looks before entering, leaves, comes back, and takes it back again."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from imports import jobs, ledgers
from organisations.models import Organisation
from recommendations.models import Recommendation
from tests.browser.conftest import DESK, PHONE
from tests.browser.seeing import faulty
from tests.browser.walking import take
from tests.imports.books import ROOM, book
from tests.imports.conftest import real

WINDOWS = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


def upload(page: Page, file: Path | dict) -> None:
    page.goto("/")
    page.get_by_role("link", name="台账导入").first.click()
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()


def test_the_real_ledger_comes_in_and_is_taken_back(as_person, cast):
    known = cast.agency_b
    page = as_person(cast.clerk)
    upload(page, real("ledger.xlsx"))
    expect(page.get_by_text("共 40 行，将登记 61 件；名录中没有的单位 101 个")).to_be_visible()
    field = page.get_by_label("“尖草坪区水务局”对应的其他单位")
    field.fill("没有这个局")
    page.get_by_label("没有逐个选择的").check()
    page.get_by_role("button", name="确认并开始导入").click()
    expect(page.get_by_role("alert").first).to_contain_text("名录中没有“没有这个局”")
    expect(page.get_by_label("没有逐个选择的")).to_be_checked()
    page.get_by_label("“尖草坪区水务局”对应的其他单位").fill(known.name)
    page.get_by_role("button", name="确认并开始导入").click()
    expect(page.locator("#progress")).to_contain_text("已排队，40 行等待登记")
    assert not Recommendation.objects.exists()

    address = page.url
    page.goto("about:blank")
    jobs.sweep()
    page.goto(address)
    expect(page.get_by_text("登记 61 件")).to_be_visible()
    page.get_by_role("link", name="多家混凝土企业在泉域保护区无证取水且欠缴水资源费").click()
    expect(page.locator(".facts")).to_contain_text(known.name)
    expect(page.locator(".page-head")).to_contain_text("导入")

    page.goto("/imports/")
    page.get_by_role("link", name="ledger.xlsx").click()
    page.get_by_text("撤销这次导入").click()
    page.get_by_role("button", name="撤销导入，全部作废").click()
    expect(page.get_by_role("status").first).to_contain_text("本次导入的 61 件均已作废")
    assert set(Recommendation.objects.values_list("state", flat=True)) == {"annulled"}


def test_the_spoiled_ledger_names_its_cells_and_nothing_comes_in(as_person, cast):
    page = as_person(cast.clerk)
    upload(page, real("ledger_with_errors.xlsx"))
    cells = page.get_by_role("region", name="有误的单元格").get_by_role("row")
    expect(cells).to_have_count(1 + 6)
    expect(cells.nth(1)).to_contain_text(re.compile("D5.*没有“公益诉讼案”这一类型"))
    assert not Organisation.objects.filter(name__contains="衡南县").exists()


def test_the_page_turns_by_itself_and_a_handler_takes_a_matter_on(as_person, cast):
    assert cast.agency_a
    page = as_person(cast.handler)
    row = {"送达日期": "2026-09-02", "主要情况": "河道内堆放固体废物，县院发出建议。"}
    file = {"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": book(row).read()}
    upload(page, file)
    page.get_by_role("button", name="确认并开始导入").click()
    expect(page.locator("#progress")).to_be_visible()
    jobs.sweep()
    expect(page.get_by_text("登记 1 件")).to_be_visible()
    page.get_by_role("link", name="河道内堆放固体废物").click()
    take(page, "认领")
    expect(page.get_by_role("region", name="各方").or_(page.locator(".page__aside"))).to_contain_text("张明")


def messy() -> dict:
    """Headings over two rows, a column nobody knows, an unknown unit, words that are not certain, a row twice, a sum."""
    made = Workbook()
    sheet = made.active
    sheet.append(["检察建议办理情况台账"])
    sheet.append(
        ["序号", "被建议机关", "种类", "日期", None, None, None, "采纳情况", "案件简要情况", "承办人"]
    )
    sheet.append([None, None, None, "立案", "制发", "送达", "回复"])
    for area in ("A1:J1", "D2:G2", *(f"{letter}2:{letter}3" for letter in "ABCHIJ")):
        sheet.merge_cells(area)
    row = [
        1,
        "市监局",
        "行政公益诉讼",
        "2026年8月",
        date(2026, 8, 20),
        "2026.8.21",
        "未回复",
        "基本整改到位",
        "餐饮油烟。",
        "张明",
    ]
    sheet.append(row)
    sheet.append(
        [2, "县政务服务中心", "社会治理", "/", "2026/8/25 0:00:00", None, None, "采纳", "窗口管理。", "王芳"]
    )
    sheet.append([3, *row[1:]])
    sheet.append(["合计", 3])
    for cell in ("E4", "E6"):
        sheet[cell].number_format = 'yyyy"年"m"月"'
    file = io.BytesIO()
    made.save(file)
    return {"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}


def test_a_messy_ledger_is_decided_on_row_by_row_and_nothing_chosen_is_lost(as_person, cast):
    assert cast.agency_a
    page = as_person(cast.clerk)
    upload(page, messy())
    left = page.get_by_role("heading", name="没有读入或者另作处理的内容").locator("..")
    for told in ("“承办人”，没有读入", "“合计”", "“未回复”按空白读入"):
        expect(left).to_contain_text(told)
    expect(page.get_by_text("与第4行相同，只登记一次")).to_be_visible()
    page.get_by_label("“市监局”是哪个单位").select_option(label="九寨沟县市场监督管理局")
    page.get_by_label("是另一件，也登记").check()
    page.get_by_role("button", name="确认并开始导入").click()
    expect(page.get_by_role("alert").first).to_contain_text("请选择办理结果")
    expect(page.get_by_label("“市监局”是哪个单位")).to_have_value(f"org:{cast.agency_a.pk}")
    expect(page.get_by_label("是另一件，也登记")).to_be_checked()
    page.get_by_label("第4行的办理结果").select_option(label="整改不到位，尚未办结")
    page.get_by_label("第6行的办理结果").select_option(label="整改不到位，尚未办结")
    page.get_by_label("“县政务服务中心”是哪个单位").select_option(
        label="新建：企业、学校、医院等企业事业单位"
    )
    page.get_by_role("button", name="确认并开始导入").click()
    expect(page.locator("#progress")).to_be_visible()
    jobs.sweep()
    expect(page.get_by_text("登记 3 件")).to_be_visible()
    assert set(Recommendation.objects.values_list("issued_on", "to_administrative_body")) == {
        ("2026-08", True),
        ("2026-08-25", False),
    }


@WINDOWS
def test_the_pages_are_usable_by_everybody(as_person, cast, viewport):
    assert cast.agency_a
    ledgers_of = {
        "preview": book(
            {"被建议单位": "县工商局、县水务局", "回复日期": "2026-09-03", "办理结果": "基本整改到位"}
        ),
        "messy": io.BytesIO(messy()["buffer"]),
        "refused": book({"制发日期": "去年底"}),
        "done": book({}),
    }
    kept = {
        name: ledgers.receive(ROOM, file, f"{name}.xlsx", cast.clerk) for name, file in ledgers_of.items()
    }
    ledgers.confirm(kept["done"], {})
    jobs.sweep()
    pages = ["/imports/", *(f"/imports/{ledger.pk}/" for ledger in kept.values())]
    assert faulty(as_person(cast.clerk, viewport=viewport), pages) == {}
