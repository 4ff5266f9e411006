"""Enter while one searches or types sends nothing, with and without script."""

import pytest
from playwright.sync_api import expect

from recommendations.models import Recommendation
from tests.browser.walking import fill_in, pdf

REGISTER = "/matters/new/recommendation/register_issued/"
TYPED = "[type=search], [role=combobox], [type=text], [type=checkbox], [type=radio]"


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_enter_in_any_field_of_a_paper_to_be_registered_sends_nothing(
    as_person, cast, many_agencies, scripted
):
    page = as_person(cast.handler, java_script_enabled=scripted)
    page.goto(REGISTER)
    fill_in(page, kind="correction", title="行政处罚程序违法", number="川九检纠建〔2026〕2号")
    fill_in(page, recipients=str(cast.agency_a.pk), issued_on="2026年10月12日", paper_scans=pdf())
    fields = page.locator("form[enctype]").locator(TYPED)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    assert fields.count() > 10
    for field in [each for each in fields.all() if each.is_visible()]:
        field.press("Enter")
    assert [url for url in sent if "scratch" not in url] == []
    expect(page.locator("[name=title]")).to_have_value("行政处罚程序违法")
    assert not Recommendation.objects.exists()
