"""A clerk brings in the ledger of years, looks before entering, leaves, comes back, and takes it back again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from imports import jobs, ledgers
from organisations.models import Organisation
from recommendations.models import Recommendation
from tests.browser.conftest import DESK, PHONE
from tests.browser.seeing import faulty
from tests.browser.walking import take
from tests.imports.books import book
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
    field = page.get_by_label("“尖草坪区水务局”对应的单位")
    field.fill("没有这个局")
    page.get_by_role("button", name="确认并开始导入").click()
    expect(page.get_by_role("alert").first).to_contain_text("名录中没有“没有这个局”")
    page.get_by_label("“尖草坪区水务局”对应的单位").fill(known.name)
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


@WINDOWS
def test_the_pages_are_usable_by_everybody(as_person, cast, viewport):
    assert cast.agency_a
    ledgers_of = {
        "preview": book({"被建议单位": "县工商局、县水务局", "回复日期": "2026-09-03"}),
        "refused": book({"制发日期": "去年底"}),
        "done": book({}),
    }
    kept = {name: ledgers.receive(file, f"{name}.xlsx", cast.clerk) for name, file in ledgers_of.items()}
    ledgers.confirm(kept["done"], {})
    jobs.sweep()
    pages = ["/imports/", *(f"/imports/{ledger.pk}/" for ledger in kept.values())]
    assert faulty(as_person(cast.clerk, viewport=viewport), pages) == {}
