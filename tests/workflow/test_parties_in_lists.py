"""A list speaks of the parties that each kind declares, whether it is addressed to somebody or several act in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.courses import Course
from tests.toys.courses import LoanCourse, RepairCourse
from tests.workflow.matters import chips, sheet, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def matters(cast) -> None:
    """借 from 县市场监管局 to the police, 修 by 县水务局 and the police, 建 by the procuratorate to 县市场监管局."""
    LoanCourse(cast, title="借").out()
    RepairCourse(cast, title="修").agreed()
    Course(cast).served()


def parties(sign_in, person) -> dict[str, str]:
    return {row.title: row.parties for row in sign_in(person).get("/matters/").context["rows"]}


@pytest.mark.usefixtures("matters")
@pytest.mark.parametrize(
    ("who", "loan", "repair"),
    [
        ("liaison_a", "县公安局", "县水务局、县公安局"),
        ("liaison_police", "县市场监管局", "县市场监管局"),
        ("liaison_bureau", "县市场监管局 → 县公安局", "县市场监管局 → 县水务局、县公安局"),
    ],
)
def test_each_side_reads_who_the_others_are(cast, sign_in, who, loan, repair):
    found = parties(sign_in, getattr(cast, who))
    assert (found["借"], found["修"]) == (loan, repair)


@pytest.mark.usefixtures("matters")
def test_the_sheet_names_them_too(cast, sign_in):
    lines = sheet(sign_in(cast.liaison_a).get("/matters/export/", {"kind": "toy_repair"}))
    assert "修理单位" in lines[0]
    assert lines[1][lines[0].index("修理单位")] == "县水务局、县公安局"


@pytest.mark.usefixtures("matters")
def test_the_workbench_names_them_too(cast, sign_in):
    page = sign_in(cast.liaison_b).get("/").content.decode()
    assert "县市场监管局" in page


@pytest.mark.usefixtures("matters")
def test_an_organisation_is_found_on_whatever_side_it_stands(cast, sign_in):
    client = sign_in(cast.liaison_a)
    assert set(titles(client.get("/matters/", {"organisation": cast.police.pk}))) == {"借", "修"}
    assert titles(client.get("/matters/", {"organisation": cast.agency_b.pk})) == ["修"]
    assert set(titles(client.get("/matters/", {"q": "公安局"}))) == {"借", "修"}
    assert chips(client.get("/matters/"), "单位") == {"县公安局": "2", "县水务局": "1", "县检察院": "1"}


@pytest.mark.usefixtures("matters")
def test_who_merely_looks_on_is_no_party(cast, sign_in):
    assert titles(sign_in(cast.liaison_a).get("/matters/", {"organisation": cast.bureau.pk})) == []


def test_more_rows_of_several_parties_ask_the_database_no_more(cast, sign_in):
    client = sign_in(cast.liaison_a)
    counted = []
    for number in (1, 4):
        for _ in range(number):
            RepairCourse(cast).agreed()
        client.get("/matters/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/matters/")
        counted.append(len(seen))
    assert counted[0] == counted[1]
