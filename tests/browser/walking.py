"""What a person does on a page, by the words they read there."""

import re
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from matters.models import Matter
from tests.courses import PDF

File = dict[str, str | bytes] | Path


def pdf(name: str = "扫描件.pdf", content: bytes = PDF) -> File:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def open_matter(page: Page, matter: Matter) -> None:
    page.goto(reverse("matters:matter", args=[matter.pk]))


def begin_by(page: Page, way: str) -> None:
    """By 新建, where the ways to begin a matter stand side by side."""
    page.get_by_role("link", name="新建").first.click()
    page.get_by_role("main").get_by_role("link", name=way).first.click()


def open_step(page: Page, matter: Matter, step: str) -> None:
    page.goto(reverse("matters:step", args=[matter.pk, step]))


def choose_step(page: Page, label: str) -> None:
    """Press a step's button on the matter page."""
    page.get_by_role("region", name="办理", exact=True).get_by_role("link", name=label, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(label)


def fill_in(page: Page, **fields: str | bool | File | list[File]) -> None:
    """Fields by their names: text, a choice's value, a tick, files; of a stated period the number."""
    for name, value in fields.items():
        control = page.locator(f"form[enctype] [name={name}], form[data-live-url] [name={name}]")
        if isinstance(value, dict | list | Path):
            control.set_input_files(value)
        elif isinstance(value, bool):
            control.first.set_checked(value)
        elif control.first.get_attribute("type") in ("radio", "checkbox"):
            control.and_(page.locator(f"[value='{value}']")).check()
        elif control.first.evaluate("field => field.tagName") == "SELECT":
            control.first.select_option(value)
        else:
            control.first.fill(value)


def send(page: Page, label: str) -> None:
    """Press the form's own button, and wait until the answer is there or the page says why nothing was sent."""
    page.locator(".form-actions").get_by_role("button", name=label, exact=True).click()
    expect(page.locator("form[data-submitting]")).to_have_count(0)


def take(page: Page, label: str, **fields: str | bool | File | list[File]) -> None:
    """A whole step: its button, its form, sent, and the page says that it is done."""
    choose_step(page, label)
    fill_in(page, **fields)
    send(page, label)
    expect(page.get_by_role("status").first).to_contain_text(f"已办理：{label}")


def panel(page: Page, title: str) -> Locator:
    """A part of the matter page, by its heading."""
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator("section.panel").filter(has=heading)


def explained(page: Page, label: str) -> Locator:
    """Open the 期限说明 of a deadline on the matter page, where it lies over what is below."""
    page.keyboard.press("Escape")
    row = page.locator(".deadline-row").filter(has_text=label)
    row.locator("summary").click()
    return row.locator(".explain")


def state_is(page: Page, words: str) -> None:
    expect(page.locator(".page-head .badge-state")).to_have_text(words)


def from_home(page: Page, label: str, title: str) -> None:
    """Go home and press the button of the matter's row there."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(rf"^{label}\s*：{title}")).first.click()
