"""A joint meeting's resolutions as its people see them: entered, reported on by two owners, confirmed, closed."""

import re

from playwright.sync_api import Page, expect

from meetings.models import JointMeeting
from tests.browser.conftest import PHONE
from tests.browser.seeing import faults
from tests.browser.walking import choose_step, fill_in, open_matter, panel, pdf, send, state_is, take

TITLE = "2026年第二次府检联动联席会议"


def choose_owner(page: Page, number: int, *names: str) -> None:
    group = page.get_by_role("group", name=f"第{number}项", exact=True)
    for name in names:
        group.get_by_role("searchbox").fill(name)
        group.get_by_label(name).check()


def enter(page: Page) -> JointMeeting:
    page.goto("/matters/new/jointmeeting/enter_resolutions/")
    fill_in(page, title=TITLE, held_on="2026-10-12", files=pdf("会议纪要.pdf"))
    fill_in(page, text_1="开展校园周边食品安全联合检查。", due_on_1="2026-12-31")
    choose_owner(page, 1, "九寨沟县市场监督管理局", "九寨沟县水务局")
    fill_in(page, text_2="行政执法与刑事司法信息长期共享。", term_2="standing")
    choose_owner(page, 2, "九寨沟县水务局")
    return page


def row(page: Page, owner: str, number: int = 1):
    """The part of an owner, on a desk and as a card on a phone."""
    rows = panel(page, "概况").locator("tr[data-row]").filter(has_text=owner)
    return rows.filter(has=page.locator("td[data-label=序号]", has_text=re.compile(f"^{number}$")))


def test_from_the_meeting_to_the_last_resolution(cast, as_person, look):
    cast.everyone()
    office = as_person(cast.handler)
    enter(office)
    look(office, "meeting-entering")
    assert faults(office) == []
    office.locator(".form-actions").get_by_role("button", name="再加5项").click()
    expect(office.get_by_label("会议名称")).to_have_value(TITLE)
    look(office, "meeting-more-rows")
    send(office, "登记议定事项")
    expect(office.get_by_role("status").first).to_contain_text("已办理：登记议定事项")
    look(office, "meeting-entered")
    assert faults(office) == []
    meeting = JointMeeting.objects.get()

    first = as_person(cast.liaison_a)
    first.goto("/")
    look(first, "meeting-home-owner")
    first.get_by_role("link", name="反馈落实情况").click()
    expect(first.locator("[name=part] option:checked")).to_contain_text("第1项")
    fill_in(first, progress="going_on", text="已经检查八所学校周边商户。")
    look(first, "meeting-report")
    assert faults(first) == []
    send(first, "反馈落实情况")
    row(first, "县市场监管局").get_by_role("link", name="反馈落实情况").click()
    fill_in(first, progress="done", text="检查全部完成，问题商户已经整改。", files=pdf("检查台账.pdf"))
    send(first, "反馈落实情况")
    expect(row(first, "县市场监管局")).to_contain_text("待核对")

    second = as_person(cast.liaison_b, viewport=PHONE)
    second.goto("/")
    look(second, "meeting-home-phone")
    open_matter(second, meeting)
    look(second, "meeting-phone")
    assert faults(second) == []
    row(second, "县水务局", 2).get_by_role("link", name="反馈落实情况").click()
    fill_in(second, progress="done", text="已经建立共享台账。")
    look(second, "meeting-report-phone")
    assert faults(second) == []
    send(second, "反馈落实情况")

    open_matter(office, meeting)
    row(office, "县市场监管局").get_by_role("link", name="核对销号").click()
    expect(office.get_by_role("complementary")).to_contain_text("检查台账.pdf")
    look(office, "meeting-confirm")
    assert faults(office) == []
    office.get_by_role("link", name="退回继续落实").click()
    fill_in(office, reason="请补充检查台账的汇总表。")
    look(office, "meeting-send-back")
    send(office, "退回继续落实")
    expect(row(office, "县市场监管局")).to_contain_text("落实中")

    open_matter(first, meeting)
    row(first, "县市场监管局").get_by_role("link", name="反馈落实情况").click()
    fill_in(first, progress="done", text="汇总表已经补充。", files=pdf("汇总表.pdf"))
    send(first, "反馈落实情况")
    for owner, number in (("县市场监管局", 1), ("县水务局", 2)):
        open_matter(office, meeting)
        row(office, owner, number).get_by_role("link", name="核对销号").click()
        send(office, "核对销号")
    expect(panel(office, "办理")).to_contain_text("还有没有销号的议定事项：第1项（县水务局，落实中）")

    office.get_by_text("代录").first.click()
    choose_step(office, "反馈落实情况")
    look(office, "meeting-entering-paper")
    waiting = office.locator("[name=part] option").nth(1).get_attribute("value")
    fill_in(
        office,
        part=waiting,
        occurred_at="2026-10-13",
        progress="done",
        text="来函：已经完成。",
        files=pdf("来函.pdf"),
    )
    send(office, "反馈落实情况")
    row(office, "县水务局").get_by_role("link", name="核对销号").click()
    send(office, "核对销号")
    look(office, "meeting-all-confirmed")
    take(office, "办结")
    state_is(office, "已全部销号")
    look(office, "meeting-closed")
    assert faults(office) == []
