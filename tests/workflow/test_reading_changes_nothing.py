"""Reading a page writes nothing, so that a browser or a scanner that fetches it ahead has done nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.courses import Course
from tests.workflow import test_page_matrix as matrix
from tests.workflow.pages import COLUMNS, MATTER_PAGES, PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
WRITING = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.IGNORECASE)
#: That somebody was here: the session's last use, and what was looked at.
ASIDE = {"organisations_session", "matters_accesslog"}
#: The key that the page shows as a picture: it counts for nothing until a code of it is sent.
SHOWN_KEY = {"otp_totp_totpdevice"}


def written(client: Client, where: str) -> set[str]:
    """The tables that reading `where` writes to."""
    with CaptureQueriesContext(connection) as captured:
        client.get(where)
    found = (WRITING.match(query["sql"]) for query in captured)
    return {match[1] for match in found if match} - ASIDE - SHOWN_KEY


@pytest.mark.parametrize("who", ["handler", "liaison_a", "mechanism_liaison", "security_admin", "auditor"])
def test_no_page_writes_when_it_is_read(cast, sign_in, who):
    subject, client = matrix.subjects(cast), sign_in(getattr(cast, who))
    addresses = [matrix.address(name, subject) for name, page in PAGES.items() if page.method == "get"]
    assert {where: tables for where in addresses if (tables := written(client, where))} == {}


@pytest.mark.parametrize("who", ["handler", "liaison_a"])
def test_no_page_of_a_matter_writes_when_it_is_read(cast, sign_in, who):
    assert who in COLUMNS
    matter, client = matrix.issued(cast), sign_in(getattr(cast, who))
    addresses = [
        matrix.matter_address(matter, name, step) for name, method, step in MATTER_PAGES if method == "get"
    ]
    assert {where: tables for where in addresses if (tables := written(client, where))} == {}


def test_no_form_writes_when_it_is_opened(cast, sign_in):
    """The form of each step that somebody may take of a matter under way."""
    matter, client = Course(cast).served().matter, sign_in(cast.liaison_a)
    for step in ("reply", "report_progress", "request_extension"):
        assert written(client, f"/matters/{matter.pk}/steps/{step}/") == set()
