"""Whatever the kind: the pages that are for any matter open for everybody, and nobody finds what is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matters.models import Matter
from recommendations.models import Recommendation
from tests.every_kind import for_every_model, leader, one_of_each, under_way
from tests.toys.courses import LoanCourse, RepairCourse
from tests.toys.models import Loan, Repair
from tests.workflow.matters import chips, sheet, titles
from workflow.steps import steps_of


@pytest.fixture
def find(cast, sign_in):
    """`find(kind="toy_loan")`: the list as a house sees it that takes part in every kind."""
    client = sign_in(cast.liaison_a)
    return lambda **conditions: client.get("/matters/", conditions)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def sees(person, matter) -> bool:
    return Matter.objects.visible_to(person).filter(pk=matter.pk).exists()


def test_the_pages_that_show_every_kind_open_for_everybody(cast, sign_in):
    one_of_each(cast)
    for who, person in cast.everyone().items():
        if person.is_administrator:
            continue
        client = sign_in(person)
        for address in ("/", "/matters/", "/matters/?q=一", "/matters/export/"):
            assert client.get(address).status_code == 200, (who, address)


@for_every_model
def test_its_page_opens_for_those_who_see_it_and_for_nobody_else(cast, sign_in, model):
    matter = under_way(cast, model).matter
    for who, person in cast.everyone().items():
        if person.is_administrator:
            continue
        status = sign_in(person).get(f"/matters/{matter.pk}/").status_code
        assert status == (200 if sees(person, matter) else 404), who


@for_every_model
def test_each_step_that_may_be_taken_has_a_page(cast, sign_in, model):
    matter = under_way(cast, model).matter
    for who, person in cast.everyone().items():
        if not sees(person, matter):
            continue
        for name, step in steps_of(model).items():
            if step.is_listed(matter) and not step.refusal(matter, person):
                answer = sign_in(person).get(f"/matters/{matter.pk}/steps/{name}/")
                assert answer.status_code == 200, (who, name)


@for_every_model
def test_its_field_history_and_its_dossier_open_for_the_house_that_leads(cast, sign_in, model):
    matter = under_way(cast, model).matter
    client = sign_in(leader(cast, matter))
    assert "校验相符" in client.get(f"/matters/{matter.pk}/history/").content.decode()
    assert client.get(f"/matters/{matter.pk}/dossier/").status_code == 200


@for_every_model
def test_it_is_found_by_its_title_and_exported_as_it_is_listed(cast, sign_in, model):
    matter = under_way(cast, model).matter
    client = sign_in(leader(cast, matter))
    assert matter.title in titles(client.get("/matters/", {"q": matter.title}))
    lines = sheet(client.get("/matters/export/", {"q": matter.title}))
    assert [matter.title, matter.kind_label] in [[line[0], line[2]] for line in lines]


def test_a_list_of_several_kinds_counts_each_row_once(cast, find):
    for model in (Recommendation, Loan, Repair):
        under_way(cast, model)
    LoanCourse(cast, issued_on="2025-12-01").asked()
    RepairCourse(cast, issued_on="2026-01-05").agreed()
    answer = find()
    assert chips(answer, "类型") == {"社会治理检察建议": "1", "玩具借用": "2", "玩具修理": "2"}
    assert chips(answer, "阶段") == {"在办": "5", "起草审批": "1", "办理中": "4"}
    assert chips(answer, "年度") == {"2026年": "2", "2025年": "1"}


def test_states_are_offered_once_the_list_is_of_one_kind(cast, find):
    one_of_each(cast)
    LoanCourse(cast).agreed()
    assert chips(find(), "状态") == {}
    assert chips(find(kind="toy_loan"), "状态") == {"待签收": "1", "借用中": "1"}


def test_a_state_is_that_of_its_own_kind(cast, find):
    loan, repair = LoanCourse(cast, title="甲").agreed(), RepairCourse(cast, title="乙").agreed()
    assert loan.matter.state == repair.matter.state
    assert titles(find(state="loan.agreed")) == ["甲"]
    assert titles(find(state="repair.agreed")) == ["乙"]


def test_more_kinds_of_one_table_ask_the_database_no_more(cast, find, django_assert_num_queries):
    LoanCourse(cast).out()
    find()
    with CaptureQueriesContext(connection) as before:
        find()
    RepairCourse(cast).agreed()
    # One for all rows that are addressed to nobody: who acts in them.
    with django_assert_num_queries(len(before) + 1):
        find()
