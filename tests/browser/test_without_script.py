"""Without JavaScript the portal reads the same, and its forms are plain forms."""

from playwright.sync_api import expect

from tests.browser.walking import fill_in, from_home, pdf, send, state_is
from tests.courses import Course

PLAIN = {"java_script_enabled": False}


def test_a_paper_is_registered(as_person, cast):
    page, recipient = as_person(cast.handler, **PLAIN), str(cast.agency_a.pk)
    page.goto("/matters/new/recommendation/register_issued/")
    fill_in(page, kind="correction", title="行政处罚程序违法", number="川九检纠建〔2026〕2号")
    fill_in(page, recipients=recipient, issued_on="2026年10月12日", paper_scans=pdf())
    send(page, "登记已制发文书")
    state_is(page, "待签收")


def test_a_meeting_is_entered_with_more_rows_than_there_were(as_person, cast):
    page, owner = as_person(cast.handler, **PLAIN), str(cast.agency_a.pk)
    page.goto("/matters/new/jointmeeting/enter_resolutions/")
    fill_in(page, title="府检联动联席会议", held_on="2026年10月12日", text_1="核查水源地。", owners_1=owner)
    fill_in(page, due_on_1="2026-11-30", files=pdf("会议纪要.pdf"))
    send(page, "再加5项")
    fill_in(page, text_8="通报检察建议办理情况。", owners_8=owner, term_8="standing")
    send(page, "登记议定事项")
    state_is(page, "落实中")
    expect(page.locator("main")).to_contain_text("通报检察建议办理情况。")
    expect(page.locator("main")).to_contain_text("会议纪要")


def test_a_reply_is_corrected_and_sent(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a, **PLAIN)
    from_home(page, "书面回复", matter.title)
    fill_in(page, paper_scans=pdf("复函.pdf"))
    send(page, "书面回复")
    expect(page.locator("#error-summary")).to_contain_text("还有 2 处需要补正")
    fill_in(page, **{f"result_{advice.pk}": "done" for advice in matter.advices.all()})
    send(page, "书面回复")
    state_is(page, "待审查")
    expect(page.locator("main")).to_contain_text("复函")


def test_a_draft_is_saved_and_its_paper_read(as_person, cast):
    matter, page = Course(cast).draft().matter, as_person(cast.handler, **PLAIN)
    page.goto(f"/recommendations/{matter.pk}/draft/")
    fill_in(page, problem="未依法监管。")
    send(page, "保存")
    expect(page.get_by_role("status").first).to_contain_text("草稿已保存")
    expect(page.locator("#paper")).to_contain_text("未依法监管。")


def test_lists_are_searched_and_explanations_open(as_person, cast):
    matter, page = Course(cast).served().matter, as_person(cast.liaison_a, **PLAIN)
    page.goto("/matters/")
    page.get_by_role("searchbox").fill(matter.number)
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name=matter.title).first.click()
    page.locator(".page-head summary").click()
    expect(page.locator(".page-head .explain")).to_contain_text("次日起计算")
