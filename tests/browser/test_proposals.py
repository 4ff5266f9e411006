"""提请决定 as its people do it: prepared, sent back, mended, decided; in an agency's house too."""

from playwright.sync_api import Page, expect

from recommendations.choices import Kind
from tests.browser.walking import begin_by, choose_step, fill_in, from_home, pdf, send, state_is
from tests.courses import Course

REASONS = "固体废物已经清运完毕，公益得到有效保护。"


def hands_over(page: Page, label: str, decider: str, **fields) -> None:
    """From the step's page by the first of its two ways."""
    choose_step(page, label)
    page.get_by_role("navigation", name="办理方式").get_by_role("link", name=f"提请{decider}决定").click()
    fill_in(page, **fields)
    send(page, f"提请{decider}决定")
    expect(page.get_by_role("status").first).to_contain_text(f"已提请{decider}决定：{label}")


def sends_back(page: Page, title: str, word: str) -> None:
    from_home(page, "决定", title)
    page.get_by_role("link", name="退回提请").click()
    send(page, "退回提请")
    expect(page.get_by_role("alert")).to_contain_text("退回理由")
    fill_in(page, word=word)
    send(page, "退回提请")
    expect(page.get_by_role("status").first).to_contain_text("已办理：退回提请")


def test_a_case_is_ended_on_what_the_handler_prepared(cast, as_person):
    """Sent back for a missing picture, mended without typing anything twice, decided by the chief."""
    chief, course = cast.chief, Course(cast, Kind.PUBLIC_INTEREST).replied()
    course.take("record_with_superior", cast.handler, to="州检察院")
    title = course.matter.title
    handler, decider = as_person(cast.handler), as_person(chief)
    handler.goto(f"/matters/{course.matter.pk}/")
    hands_over(
        handler,
        "终结案件",
        "检察长",
        outcome="rectified",
        reasons=REASONS,
        report="经审查，整改到位。",
        files=pdf("审查终结报告.pdf"),
    )  # fmt: skip

    sends_back(decider, title, "请补充现场复查照片。")

    from_home(handler, "修改提请", title)
    expect(handler.locator(".proposal")).to_contain_text("请补充现场复查照片。")
    expect(handler.locator("[name=reasons]")).to_have_value(REASONS)
    fill_in(handler, files=pdf("现场复查照片.pdf", b"%PDF-1.4\n%photo\n%%EOF\n"))
    send(handler, "提请检察长决定")
    expect(handler.get_by_role("region", name="提请决定")).to_contain_text("等待决定")

    from_home(decider, "决定", title)
    expect(decider.locator("[name=reasons]")).to_have_value(REASONS)
    expect(decider.locator(".proposal")).to_contain_text("现场复查照片.pdf")
    expect(decider.locator(".foreseen")).to_contain_text("转为“终结案件”")
    send(decider, "终结案件")
    state_is(decider, "终结案件")
    events = decider.locator("#events")
    expect(events).to_contain_text("提请人：张明")
    expect(events.get_by_role("link", name="审查终结报告.pdf").first).to_be_visible()
    expect(events.get_by_role("link", name="现场复查照片.pdf").first).to_be_visible()


def test_the_head_sends_the_reply_that_the_liaison_prepared(cast, as_person):
    head, course = cast.head_a, Course(cast).served()
    liaison, decider = as_person(cast.liaison_a), as_person(head)
    liaison.goto(f"/matters/{course.matter.pk}/steps/reply/")
    liaison.get_by_role("link", name="提请单位负责人决定").click()
    for result in liaison.get_by_role("radio", name="已整改到位").all():
        result.check()
    fill_in(liaison, build_letter=True, text="均已落实。")
    send(liaison, "提请单位负责人决定")
    expect(liaison.get_by_role("region", name="提请决定")).to_contain_text("等待决定")

    from_home(decider, "决定", course.matter.title)
    expect(decider.locator("[name=text]")).to_have_value("均已落实。")
    send(decider, "书面回复")
    state_is(decider, "待审查")
    expect(decider.get_by_role("link", name="复函").first).to_be_visible()


def test_a_case_is_filed_on_what_the_handler_proposes(cast, as_person):
    chief, handler = as_person(cast.chief), as_person(cast.handler)
    handler.goto("/")
    begin_by(handler, "立案")
    handler.get_by_role("link", name="提请检察长决定").click()
    fill_in(handler, title="白水江非法采砂", source="public", files=pdf("举报材料.pdf"))
    send(handler, "提请检察长决定")
    state_is(handler, "待检察长决定")

    from_home(chief, "决定", "白水江非法采砂")
    expect(chief.locator("[name=title]")).to_have_value("白水江非法采砂")
    send(chief, "立案")
    state_is(chief, "调查核实")
    expect(chief.get_by_role("link", name="举报材料.pdf").first).to_be_visible()
