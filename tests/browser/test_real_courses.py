"""Published courses, walked on their true dates as 补录.

C037 in time, C085 with a last day moved by May; C043, C059 and C041 to court; C077 refused by a court and taken up
by the superior (C078). The facts are of the published cases. Numbers and courts were not published, so the tests give
them some; a day that was not published is entered as the month or the year that is known.
"""

import csv

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests import factories
from tests.browser.walking import (
    choose_step,
    explained,
    fill_in,
    open_matter,
    panel,
    pdf,
    send,
    state_is,
    take,
)
from workflow.tasks import take_due_steps

SHARED = settings.BASE_DIR.parent / "shared" / "data" / "cases.csv"
CASES = SHARED if SHARED.exists() else settings.BASE_DIR / "tests" / "data" / "cases.csv"
#: Which court it was is not in the list.
COURT = "有管辖权的人民法院"
UNKNOWN_LAW = "该规定尚未施行（自2021年7月1日起施行），不据此计算届满日"


def published(number: str) -> dict[str, str]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return next(row for row in csv.DictReader(lines) if row["case"] == number)


@pytest.fixture
def walk(as_person, cast):
    """A handler of the procuratorate of the case, who enters the whole course."""

    def started(number: str) -> tuple[Page, dict[str, str], dict[str, str]]:
        case = published(number)
        house = factories.organisation(case["procuratorate"], "procuratorate")
        names = case["receiving_organisation"].split("、")
        agencies = [factories.organisation(name, "agency", "enforcement") for name in names]
        handler = factories.membership(house, "handler")
        deciders = {r: str(factories.membership(house, r).pk) for r in ("department_head", "chief")}
        people = deciders | {"agency": str(agencies[0].pk), "agencies": [str(each.pk) for each in agencies]}
        return as_person(handler), case, people

    return started


def registers(page: Page, case: dict[str, str], *agencies: str) -> None:
    """Received on a day that was not published: the day of issue stands for it, and is marked as assumed."""
    page.goto("/matters/new/recommendation/register_issued/")
    fill_in(page, kind=Kind.PUBLIC_INTEREST, title=case["summary"], number=f"{case['case']}〔2020〕1号")
    for agency in agencies:
        fill_in(page, recipients=agency)
    fill_in(page, issued_on=case["issued"], receipt_assumed=True, paper_scans=pdf())
    fill_in(page, domain=case["domain"], found_on=case["found"], filed_on=case["filed"])
    send(page, "登记已制发文书")
    state_is(page, "整改中")


def enters_the_reply(page: Page, replied: str, result: str = "已整改到位") -> None:
    page.locator("summary", has_text="的纸质办理").click()
    choose_step(page, "书面回复")
    fill_in(page, occurred_at=replied, paper_scans=pdf("复函.pdf"))
    page.get_by_role("radio", name=result).check()
    send(page, "书面回复")
    state_is(page, "待审查")


#: On what a case is ended, and the number of the decision.
ENDING = {
    "report": "经跟进调查，整改事项已经全部完成。",
    "paper_number": "检终〔2020〕1号",
    "outcome": "rectified",
}


def ends(page: Page, deciders: dict[str, str], decided_on: str) -> None:
    sheet = {"decided_on": decided_on, "signed_sheet": pdf("审批表.pdf")}
    choose_step(page, "整改审查")
    page.get_by_role("radio", name="采纳并整改到位").check()
    fill_in(page, decided_by=deciders["department_head"], **sheet)
    send(page, "整改审查")
    reasons = "整改到位，公益得到有效保护。"
    take(page, "终结案件", decided_by=deciders["chief"], reasons=reasons, **ENDING, **sheet)
    state_is(page, "终结案件")


def test_C037_was_answered_in_time(walk, look):
    page, case, people = walk("C037")
    registers(page, case, people["agency"])
    expect(panel(page, "概况")).to_contain_text("发现2020-01")
    expect(panel(page, "概况")).to_contain_text("收到2020-07-07（以制发日期代替）")
    expect(explained(page, "整改到位")).to_contain_text(UNKNOWN_LAW)
    expect(explained(page, "书面回复")).to_contain_text("收到日期未登记，以制发日期推定")
    enters_the_reply(page, case["replied"])
    expect(panel(page, "办理经过")).to_contain_text("按期回复")
    expect(panel(page, "办理经过")).to_contain_text("代海宁市应急管理局录入")
    ends(page, people, "2026-10-13")
    expect(panel(page, "期限")).to_contain_text("2020年7月23日完成")
    expect(panel(page, "期限")).not_to_contain_text("逾期")


