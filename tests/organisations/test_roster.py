"""联络员名录: who is listed, in which order, found how, at which cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/liaisons/"


@pytest.fixture
def office(cast, sign_in):
    people = (cast.substitute_a, cast.head_a, cast.deputy_head_a, cast.liaison_a, cast.agency_b, cast.court)
    assert people
    return sign_in(cast.mechanism_liaison)


def names(answer) -> list[str]:
    return [entry.organisation.short_name for entry in answer.context["entries"]]


def test_each_agency_stands_with_its_liaison_substitute_and_leader_in_charge(cast, office):
    entries = {entry.organisation: entry for entry in office.get(URL).context["entries"]}
    entry = entries[cast.agency_a]
    assert (entry.liaison, entry.substitute, entry.leader) == (
        cast.liaison_a,
        cast.substitute_a,
        cast.deputy_head_a,
    )


def test_agencies_without_anyone_come_first(cast, office):
    answer = office.get(URL)
    assert names(answer)[0] == "县水务局"
    assert "有 1 个单位没有联络员" in answer.content.decode()
    assert names(office.get(URL, {"missing": 1})) == ["县水务局"]


def test_the_court_is_listed_but_owes_no_liaison(cast, office):
    assert "县法院" in names(office.get(URL))
    assert cast.court not in Organisation.objects.without_liaison()


@pytest.mark.parametrize("text", ["水务", "县水务局", "swj", "xswj", "shuiwuju", "Shui Wu"])
def test_an_agency_is_found_by_name_pinyin_and_initials(office, text):
    assert names(office.get(URL, {"q": text})) == ["县水务局"]


def test_nothing_found_says_what_to_do(office):
    assert "没有符合条件的单位" in office.get(URL, {"q": "xyz"}).content.decode()


def test_procuratorates_and_other_jurisdictions_are_not_listed(cast, office):
    assert cast.superior_bureau.short_name not in names(office.get(URL))
    assert cast.procuratorate.short_name not in names(office.get(URL))
    assert office.get(f"/liaisons/{cast.superior_bureau.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_roster(cast, office, django_assert_num_queries):
    office.get(URL)
    # session, user, places, capabilities; count of the missing, entries, their people and capabilities, open work, unread
    with django_assert_num_queries(10):
        office.get(URL)
    for _ in range(20):
        factories.membership(factories.organisation(), "liaison")
    with django_assert_num_queries(10):
        office.get(URL)


def test_the_people_of_an_agency_cost_the_same_however_many_they_are(cast, office):
    office.get(URL)
    with CaptureQueriesContext(connection) as few:
        office.get(f"/liaisons/{cast.agency_a.pk}/")
    for _ in range(10):
        factories.membership(cast.agency_a, "section_officer")
    with CaptureQueriesContext(connection) as many:
        office.get(f"/liaisons/{cast.agency_a.pk}/")
    assert len(many) == len(few)
