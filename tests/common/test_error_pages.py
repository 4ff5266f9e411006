"""Pages for when something is refused or broken: the reason, a way on, a number to quote."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

PAGES = ["400", "403", "404", "403_csrf", "500", "503", "maintenance"]


@pytest.mark.parametrize("name", PAGES)
def test_each_leads_on_and_names_its_number(name: str) -> None:
    shown = render_to_string(f"{name}.html", {"reference": "20261105-7F3A"}, RequestFactory().get("/"))
    assert 'href="/"' in shown
    assert "20261105-7F3A" in shown


@pytest.mark.parametrize("name", ["500", "503", "maintenance"])
def test_a_broken_portal_needs_no_context_for_its_page(name: str) -> None:
    shown = render_to_string(f"{name}.html")
    assert "<script" not in shown
    assert "回到工作台" in shown


def test_a_refusal_shows_its_reason_escaped() -> None:
    shown = render_to_string(
        "403.html", {"exception": "只有承办检察官可以提请审核<b>"}, RequestFactory().get("/")
    )
    assert "只有承办检察官可以提请审核&lt;b&gt;" in shown
    assert "没有任何内容被更改" in shown
