"""Two published courses, walked on their true dates as 补录: C037 in time, C085 with a last day moved by May.

The facts are of the published cases; their numbers were not published, so the tests give them some.
"""

import csv

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from matters.kinds import Kind
from tests import factories
from tests.browser.walking import choose_step, explained, fill_in, panel, pdf, send, state_is, take

SHARED = settings.BASE_DIR.parent / "shared" / "data" / "cases.csv"
CASES = SHARED if SHARED.exists() else settings.BASE_DIR / "tests" / "data" / "cases.csv"
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
        agency = factories.organisation(case["receiving_organisation"], "agency", "enforcement")
        handler = factories.membership(house, "handler")
        deciders = {r: str(factories.membership(house, r).pk) for r in ("department_head", "chief")}
        return as_person(handler), case, deciders | {"agency": str(agency.pk)}

    return started


def registers(page: Page, case: dict[str, str], agency: str) -> None:
    """Received on a day that was not published: the day of issue stands for it, and is marked as assumed."""
    page.goto("/recommendations/new/register_issued/")
    fill_in(page, kind=Kind.PUBLIC_INTEREST, title=case["summary"], number=f"{case['case']}〔2020〕1号")
    fill_in(page, recipients=agency, issued_on=case["issued"], receipt_assumed=True, paper_scans=pdf())
    fill_in(page, domain=case["domain"], found_on=case["found"], filed_on=case["filed"])
    send(page, "登记已制发文书")
    state_is(page, "整改中")


def enters_the_reply(page: Page, case: dict[str, str]) -> None:
    page.locator("summary", has_text="的纸质办理").click()
    choose_step(page, "书面回复")
    fill_in(page, occurred_at=case["replied"], paper_scans=pdf("复函.pdf"))
    page.get_by_role("radio", name="已整改到位").check()
    send(page, "书面回复")
    state_is(page, "待审查")


def ends(page: Page, deciders: dict[str, str], decided_on: str) -> None:
    sheet = {"decided_on": decided_on, "signed_sheet": pdf("审批表.pdf")}
    choose_step(page, "整改审查")
    page.get_by_role("radio", name="采纳并整改到位").check()
    fill_in(page, decided_by=deciders["department_head"], **sheet)
    send(page, "整改审查")
    reasons = "整改到位，公益得到有效保护。"
    take(page, "终结案件", decided_by=deciders["chief"], reasons=reasons, **sheet)
    state_is(page, "终结案件")


def test_C037_was_answered_in_time(walk, look):
    page, case, people = walk("C037")
    registers(page, case, people["agency"])
    expect(panel(page, "概况")).to_contain_text("发现2020-01")
    expect(panel(page, "概况")).to_contain_text("收到2020-07-07（以制发日期代替）")
    expect(explained(page, "整改到位")).to_contain_text(UNKNOWN_LAW)
    expect(explained(page, "书面回复")).to_contain_text("收到日期未登记，以制发日期推定")
    enters_the_reply(page, case)
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
    enters_the_reply(page, case)
    expect(panel(page, "办理经过")).to_contain_text("按期回复")
    take(page, "跟进记录", way="走访", findings="三个月后回头看，整改落实。", occurred_at=case["followed_up"])
    ends(page, people, case["followed_up"])
    expect(panel(page, "办理经过")).to_contain_text("2020年6月")
    expect(panel(page, "期限")).to_contain_text("2020年5月2日完成")