def test_C085_had_its_last_day_moved_by_the_holidays_of_may(walk, look):
    page, case, people = walk("C085")
    registers(page, case, people["agency"])
    expect(page.locator(".page-head")).to_contain_text("最迟2020年5月6日（含当日）")
    sheet = explained(page, "书面回复")
    expect(sheet).to_contain_text("届满日2020年5月2日为休息日（5月2日至5日劳动节）")
    expect(sheet).to_contain_text("顺延至其后第一个工作日，期限届满日为2020年5月6日（周三，含当日）")
    look(page, "C085-explained")
    enters_the_reply(page, case["replied"])
    expect(panel(page, "办理经过")).to_contain_text("按期回复")
    take(page, "跟进记录", way="走访", findings="三个月后回头看，整改落实。", occurred_at=case["followed_up"])
    ends(page, people, case["followed_up"])
    expect(panel(page, "办理经过")).to_contain_text("2020年6月")
    expect(panel(page, "期限")).to_contain_text("2020年5月2日完成")


def decided(people: dict, on: str, by: str = "chief") -> dict:
    """A decision made elsewhere, of which no more may be known than the month."""
    return {"decided_by": people[by], "decided_on": on, "signed_sheet": pdf("审批表.pdf")}


def sues(page: Page, people: dict, case: dict[str, str], sued_on: str, basis: str, ground: str) -> None:
    choose_step(page, "提起公益诉讼")
    fill_in(page, ground=ground, basis=basis, harmed=True, reasons=case["summary"], court=COURT)
    fill_in(page, sued_on=sued_on, **decided(people, sued_on[:7]))
    send(page, "提起公益诉讼")
    state_is(page, "诉讼中")
    expect(panel(page, "概况")).to_contain_text(f"起诉{sued_on}")


def wins(page: Page, judged_on: str, **more: str) -> None:
    take(page, "登记裁判", judgment="supported", judged_on=judged_on, received_on=judged_on, **more)
    expect(panel(page, "概况")).to_contain_text(f"裁判{judged_on}")
    take_due_steps()  # the appeal period is long over
    page.reload()


def test_C043_was_never_answered_urged_twice_sued_and_won(walk, look):
    page, case, people = walk("C043")
    registers(page, case, people["agency"])
    expect(page.locator(".page-head")).to_contain_text("最迟2018年7月9日（含当日）")  # 7 July was a Saturday
    for number in ("1", "2"):
        letter = {"ground": "no_reply", "stated": "30", "paper_number": f"检督〔2018〕{number}号"}
        decision = decided(people, "2018年", "department_head")
        take(page, "督促", demand="拆除违法建筑并书面回复。", **letter, **decision)
        take(page, "登记文书送达", received_on="2018年", way="direct", files=pdf("送达回证.pdf"))
    expect(panel(page, "期限")).to_contain_text("收到督促函的时间只登记为2018年，没有具体日期，不计算届满日")
    sues(page, people, case, "2018-12-28", "over", "no_reply")
    expect(explained(page, "备案（起诉书）")).to_contain_text(UNKNOWN_LAW)
    look(page, "C043-in-court")
    page.keyboard.press("Escape")
    wins(page, "2019-02-27", follow_up="60")
    state_is(page, "整改中")
    take(
        page,
        "登记履行情况",
        performance="回访，违建已全部拆除。",
        is_performed=True,
        occurred_at=case["followed_up"],
    )
    take(page, "终结案件", reasons="裁判已经履行。", **ENDING, **decided(people, case["followed_up"]))
    state_is(page, "终结案件")
    expect(panel(page, "概况")).to_contain_text("违建已全部拆除")
    expect(panel(page, "办理经过")).to_contain_text("2019年5月")


