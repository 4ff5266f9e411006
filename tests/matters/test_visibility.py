"""Who sees a matter at all: by taking part, by jurisdiction, by a single exception."""

import pytest
from guardian.shortcuts import assign_perm

from deadlines.models import Deadline
from matters import standing
from matters.kinds import OpenTo, Sensitivity
from matters.models import Matter
from organisations.models import Membership
from tests import factories
from tests.courses import Course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
ADMINISTRATORS = ["system_admin", "security_admin", "auditor"]
OWN_PEOPLE = [
    "handler",
    "second_handler",
    "clerk",
    "department_head",
    "policy_reviewer",
    "chief",
    "case_manager",
]
WITHIN_THE_COUNTY = ["assessor", "superior_assessor", "assessor_government", "liaison_government"]


def seen(membership: Membership) -> int:
    return Matter.objects.visible_to(membership).count()


@pytest.fixture
def draft(cast) -> Matter:
    return Course(cast).draft().matter


@pytest.fixture
def issued(cast) -> Matter:
    return Course(cast).registered().matter


@pytest.mark.parametrize("name", OWN_PEOPLE)
def test_the_procuratorate_sees_its_own_from_the_beginning(cast, draft, name):
    assert seen(getattr(cast, name)) == 1


@pytest.mark.parametrize(
    "name", ["liaison_a", "head_a", "assessor", "superior_handler", "liaison_government"]
)
def test_nobody_else_sees_anything_before_issue(cast, draft, name):
    assert seen(getattr(cast, name)) == 0


@pytest.mark.parametrize("name", ["liaison_a", "substitute_a", "intake_a", "head_a", "deputy_head_a"])
def test_the_recipient_sees_it_from_issue(cast, issued, name):
    assert seen(getattr(cast, name)) == 1


@pytest.mark.parametrize("name", ["liaison_b", "head_b", "liaison_police"])
def test_another_agency_never_sees_it(cast, issued, name):
    assert seen(getattr(cast, name)) == 0


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_the_three_administrators_see_no_matter(cast, issued, name):
    assert seen(getattr(cast, name)) == 0


@pytest.mark.parametrize("name", WITHIN_THE_COUNTY)
def test_bureau_and_government_see_what_is_issued_to_administrative_bodies(cast, issued, name):
    assert seen(getattr(cast, name)) == 1


@pytest.mark.parametrize("name", WITHIN_THE_COUNTY)
def test_bureau_and_government_do_not_see_what_is_issued_to_the_court(cast, name):
    Course(cast, "retrial", cast.court).registered()
    assert seen(getattr(cast, name)) == 0


def test_the_superior_procuratorate_sees_that_too(cast):
    Course(cast, "retrial", cast.court).registered()
    assert seen(cast.superior_handler) == 1


@pytest.mark.parametrize("name", [*WITHIN_THE_COUNTY, "superior_handler", "superior_chief"])
def test_what_is_sealed_is_for_those_who_take_part(cast, issued, name):
    issued.sensitivity = "sealed"
    issued.save()
    assert seen(getattr(cast, name)) == 0
    assert seen(cast.liaison_a) == seen(cast.handler) == 1


@pytest.mark.parametrize("name", ["superior_handler", "superior_chief"])
def test_the_superior_procuratorate_sees_what_is_issued_below_it(cast, issued, name):
    assert seen(getattr(cast, name)) == 1


@pytest.mark.parametrize(
    ("open_to", "shown"),
    [(OpenTo(), (0, 0)), (OpenTo(superior=True), (1, 0)), (OpenTo(government=True), (0, 1))],
)
def test_what_those_above_see_is_what_the_kind_has_said(cast, issued, open_to, shown):
    """Whatever else is true of the matter, as that something was issued in it."""
    Matter.objects.update(open_to_superior=open_to.superior, open_to_government=open_to.government)
    assert (seen(cast.superior_handler), seen(cast.assessor)) == shown
    owed = [Deadline.objects.within(each).count() for each in (cast.superior_handler, cast.assessor)]
    assert tuple(map(bool, owed)) == tuple(map(bool, shown))


def test_a_matter_is_open_to_nobody_above_unless_its_kind_says_so():
    assert Matter().open_to() == OpenTo()


@pytest.mark.parametrize("level", ["county", "prefecture", "province"])
def test_what_is_open_in_a_jurisdiction_is_read_by_its_index(cast, issued, level):
    """The index holds what is open to either; PostgreSQL scans a table of one row."""
    for column in ("open_to_superior", "open_to_government"):
        rows = Matter.objects.filter(**{column: True, level: cast.county.codes()[level]})
        plan = rows[:50].explain()
        assert f"matter_by_{level}" in plan or "Seq Scan" in plan


def test_a_bureau_elsewhere_sees_nothing(cast, issued):
    bureau = factories.organisation("外县司法局", "judicial_bureau", where=factories.jurisdiction("510000"))
    bureau.jurisdiction = type(cast.county).objects.create(
        code="513226", name="外县", short_name="外县", level="county", parent=cast.county.parent
    )
    bureau.save()
    assert seen(factories.membership(bureau, "assessor")) == 0


def test_a_section_officer_sees_only_what_is_assigned_to_them(cast):
    course = Course(cast).served()
    assert seen(cast.officer_a) == 0
    course.take("assign_inside", cast.liaison_a, section="市场股", person=cast.officer_a)
    assert seen(cast.officer_a) == 1


def test_a_copied_body_sees_it_from_the_step_that_names_it(cast):
    course = Course(cast).approved()
    course.matter.intended_copies.create(organisation=cast.police)
    assert seen(cast.liaison_police) == 0
    course.take("issue", cast.handler)
    assert seen(cast.liaison_police) == 1


def test_a_single_exception_lets_one_person_in(cast, draft):
    assign_perm("matters.view_matter", cast.liaison_b.user, Matter.objects.get(pk=draft.pk))
    assert seen(cast.liaison_b) == 1
    assert seen(cast.head_b) == 0


def test_an_exception_lets_no_administrator_in(cast, draft):
    assign_perm("matters.view_matter", cast.auditor.user, Matter.objects.get(pk=draft.pk))
    assert seen(cast.auditor) == 0


def test_a_place_that_has_ended_sees_nothing(cast, issued, tuesday):
    cast.liaison_a.ended_on = tuesday
    cast.liaison_a.save()
    assert seen(cast.liaison_a) == 0


def test_what_was_entered_by_mistake_leaves_the_sight_of_the_jurisdiction(cast):
    course = Course(cast).registered()
    course.take("annul", cast.department_head, reason="重复登记")
    assert seen(cast.assessor) == seen(cast.superior_handler) == 0
    assert seen(cast.handler) == 1


def test_what_is_written_by_one_column_leaves_it_too(cast, issued):
    """Whoever writes the sensitivity alone shuts those out who look after the jurisdiction."""
    found = Matter.objects.get(pk=issued.pk).concrete
    found.sensitivity = Sensitivity.SEALED
    with standing.collecting():
        found.save(update_fields=["sensitivity"])
    assert seen(cast.assessor) == seen(cast.superior_handler) == 0


@pytest.mark.parametrize("capability", ["superior", "procuratorate", "oversight", "supervisory"])
def test_no_single_word_of_the_roster_opens_the_matters_of_a_jurisdiction(cast, issued, capability):
    """Who is above without being a procuratorate, or a procuratorate without being above, sees its own alone."""
    cast.police.capabilities.all().delete()
    cast.police.capabilities.create(capability=capability)
    person = factories.membership(cast.police, "liaison")
    assert seen(person) == Deadline.objects.within(person).count() == 0
