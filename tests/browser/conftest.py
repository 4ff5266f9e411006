"""A Chromium that visits the running portal as anybody of the cast, and notices what a person would not forgive."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from common import clock
from organisations.models import Membership
from tests import chromium, factories
from tests.workflow.days import TUESDAY

#: Milliseconds that a page may take on a busy machine.
PATIENCE = 20_000
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
#: Chromium notes every refusal of a page, and a network that a test took away; the tests look at these themselves.
REFUSED = (
    "Failed to load resource: the server responded with a status of 4",
    "Failed to load resource: the server responded with a status of 503",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all. Playwright keeps a loop in this thread, which Django would take for async code."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        yield playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])


@pytest.fixture(autouse=True)
def today() -> Iterator[date]:
    with clock.set_to(TUESDAY):
        yield TUESDAY


@pytest.fixture
def visit(request, browser, live_server, look) -> Iterator[Callable[..., Page]]:
    """`visit()`: a page of somebody who is not logged in. What its console complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def visited(**options) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="zh-CN", **{"viewport": DESK, **options}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: _note(complaints, said.type, said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield visited
    for number, context in enumerate(contexts, 1):
        look(context.pages[0], f"{request.node.name}-{number}")
        context.close()
    assert complaints == []


def _note(complaints: list[str], level: str, text: str) -> None:
    if level in ("error", "warning") and not text.startswith(REFUSED):
        complaints.append(text)


@pytest.fixture
def as_person(visit, sign_in, live_server) -> Callable[..., Page]:
    """`as_person(cast.handler)`: a page of somebody who is logged in and acts from this place."""

    def logged_in(membership: Membership, **options) -> Page:
        page = visit(**options)
        session = sign_in(membership).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return logged_in


@pytest.fixture
def many_agencies(cast) -> None:
    """So many that the list of recipients gets a field that narrows it."""
    cast.everyone()
    for number in range(5):
        factories.organisation(f"九寨沟县第{number}街道办事处", "agency", "township")


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """`look(page, "reply")` keeps a picture in the folder that PORTAL_LOOKS names, for human eyes."""
    folder = os.environ.get("PORTAL_LOOKS")

    def looked(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return looked