def test_C059_had_four_recipients_a_hearing_and_a_suit_against_one(walk, look):
    page, case, people = walk("C059")
    registers(page, case, *people["agencies"])
    town = Recommendation.objects.get(recipient=people["agency"])
    open_matter(page, town)
    expect(panel(page, "关联事项")).to_contain_text("同一文书的其他收文单位")
    expect(panel(page, "期限")).to_contain_text("时间只登记为2020年4月，没有具体日期，不计算届满日")
    enters_the_reply(page, case["replied"], "部分整改")
    expect(panel(page, "办理经过")).not_to_contain_text("按期回复")
    take(page, "跟进记录", way="公开听证", findings="听证员投票。", occurred_at=case["followed_up"])
    sues(page, people, case, "2020-09-17", "over", "partly")
    wins(page, "2020-12-02")
    state_is(page, "终结案件")
    others = Recommendation.objects.exclude(pk=town.pk)
    assert [each.state for each in others] == ["rectifying"] * 3
    look(page, "C059-judged")


def test_C041_denied_its_duty_and_was_sued_before_the_period_was_over(walk, look):
    page, case, people = walk("C041")
    registers(page, case, people["agency"])
    expect(page.locator(".page-head")).to_contain_text(
        "最迟2019年7月29日（含当日）"
    )  # 27 July was a Saturday
    enters_the_reply(page, case["replied"], "不予采纳")
    expect(panel(page, "办理经过")).to_contain_text("按期回复")
    sues(page, people, case, "2019-07-16", "refused", "other")
    expect(panel(page, "办理经过")).to_contain_text("复函明确拒绝履行职责")
    wins(page, "2019-11-15", performance="涉案危险废物完成无害化处置。")
    state_is(page, "终结案件")


def test_C077_was_refused_by_a_court_and_C078_taken_up_by_the_superior(as_person, cast, look):
    below, above = published("C077"), published("C078")
    higher = factories.organisation(above["procuratorate"], "procuratorate", "superior")
    house = factories.organisation(below["procuratorate"], "procuratorate", superior=higher)
    intermediate = factories.organisation(above["receiving_organisation"], "court")
    court = factories.organisation(below["receiving_organisation"], "court", superior=intermediate)
    chief = factories.membership(house, "chief")
    page = as_person(factories.membership(house, "handler"))
    page.goto("/matters/new/recommendation/register_issued/")
    fill_in(
        page, kind=Kind.CORRECTION, title=below["summary"], number="C077〔2018〕1号", recipients=str(court.pk)
    )
    fill_in(
        page, issued_on=below["issued"], receipt_assumed=True, court_stage="enforcement", paper_scans=pdf()
    )
    send(page, "登记已制发文书")
    expect(panel(page, "期限")).to_contain_text("时间只登记为2018年12月，没有具体日期，不计算届满日")
    # The day of the court's answer was not published; the year in which the superior took it up is what is known.
    enters_the_reply(page, "2019", "不予采纳")
    reasons = {"reasons": "法院书面回复不予采纳。", **decided({"chief": str(chief.pk)}, "2019")}
    take(page, "提请上级院跟进", **reasons)
    state_is(page, "待审查")

    handler, head = factories.membership(higher, "handler"), factories.membership(higher, "department_head")
    page = as_person(handler)
    open_matter(page, Recommendation.objects.get(lead=higher))
    state_is(page, "调查核实")
    expect(panel(page, "关联事项")).to_contain_text(below["summary"][:20])
    choose_step(page, "登记已制发文书")
    expect(page.locator("[name=title]")).to_have_value(below["summary"])
    fill_in(
        page, number="C078〔2019〕1号", issued_on=above["issued"], receipt_assumed=True, paper_scans=pdf()
    )
    expect(page.locator(f"[name=recipients][value='{intermediate.pk}']")).to_be_checked()
    send(page, "登记已制发文书")
    look(page, "C078-issued")
    enters_the_reply(page, "2019")
    choose_step(page, "整改审查")
    page.get_by_role("radio", name="采纳并整改到位").check()
    fill_in(page, **decided({"department_head": str(head.pk)}, "2020-05", "department_head"))
    send(page, "整改审查")
    state_is(page, "办结")
