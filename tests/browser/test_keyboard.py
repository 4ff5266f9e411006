"""Whoever works without a mouse reaches everything, in an order that makes sense."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.walking import open_matter
from tests.courses import Course

FOCUSED = "document.activeElement.textContent.trim()"
#: More than the header, the crumbs and the head of any page hold together.
ENOUGH = 25


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus reads `words`."""
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"“{words}” is not among the first {ENOUGH} stops")


def test_the_first_stop_skips_to_the_text(as_person, cast):
    page = as_person(cast.handler)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_tab_comes_to_the_steps_before_the_rest_of_the_page(as_person, cast):
    page = as_person(cast.liaison_a)
    open_matter(page, Course(cast).served().matter)
    tab_to(page, "书面回复")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("书面回复")


def test_a_list_is_walked_by_j_k_and_opened_by_enter(as_person, cast):
    for number in (7, 8):
        course = Course(cast).registered(number=f"川九检建〔2026〕{number}号")
    page = as_person(cast.handler)
    page.goto(reverse("matters:list"))
    for key in "jjk":
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(course.matter.number)


def test_escape_closes_an_explanation_and_gives_the_focus_back(as_person, cast):
    page = as_person(cast.liaison_a)
    open_matter(page, Course(cast).served().matter)
    opener = page.locator(".page-head summary")
    opener.press("Enter")
    expect(page.locator(".page-head .explain")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".page-head .explain")).to_be_hidden()
    expect(opener).to_be_focused()


def test_an_agency_is_chosen_by_initials(as_person, cast, many_agencies):
    page = as_person(cast.handler)
    page.goto("/matters/new/recommendation/register_issued/")
    field = page.get_by_label("筛选被建议单位")
    field.press_sequentially("jzgxswj")
    field.press("Tab")
    page.keyboard.press("Space")
    recipients = page.get_by_role("group", name="被建议单位")
    expect(recipients.get_by_label("九寨沟县水务局")).to_be_checked()
