"""The style page shows every component, holds to the strict policy, and pleases axe."""

import os
import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse

from common import views
from tests import chromium

urlpatterns = [path("styleguide/", views.styleguide), path("", include("fujian_portal.urls"))]
SIZES = {"desk": (1366, 768), "phone": (390, 844)}


@pytest.fixture
def page_source(client: Client) -> str:
    return client.get("/styleguide/").content.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.common.test_styleguide")
def test_nothing_is_inline(page_source: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", page_source)


@pytest.mark.django_db
@pytest.mark.urls("tests.common.test_styleguide")
def test_no_template_comment_is_shown(page_source: str) -> None:
    assert "{#" not in page_source
    assert "Context:" not in page_source


def test_it_has_no_address_outside_development_and_demo() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("common:styleguide")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.common.test_styleguide")
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_overflows(live_server, size: str, monkeypatch) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    width, height = SIZES[size]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"{live_server.url}/styleguide/")
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found = Axe().run(page)
        browser.close()
    assert found.violations_count == 0, found.generate_report()
    assert overflow == 0
