"""A body of another place is searched for on the page where it is chosen, with script and without."""

import pytest
from playwright.sync_api import expect

from recommendations.models import Recommendation
from tests import factories
from tests.browser.walking import fill_in, pdf, send, state_is

REGISTER, PLACE = "登记已制发文书", "/matters/new/recommendation/register_issued/"
PAPER = {
    "kind": "correction",
    "title": "行政处罚程序违法",
    "number": "川九检纠建〔2026〕2号",
    "issued_on": "2026-10-9",
}


@pytest.fixture
def elsewhere(cast):
    assert cast.agency_a
    return factories.organisation("红原县水务局", where=factories.jurisdiction("513200"))


def test_what_is_typed_is_found_and_ticked(as_person, cast, elsewhere):
    page = as_person(cast.handler)
    page.goto(PLACE)
    recipients = page.get_by_role("group", name="被建议单位")
    expect(recipients.get_by_label("红原县水务局")).to_have_count(0)
    recipients.get_by_role("searchbox").fill("hyx")
    recipients.get_by_label("红原县水务局").check()
    fill_in(page, **PAPER, paper_scans=pdf())
    send(page, REGISTER)
    expect(page.get_by_role("group", name="被建议单位").get_by_label("红原县水务局")).to_be_checked()


def test_without_script_a_button_finds_it_and_sends_nothing(as_person, cast, elsewhere):
    page = as_person(cast.handler, java_script_enabled=False)
    page.goto(PLACE)
    fill_in(page, **PAPER, paper_scans=pdf())
    page.locator("[name=recipients-words]").fill("hyx")
    page.locator("button[name=find][value=recipients]").click()
    assert not Recommendation.objects.exists()
    page.get_by_role("group", name="被建议单位").get_by_label(cast.agency_a.name).check()
    expect(page.locator(f"[name=recipients][value='{elsewhere.pk}']")).to_be_visible()
    send(page, REGISTER)
    state_is(page, "待签收")
