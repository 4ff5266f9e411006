"""Worklists: what concerns whom, most urgent first, by key and by one index each."""

from datetime import date, timedelta

import pytest

from common.when import When
from deadlines.models import Deadline
from matters.models import Participation
from tests import factories
from tests.deadlines.conftest import make_cast

RECEIVED = When.on(date(2024, 9, 5))


@pytest.fixture
def many(cast):
    start = date(2024, 9, 1)
    return [cast.owes(starts=When.on(start + timedelta(days=n)), subject=str(n)) for n in range(9)]


def test_what_is_owed_comes_most_urgent_first(cast, many):
    rows = list(Deadline.objects.owed_by(cast.agency))
    assert [row.due_on for row in rows] == sorted(row.due_on for row in many)


def test_pages_by_key_show_each_row_once(cast, many):
    key, seen = None, []
    while page := Deadline.objects.page(cast.liaison, after=key, limit=4):
        seen += page
        key = page[-1].due_at, page[-1].pk
    assert sorted(row.pk for row in seen) == sorted(row.pk for row in many)


def test_both_sides_see_it_and_a_stranger_does_not(cast, many):
    stranger = make_cast("2号")
    assert len(Deadline.objects.page(cast.handler)) == 9
    assert Deadline.objects.page(stranger.liaison) == []
    assert Deadline.objects.page(stranger.handler) == []


def test_what_an_agency_keeps_inside_is_not_among_what_the_other_waits_for(cast):
    cast.owes("target.inside", due_on=date(2024, 9, 20), audience=cast.agency)
    assert len(Deadline.objects.page(cast.liaison)) == 1
    assert Deadline.objects.page(cast.handler) == []


def test_the_judicial_bureau_sees_what_was_issued_in_its_county(cast):
    bureau = factories.membership(factories.organisation("司法局", "judicial_bureau"), "assessor")
    cast.owes(starts=RECEIVED)
    assert len(Deadline.objects.page(bureau)) == 1
    for field, value in (("is_issued", False), ("sensitivity", "sealed"), ("to_administrative_body", False)):
        before = getattr(cast.matter, field)
        setattr(cast.matter, field, value)
        cast.matter.save()
        assert Deadline.objects.page(bureau) == []
        setattr(cast.matter, field, before)
        cast.matter.save()


def test_a_superior_procuratorate_sees_those_below_also_courts(cast):
    where = factories.jurisdiction("513200")
    above = factories.organisation("州检察院", "procuratorate", "superior", where=where)
    cast.owes(starts=RECEIVED)
    cast.matter.to_administrative_body = False
    cast.matter.save()
    assert len(Deadline.objects.page(factories.membership(above, "case_manager"))) == 1


def test_a_section_officer_sees_what_was_assigned_to_them(cast, many):
    officer = factories.membership(cast.agency, "section_officer")
    assert Deadline.objects.page(officer) == []
    Participation.objects.create(
        matter=cast.matter,
        organisation=cast.agency,
        role="recipient",
        since=cast.event(),
        responsible=officer,
    )
    assert len(Deadline.objects.page(officer)) == 9


def test_administrators_see_none(cast, many):
    admin = factories.membership(factories.organisation("管理", "judicial_bureau"), "system_admin")
    assert Deadline.objects.page(admin) == []


def test_closed_and_undated_rows_are_in_no_worklist(cast):
    cast.owes(starts=RECEIVED)
    cast.owes(starts=When.parse("2024"), subject="undated")
    cast.close(on=date(2024, 10, 1), subject="")
    assert Deadline.objects.page(cast.liaison) == []
    assert Deadline.objects.filter(debtor=cast.agency).without_day().count() == 1


@pytest.mark.parametrize(
    ("way", "index"), [("owed_by", "deadline_by_debtor"), ("owed_to", "deadline_by_creditor")]
)
def test_each_branch_reads_its_own_index(cast, way, index):
    plan = getattr(Deadline.objects, way)(cast.agency)[:50].explain()
    assert index in plan or "Seq Scan" in plan  # PostgreSQL scans a table of nine rows


def test_a_page_takes_the_same_queries_however_many_rows(cast, many, django_assert_num_queries):
    membership = (
        type(cast.handler)
        .objects.select_related("user", "organisation__jurisdiction")
        .get(pk=cast.handler.pk)
    )
    with django_assert_num_queries(3):
        Deadline.objects.page(membership)
