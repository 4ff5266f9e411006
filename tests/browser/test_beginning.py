"""The chief decides in the portal and names who is in charge; nothing that begins is nobody's."""

from playwright.sync_api import expect

from tests.browser.walking import fill_in, from_home, send, state_is

TITLE = "景区索道安全隐患"


def test_the_chief_begins_and_the_handler_is_told(as_person, cast):
    handler, page = cast.handler, as_person(cast.chief)
    page.goto("/")
    page.get_by_role("link", name="决定调查核实").first.click()
    fill_in(page, kind="social_governance", title=TITLE, source="public")
    expect(page.locator("[name=handler]")).to_have_value(str(handler.pk))  # the only one of the house
    send(page, "决定调查核实")
    state_is(page, "调查核实")
    theirs = as_person(handler)
    theirs.goto("/notices/")
    expect(theirs.locator("main")).to_contain_text(f"“{TITLE}”由您承办")
    from_home(theirs, "起草", TITLE)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("起草")
