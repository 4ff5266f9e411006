"""The style page shows every component and holds to the strict policy."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse

from common import views

urlpatterns = [path("styleguide/", views.styleguide), path("", include("fujian_portal.urls"))]


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
