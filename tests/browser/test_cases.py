"""Two kinds of case as the people of each house take them through, from the page 新建 or the menu to the end."""

from playwright.sync_api import Page, expect

from cases.models import Case
from tests.browser.conftest import PHONE
from tests.browser.walking import fill_in, from_home, open_matter, send, state_is, take


def begin(page: Page, label: str, **fields) -> None:
    """By the menu, or the page 新建 behind it."""
    page.goto("/matters/new/")
    page.get_by_role("main").get_by_role("link", name=label).first.click()
    fill_in(page, **fields)
    send(page, label)
    expect(page.get_by_role("status").first).to_contain_text(f"已办理：{label}")


def choose(page: Page, label: str, name: str) -> None:
    """An organisation found by what is typed."""
    box = page.get_by_label(label).first
    box.fill(name)
    page.get_by_role("option", name=name).first.click()


def test_a_suspected_crime_is_referred_filed_and_handed_over(cast, as_person):
    """The agency's liaison and head, the police's liaison and head, and the procuratorate that reads along."""
    heads, houses = (cast.head_a, cast.head_police), (cast.procuratorate, cast.bureau)
    assert heads
    assert houses
    agency, agency_head = as_person(cast.liaison_a), as_person(cast.head_a)
    police, police_head = as_person(cast.liaison_police), as_person(cast.head_police)

    begin(agency, "报告涉嫌犯罪", offence="销售假药罪", own_number="九市监案〔2026〕12号", team="2")
    case = Case.objects.get()
    from_home(agency_head, "办理", case.title)
    take(agency_head, "批准移送", decided_as="head")

    open_matter(agency, case)
    agency.get_by_role("link", name="移送公安机关", exact=True).click()
    for paper in ("涉嫌犯罪案件移送书", "涉案物品清单"):
        agency.get_by_label(paper).check()
    expect(agency.get_by_label("九寨沟县人民检察院")).to_be_checked()
    fill_in(agency, number="九市监移〔2026〕3号")
    send(agency, "移送公安机关")
    expect(agency.get_by_role("link", name="移送案件材料清单 九市监移〔2026〕3号").first).to_be_visible()

    from_home(police, "接受并签回执", case.title)
    fill_in(police, receipt_number="九公收〔2026〕5号")
    send(police, "接受并签回执")
    expect(police.get_by_role("status").first).to_contain_text("已办理")

    from_home(police_head, "办理", case.title)
    take(police_head, "决定立案", notice_number="九公立字〔2026〕8号")

    from_home(agency, "移交涉案物品和材料", case.title)
    agency.get_by_label("涉案物品", exact=True).check()
    send(agency, "移交涉案物品和材料")
    state_is(agency, "已办结")

    reader = as_person(cast.department_head)
    open_matter(reader, case)
    state_is(reader, "已办结")
    expect(reader.locator("#events")).not_to_contain_text("批准移送")


def test_a_refusal_is_taken_to_the_procuratorate_at_once(cast, as_person):
    from tests.cases.crime_referral import Course

    people = (cast.head_a, cast.head_police, cast.department_head)
    assert people
    case = Course(cast).refused().matter
    agency = as_person(cast.liaison_a, viewport=PHONE)
    agency.goto("/")
    expect(agency.get_by_role("main")).to_contain_text("提请公安机关复议")
    open_matter(agency, case)
    take(agency, "建议立案监督", number_of_request="九市监建〔2026〕1号")
    state_is(agency, "检察机关立案监督中")


def test_a_tip_is_sent_signed_for_taken_up_and_fed_back(cast, as_person):
    head = cast.head_b
    sender, receiver, decider = as_person(cast.liaison_a), as_person(cast.liaison_b), as_person(head)
    sender.goto("/matters/new/tip/send/")
    choose(sender, "接收单位", "水务局")
    fill_in(sender, title="河道内倾倒建筑垃圾", domain="administrative", source="hotline", reporter="来电人")
    send(sender, "移送线索")
    expect(sender.locator("form[enctype]")).to_contain_text("请写明内容。")
    expect(sender.locator("[name=reporter]")).to_have_value("来电人")
    fill_in(sender, summary="在二桥下游约三百米处。")
    send(sender, "移送线索")
    tip = Case.objects.get()

    from_home(receiver, "签收线索", tip.title)
    send(receiver, "签收线索")
    expect(receiver.locator("dl.facts").first).to_contain_text("来电人")
    from_home(decider, "办理", tip.title)
    take(decider, "受理", decision="立案决定书")
    from_home(receiver, "反馈办理结果", tip.title)
    fill_in(receiver, dealt="handled", result="已责令清除。")
    send(receiver, "反馈办理结果")
    state_is(receiver, "已反馈")


def test_organised_crime_is_sent_without_its_content(cast, as_person):
    police = cast.liaison_police
    assert police
    sender = as_person(cast.liaison_a)
    sender.goto("/matters/new/tip/send/")
    choose(sender, "接收单位", "公安局")
    fill_in(sender, title="某人", domain="organised_crime", source="duty", summary="在夜市。")
    send(sender, "移送线索")
    expect(sender.locator("form[enctype]")).to_contain_text("不得在本平台填写或者上传")
    fill_in(sender, summary="", source="")
    send(sender, "移送线索")
    expect(sender.get_by_role("heading", level=1)).to_have_text("涉黑涉恶线索")
    expect(sender.get_by_role("main")).not_to_contain_text("夜市")
