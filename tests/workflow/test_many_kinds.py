"""What a page asks of the database does not grow with the kinds: counts of a county with few and with twenty more."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.every_kind import one_of_each
from tests.toys.courses import RepairCourse
from tests.toys.many import NINETEEN, many_kinds
from tests.workflow.matters import titles
from workflow import ways

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
PAGES = (
    "/",
    "/matters/",
    "/matters/?kind=toy_repair",
    "/matters/?q=木马",
    "/matters/export/",
    "/matters/new/",
)
PEOPLE = ("liaison_a", "liaison_bureau", "handler", "liaison_police")


def arranged(cast, model, kind: str) -> RepairCourse:
    course = type("Course", (RepairCourse,), {"model": model, "kind": kind})(cast, title=f"{kind}的木马")
    return course.agreed()


@pytest.fixture
def counted(cast, sign_in):
    """For each page and person the number of queries."""
    clients = {who: sign_in(getattr(cast, who)) for who in PEOPLE}

    def count() -> dict[tuple[str, str], int]:
        return {(page, who): _queries(client, page) for page in PAGES for who, client in clients.items()}

    return count


def _queries(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200, page
    # What is read: a session that has grown old is written now and then, whatever is shown.
    return len([query for query in seen if query["sql"].startswith("SELECT")])


@pytest.fixture
def more(cast) -> Iterator[dict]:
    with many_kinds() as models:
        yield models


def test_no_page_asks_more_with_twenty_kinds(cast, counted):
    one_of_each(cast)
    few = counted()
    with many_kinds() as models:
        for kind, model in models.items():
            arranged(cast, model, kind)
        many = counted()
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}


def test_every_one_of_them_is_listed_exported_and_begun(cast, more, sign_in):
    for kind, model in more.items():
        arranged(cast, model, kind)
    client = sign_in(cast.liaison_a)
    found = titles(client.get("/matters/", {"kind": "toy_18"}))
    assert found == ["toy_18的木马"]
    begun = [way["url"] for area in ways.areas(cast.liaison_a) for way in area["ways"]]
    assert len([url for url in begun if "/new/repair" in url]) == NINETEEN + 1
    assert client.get(begun[-1]).status_code == 200


def test_afterwards_nobody_knows_them(cast):
    with many_kinds(1):
        pass
    assert "玩具0" not in {area["label"] for area in ways.areas(cast.liaison_a)}
