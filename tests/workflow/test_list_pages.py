"""The list page by page, by key; sorting; and as many queries for sixty rows as for three."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workflow.matters import issued, titles
from workflow.lists import paging

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
NEXT = re.compile(r'rel="next" href="(.*?)"')
PREVIOUS = re.compile(r'rel="prev" href="(.*?)"')


@pytest.fixture
def _short_pages(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 3)


def follow(client, link: re.Pattern, start: str = "/matters/") -> list[list[str]]:
    """The titles of each page from `start` on, as long as `link` leads further."""
    pages, address = [], start
    while address:
        answer = client.get(address)
        pages.append(titles(answer))
        more = link.search(answer.content.decode())
        address = "/matters/" + more[1].replace("&amp;", "&") if more else ""
    return pages


@pytest.mark.usefixtures("_short_pages")
@pytest.mark.parametrize("order", ["changed", "due"])
def test_every_row_comes_once(cast, sign_in, order):
    made = {issued(cast).title for _ in range(7)}
    pages = follow(sign_in(cast.handler), NEXT, f"/matters/?sort={order}")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert {title for page in pages for title in page} == made


@pytest.mark.usefixtures("_short_pages")
def test_the_way_back_shows_the_same_pages(cast, sign_in):
    for _ in range(7):
        issued(cast)
    client = sign_in(cast.handler)
    forward = follow(client, NEXT)
    second = NEXT.search(client.get("/matters/").content.decode())[1].replace("&amp;", "&")
    third = NEXT.search(client.get(f"/matters/{second}").content.decode())[1].replace("&amp;", "&")
    assert follow(client, PREVIOUS, f"/matters/{third}")[::-1] == forward


def test_the_latest_change_comes_first(cast, sign_in):
    for title in ("甲", "乙", "丙"):
        issued(cast, title)
    assert titles(sign_in(cast.handler).get("/matters/")) == ["丙", "乙", "甲"]


def test_by_due_the_most_urgent_comes_first_as_its_row_shows_it(cast, sign_in):
    issued(cast, "乙", received_on="2026-10-13", issued_on="2026-10-13")
    issued(cast, "甲")  # to be signed for by the 15th
    issued(cast, "丙", kind="retrial", recipient=cast.court, received_on="2026-10-13", issued_on="2026-10-13")
    answer = sign_in(cast.handler).get("/matters/?sort=due")
    days = [row.due_on for row in answer.context["rows"]]
    assert titles(answer) == ["甲", "乙", "丙"]
    assert days == sorted(days)


@pytest.mark.parametrize("key", ["x", "1", "1-9999999999999999999999999"])
def test_what_is_no_key_is_no_page(cast, sign_in, key):
    assert sign_in(cast.handler).get(f"/matters/?after={key}").status_code == 404


def test_sixty_rows_take_as_many_queries_as_three(cast, sign_in, monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 100)
    readers = {name: sign_in(getattr(cast, name)) for name in ("handler", "liaison_a", "superior_chief")}
    address = "/matters/?sort=due&q=第"
    for number in range(3):
        issued(cast, received_on="2026-10-12" if number else "")
    few = {name: _queries(client, address) for name, client in readers.items()}
    for _ in range(57):
        issued(cast)
    assert {name: _queries(client, address) for name, client in readers.items()} == few
    assert len(titles(readers["handler"].get(address))) == 60


def _queries(client, address: str) -> int:
    """How many queries the page takes, once the session has been seen."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)
