"""A case in court as its people see it, and one that the chief ends by a decision for which the agency signs."""

from playwright.sync_api import expect

from recommendations.choices import Kind
from tests.browser.conftest import PHONE
from tests.browser.seeing import faults
from tests.browser.walking import open_matter, open_step, panel, take
from tests.recommendations.served import served
from tests.recommendations.sued import unanswered

TODAY = "2026-10-13"


def test_a_suit_goes_to_the_second_instance_and_is_changed_there(cast, as_person, look):
    course = unanswered(cast)
    chief, handler = as_person(cast.chief), as_person(cast.handler)
    open_matter(chief, course.matter)
    take(
        chief, "提起公益诉讼", ground="no_reply", harmed=True, reasons="固体废物至今没有清理。",
        court="九寨沟县人民法院", sued_on=TODAY,
    )  # fmt: skip
    open_step(handler, course.matter, "record_judgment")
    look(handler, "court-first")
    assert faults(handler) == []
    open_matter(handler, course.matter)
    take(handler, "登记裁判", judgment="refused", received_on=TODAY)
    expect(panel(handler, "期限")).to_contain_text("决定是否提出上诉")
    look(handler, "court-judged")
    open_matter(chief, course.matter)
    take(chief, "提出上诉", reasons="裁判确有错误。", appealed_on=TODAY)
    open_matter(handler, course.matter)
    look(handler, "court-appealed")
    assert faults(handler) == []
    take(handler, "登记被告上诉", received_on=TODAY)
    expect(panel(handler, "概况")).to_contain_text("检察院和被告")
    open_step(handler, course.matter, "record_judgment")
    expect(handler.locator("[name=judgment]")).to_contain_text("发回重审")
    look(handler, "court-second")
    open_matter(handler, course.matter)
    take(handler, "登记裁判", judgment="changed_supported", received_on=TODAY, court="州中级人民法院")
    expect(handler.get_by_role("main")).to_contain_text("终结案件")
    look(handler, "court-ended")
    assert faults(handler) == []


def test_the_agency_signs_for_the_decision_that_ends_the_case(cast, as_person, look):
    course = served(cast, "2026-08-03", Kind.PUBLIC_INTEREST, issued_on="2026-08-03")
    chief, agency = as_person(cast.chief), as_person(cast.liaison_a, viewport=PHONE)
    open_step(chief, course.matter, "terminate")
    look(chief, "terminate")
    assert faults(chief) == []
    open_matter(chief, course.matter)
    take(
        chief, "终结案件", outcome="rectified", reasons="已经依法履职。", report="经跟进调查，整改已经完成。"
    )
    look(chief, "terminated")
    open_matter(agency, course.matter)
    look(agency, "terminated-agency")
    assert faults(agency) == []
    take(agency, "签收文书", consents=True)
    expect(panel(agency, "办理经过")).to_contain_text("终结案件决定书")
    look(agency, "terminated-signed")
