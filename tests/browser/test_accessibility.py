"""axe-core finds nothing on any page, at a desk and on a phone, and no page is wider than its window."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from organisations.models import Membership
from recommendations.choices import Kind
from recommendations.models import Recommendation
from tests.browser.conftest import DESK, PHONE
from tests.browser.seeing import Faults, faulty, forms_faulty, too_wide
from tests.courses import Course
from tests.workflow.handing import hand_over
from workflow.steps import steps_of

ROLES = ["handler", "chief", "department_head", "mechanism_liaison", "liaison_a", "officer_a", "head_a"]
OTHERS = ["assessor", "auditor", "system_admin", "liaison_government", "superior_handler"]
GATES = ["/login/", "/password/reset/", "/no-such-page/"]
NEW = [
    f"/matters/new/recommendation/{name}/"
    for name in ("decide_investigation", "file_case", "register_issued")
]
WINDOWS = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])


def matter_page(matter: Recommendation) -> str:
    return reverse("matters:matter", args=[matter.pk])


def open_steps(matters: list[Recommendation], actor: Membership) -> list[str]:
    """The pages of all steps that `actor` may take now, each sort of step once."""
    found = {
        step.name: reverse("matters:step", args=[matter.pk, step.name])
        for matter in matters
        for step in steps_of(Recommendation).values()
        if step.listed and not step.creates and not step.refusal(matter, actor)
    }
    return list(found.values())


@pytest.fixture
def county(cast) -> list[Recommendation]:
    """A matter in each stretch of its life."""
    cast.everyone()
    ways = [Course.draft, Course.submitted, Course.issued, Course.served, Course.replied, Course.closed]
    return [way(Course(cast, Kind.PUBLIC_INTEREST)).matter for way in ways]


@pytest.fixture
def busy(cast) -> Recommendation:
    """An objection, a request for more time, something assigned, reported and urged, all at once."""
    course = Course(cast).served()
    course.take("assign_inside", cast.liaison_a, section="执法大队", person=cast.officer_a)
    course.take("object", cast.head_a, grounds="认定事实有误。")
    hand_over(course, "report_progress", cast.officer_a, text="已开始清理。")
    course.take("remind", cast.handler)
    return course.matter


def pages_of(page: Page, member: Membership) -> Faults:
    seen = Recommendation.objects.visible_to(member).order_by("-pk")
    return faulty(page, ["/", "/matters/", "/notices/", *map(matter_page, seen[:2])])


@pytest.mark.parametrize(("viewport", "names"), [(DESK, ROLES), (PHONE, ["handler", "liaison_a"])])
def test_home_list_inbox_and_matters(as_person, cast, county, busy, viewport, names):
    members = [getattr(cast, name) for name in names]
    found = {m.role: pages_of(as_person(m, viewport=viewport), m) for m in members}
    assert {role: each for role, each in found.items() if each} == {}


def test_the_longest_word_of_a_step_fits_a_phone(as_person, cast):
    """终结案件（不提出检察建议） beside another button."""
    matter = Course(cast, Kind.PUBLIC_INTEREST).begin().matter
    assert faulty(as_person(cast.handler, viewport=PHONE), [matter_page(matter)], too_wide) == {}


def test_home_and_board_of_those_who_look_on(as_person, cast, county):
    found = {}
    for name in OTHERS:
        page = as_person(getattr(cast, name))
        found[name] = faulty(page, ["/", "/board/", "/profile/", "/password/"])
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("name", ["handler", "liaison_a"])
def test_every_form_as_it_opens_with_its_errors_and_on_a_phone(as_person, cast, county, busy, name):
    member = getattr(cast, name)
    steps = [*open_steps([*county, busy], member), *(NEW if name == "handler" else ())]
    assert forms_faulty(as_person(member), steps) == {}
    assert faulty(as_person(member, viewport=PHONE), steps, too_wide) == {}


@WINDOWS
def test_drafting(as_person, cast, county, viewport):
    page = as_person(cast.handler, viewport=viewport)
    assert faulty(page, [reverse("recommendations:draft", args=[county[0].pk])]) == {}


@WINDOWS
def test_the_roster_and_the_calls(as_person, cast, county, viewport):
    page, agency = as_person(cast.mechanism_liaison, viewport=viewport), cast.agency_a.pk
    people = [f"/liaisons/{agency}/", f"/liaisons/{agency}/replace/"]
    assert faulty(page, ["/liaisons/", "/matters/calls/", *people]) == {}
    own = as_person(cast.liaison_a, viewport=viewport)
    assert faulty(own, ["/people/", "/people/consent/", "/notices/preferences/"]) == {}


@WINDOWS
def test_the_gate_and_what_is_refused(visit, as_person, cast, county, viewport):
    assert faulty(visit(viewport=viewport), GATES) == {}
    refused = reverse("matters:step", args=[county[3].pk, "sign_for"])
    page = as_person(cast.liaison_a, viewport=viewport)
    assert faulty(page, [refused, "/matters/99999/", "/matters/?q=没有这样的事项"]) == {}
