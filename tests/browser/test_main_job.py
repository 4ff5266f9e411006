"""The main job as its people do it: drafted, decided, issued, signed for, answered, reviewed, closed."""

from playwright.sync_api import Page, expect

from documents.models import NumberPattern
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.browser.walking import begin_by, fill_in, from_home, pdf, send, state_is, take

TITLE = "河道采砂场扬尘污染"
CONTENTS = {
    "origin": "本院在履行公益监督职责中发现。",
    "problem": "未依法履行监督管理职责，扬尘污染持续存在。",
    "legal_basis": "《中华人民共和国大气污染防治法》第六十九条",
    "advice_1": "依法查处采砂场扬尘污染",
    "advice_2": "建立日常巡查制度",
}


def begins(page: Page, cast) -> Recommendation:
    """The handler records that the chief has decided, with the signed sheet."""
    page.goto("/")
    begin_by(page, "决定调查核实")
    fill_in(page, kind=Kind.SOCIAL_GOVERNANCE, title=TITLE, source="public", found_on="2026年8月")
    fill_in(page, decided_by=str(cast.chief.pk), decided_on="2026-10-12", signed_sheet=pdf("呈批表.pdf"))
    send(page, "决定调查核实")
    state_is(page, "调查核实")
    return Recommendation.objects.get()


def drafts(page: Page, cast) -> None:
    take(page, "起草", report="现场查明扬尘未采取遮盖措施。", files=pdf("调查终结报告.pdf"))
    page.get_by_role("link", name="编辑检察建议书").click()
    missing = page.get_by_role("region", name="还缺")
    expect(missing).to_contain_text("被建议单位")
    expect(missing).to_contain_text("建议的具体内容")
    expect(missing).not_to_contain_text("认定的事实、证据")
    fill_in(page, **CONTENTS, ground="duty")
    expect(page.locator("#paper")).to_contain_text("建立日常巡查制度")
    expect(missing).to_contain_text("被建议单位")
    expect(missing).not_to_contain_text("建议的具体内容")
    expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")


def finishes_the_draft(page: Page, cast) -> None:
    """Comes back to what was saved by itself, and saves it for everybody."""
    page.reload()
    expect(page.get_by_text("自动保存的内容，尚未保存到草稿")).to_be_visible()
    expect(page.locator("[name=advice_2]")).to_have_value(CONTENTS["advice_2"])
    expect(page.locator("#paper")).to_contain_text(CONTENTS["advice_2"])
    page.get_by_label("筛选被建议单位").fill("jzgxscjd")
    recipients = page.get_by_role("group", name="被建议单位")
    expect(recipients.get_by_label("九寨沟县水务局")).to_be_hidden()
    recipients.get_by_label("九寨沟县市场监督管理局").check()
    send(page, "保存并返回事项")
    expect(page.get_by_role("region", name="概况")).to_contain_text("依法查处采砂场扬尘污染")


def decided_in_the_house(pages: dict[str, Page]) -> None:
    for name, label in [("department_head", "审核通过"), ("policy_reviewer", "法律政策审核通过")]:
        from_home(pages[name], label, TITLE)
        expect(pages[name].get_by_label("文书预览")).to_contain_text("建立日常巡查制度")
        fill_in(pages[name], opinion="同意。")
        send(pages[name], label)
    from_home(pages["chief"], "批准", TITLE)
    send(pages["chief"], "批准")
    state_is(pages["chief"], "待制发")


def issued(page: Page) -> None:
    """The page says beforehand what will happen; the superior is told within five days."""
    from_home(page, "制发", TITLE)
    expect(page.get_by_text("办理后")).to_be_visible()
    send(page, "制发")
    state_is(page, "待签收")
    expect(page.get_by_role("link", name="检察建议书").first).to_be_visible()
    from_home(page, "备案", TITLE)
    send(page, "备案")


def signed_for(page: Page) -> None:
    """The first time with the agency's consent; without it nothing is signed."""
    from_home(page, "签收", TITLE)
    send(page, "签收")
    expect(page.get_by_role("alert")).to_contain_text("在线签收须先确认同意电子送达")
    fill_in(page, consents=True)
    send(page, "签收")
    state_is(page, "整改中")


def works_on_it(page: Page, officer: Page, cast) -> None:
    """Assigned inside, which nobody outside sees; the officer writes what was done, and the liaison sends it."""
    take(page, "内部转办", section="执法大队", person=str(cast.officer_a.pk), due_on="2026-11-20")
    expect(page.locator("#events")).to_contain_text("仅县市场监管局可见")
    from_home(officer, "报送整改进展", TITLE)
    fill_in(officer, text="已责令采砂场遮盖料堆。", files=pdf("整改照片.pdf"))
    send(officer, "提交联络员、单位负责人核对")
    from_home(page, "核对", TITLE)
    send(page, "报送整改进展")
    expect(page.get_by_role("link", name="整改照片.pdf").first).to_be_visible()


def replies(page: Page) -> None:
    from_home(page, "书面回复", TITLE)
    results = page.get_by_role("radio", name="已整改到位")
    for place in range(2):
        results.nth(place).check()
    fill_in(page, paper_scans=pdf("复函.pdf"), letter_number="九市监函〔2026〕5号")
    send(page, "书面回复")
    state_is(page, "待审查")
    expect(page.locator("#events")).to_contain_text("复函文号：九市监函〔2026〕5号；按期回复")


def reviewed(page: Page, cast) -> None:
    """The handler records the department head's decision with its sheet."""
    from_home(page, "整改审查", TITLE)
    found = page.get_by_role("radio", name="采纳并整改到位")
    for place in range(2):
        found.nth(place).check()
    head = str(cast.department_head.pk)
    fill_in(page, decided_by=head, decided_on="2026-10-13", signed_sheet=pdf("审查意见表.pdf"))
    send(page, "整改审查")
    state_is(page, "办结")
    expect(page.locator("#events")).to_contain_text("刘建国")
    review = page.locator(".deadline-row", has_text="审查整改情况")
    expect(review).to_contain_text("10月13日完成")


def seen_by_the_bureau(page: Page) -> None:
    """On the board the agency answered in time, and the figure leads down to the matter."""
    page.goto("/board/")
    agency = page.get_by_role("row", name="县市场监管局").first
    expect(agency).to_contain_text("100%")
    agency.get_by_role("link", name="县市场监管局按期回复1件").click()
    page.get_by_role("link", name=TITLE).first.click()
    state_is(page, "办结")


def test_a_recommendation_from_the_first_decision_to_the_end(as_person, cast, many_agencies, look):
    NumberPattern.objects.create(
        organisation=cast.procuratorate, kind=Kind.SOCIAL_GOVERNANCE, pattern="川九检建〔{year}〕{n}号"
    )
    names = ["handler", "department_head", "policy_reviewer", "chief", "liaison_a", "officer_a"]
    pages = {name: as_person(getattr(cast, name)) for name in names}
    begins(pages["handler"], cast)
    drafts(pages["handler"], cast)
    look(pages["handler"], "main-draft")
    finishes_the_draft(pages["handler"], cast)
    take(pages["handler"], "提请审核")
    decided_in_the_house(pages)
    issued(pages["handler"])
    signed_for(pages["liaison_a"])
    look(pages["liaison_a"], "main-signed")
    works_on_it(pages["liaison_a"], pages["officer_a"], cast)
    replies(pages["liaison_a"])
    reviewed(pages["handler"], cast)
    look(pages["handler"], "main-closed")
    seen_by_the_bureau(as_person(cast.assessor))
