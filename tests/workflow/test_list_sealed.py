"""封存: whoever neither handles nor answers the matter sees its number alone, and finds it by number alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.toys.courses import RepairCourse
from tests.workflow.matters import issued, sheet, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
READERS = ["handler", "second_handler", "department_head", "chief", "liaison_a", "head_a"]
OTHERS = ["clerk", "policy_reviewer", "case_manager", "mechanism_liaison"]
HERE = "/matters/"


@pytest.fixture
def sealed(cast):
    return issued(cast, "未成年人保护", number="川九检建〔2026〕5号", sensitivity="sealed")


@pytest.mark.parametrize("name", READERS)
def test_who_handles_or_answers_reads_and_finds_the_title(cast, sign_in, sealed, name):
    client = sign_in(getattr(cast, name))
    assert titles(client.get(HERE)) == titles(client.get(f"{HERE}?q=未成年")) == ["未成年人保护"]


@pytest.mark.parametrize("name", OTHERS)
def test_the_rest_of_the_house_sees_and_finds_the_number_alone(cast, sign_in, sealed, name):
    client = sign_in(getattr(cast, name))
    answer = client.get(HERE)
    assert titles(answer) == ["（封存事项）"]
    assert "川九检建〔2026〕5号" in answer.content.decode()
    assert titles(client.get(f"{HERE}?q=未成年")) == []
    assert titles(client.get(f"{HERE}?q=〔2026〕5号")) == ["（封存事项）"]


def test_the_export_hides_it_too(cast, sign_in, sealed):
    line = sheet(sign_in(cast.clerk).get(f"{HERE}export/"))[1]
    assert line[:2] == ["（封存事项）", "川九检建〔2026〕5号"]


def test_whoever_looks_after_the_jurisdiction_does_not_see_it(cast, sign_in, sealed):
    for person in (cast.assessor, cast.superior_chief, cast.assessor_government):
        assert titles(sign_in(person).get(HERE)) == []


@pytest.mark.parametrize("name", ["liaison_a", "head_a", "liaison_b", "liaison_police"])
def test_an_agency_that_leads_and_all_who_act_read_and_find_it(cast, sign_in, name):
    RepairCourse(cast, title="未成年人保护", sensitivity="sealed").agreed()
    client = sign_in(getattr(cast, name))
    assert titles(client.get(HERE)) == titles(client.get(f"{HERE}?q=未成年")) == ["未成年人保护"]


@pytest.mark.parametrize("name", ["intake_a", "liaison_bureau"])
def test_whoever_writes_for_the_lead_or_watches_does_not(cast, sign_in, name):
    RepairCourse(cast, title="未成年人保护", sensitivity="sealed").agreed()
    client = sign_in(getattr(cast, name))
    assert titles(client.get(HERE)) == ["（封存事项）"]
    assert titles(client.get(f"{HERE}?q=未成年")) == []


def test_a_list_of_matters_with_several_houses_takes_no_query_for_each(
    cast, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.liaison_b)
    RepairCourse(cast).agreed()
    client.get(HERE)
    with CaptureQueriesContext(connection) as few:
        client.get(HERE)
    for _ in range(5):
        RepairCourse(cast).agreed()
    with django_assert_max_num_queries(len(few)):
        client.get(HERE)
