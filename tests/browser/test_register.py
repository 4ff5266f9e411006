"""The everyday door: what was issued in the procuratorates' own system is registered in ninety seconds."""

from playwright.sync_api import Page, expect

from deadlines.models import Deadline
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.browser.walking import begin_by, fill_in, panel, pdf, send, state_is

REGISTER = "登记已制发文书"


def registers(page: Page, **fields) -> None:
    page.goto("/")
    begin_by(page, REGISTER)
    fill_in(
        page, kind=Kind.SOCIAL_GOVERNANCE, title="校园周边食品经营隐患", issued_on="2026年10月9日", **fields
    )
    fill_in(page, paper_scans=pdf("检察建议书（盖章）.pdf"))
    send(page, REGISTER)


def test_a_sealed_scan_is_registered_with_its_number_in_any_brackets(as_person, cast, look):
    page = as_person(cast.handler)
    registers(page, number="川九检建【2026】 7号", recipients=str(cast.agency_a.pk))
    state_is(page, "待签收")
    expect(panel(page, "文书")).to_contain_text("川九检建【2026】 7号")
    registers(page, number="川九检建〔2026〕7号", recipients=str(cast.agency_b.pk))
    expect(page.get_by_role("alert")).to_contain_text("已用于“校园周边食品经营隐患”")
    look(page, "register-twice")


def test_several_recipients_become_linked_matters(as_person, cast):
    page, recipients = as_person(cast.handler), [cast.agency_a, cast.agency_b]
    page.goto("/matters/new/recommendation/register_issued/")
    for recipient in recipients:
        page.get_by_role("group", name="被建议单位").get_by_label(recipient.name).check()
    fill_in(page, kind=Kind.CORRECTION, title="食品经营许可违规", number="川九检纠建〔2026〕3号")
    fill_in(page, issued_on="2026-10-9", paper_scans=pdf())
    send(page, REGISTER)
    expect(panel(page, "关联事项")).to_contain_text("食品经营许可违规")
    assert {row.recipient for row in Recommendation.objects.all()} == set(recipients)


def test_service_on_paper_comes_along(as_person, cast):
    page = as_person(cast.handler)
    service = {"received_on": "2026-10-10", "way": "direct", "receiver": "办公室 李某"}
    registers(page, number="川九检建〔2026〕8号", recipients=str(cast.agency_a.pk), **service)
    state_is(page, "整改中")
    reply = Deadline.objects.get(rule="recommendation.reply")
    assert str(reply.due_on) == "2026-12-10"
    expect(page.locator(".page-head")).to_contain_text("最迟12月10日（含当日）回复")
