"""Every page of the portal against every role, a matter in draft and one that is issued."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents import services as documents
from matters.models import Matter
from organisations.admin_site import KEEPERS
from organisations.middleware import OPEN_WITHOUT_MATTERS
from organisations.models import WITHOUT_MATTERS, Role
from tests import factories
from tests.cast import PEOPLE
from tests.courses import Course, fill, upload
from tests.workflow.handing import hand_over
from tests.workflow.pages import COLUMNS, MATTER_PAGES, OPEN_PAGES, PAGES, Page
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
ONE_OF_EACH_ROLE = {role: name for name, (_, _, role, _) in reversed(PEOPLE.items())}
#: What a draft waits for, and what is waited for when it is issued.
WAITING = ("recommendation.investigation", "target.sign_for")
IN_TABLES = {*PAGES, *OPEN_PAGES, *(name for name, _, _ in MATTER_PAGES)}


SAMPLES = {
    "IntConverter": 1,
    "StringConverter": "one",
    "SlugConverter": "one",
    "PathConverter": "one",
    "UUIDConverter": UUID(int=1),
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name, except those of the admin site, which stand together."""
    for each in resolver.url_patterns:
        if not isinstance(each, URLResolver):
            yield f"{prefix}{each.name}", each
        elif each.app_name != "admin":
            yield from patterns(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)


def names(resolver: URLResolver) -> set[str]:
    return {name for name, _ in patterns(resolver)}


def test_every_page_has_a_row():
    missing = names(get_resolver()) - IN_TABLES
    assert not missing, f"who gets {missing}? Add a row to tests/workflow/pages.py"


def test_every_row_has_a_page():
    assert names(get_resolver()) >= IN_TABLES


def subjects(cast) -> dict[str, object]:
    deadline = Course(cast).served().matter.deadlines.get(rule="recommendation.reply")
    return {
        "agency": cast.agency_a.pk,
        "somebody": cast.liaison_b.user_id,
        "deadline": deadline.pk,
        "nothing": 999_999,
    }


def address(name: str, subject: dict[str, object]) -> str:
    return reverse(name, args=[subject.get(part, part) for part in PAGES[name].argument.split()])


def test_each_role_gets_what_the_table_says(cast, sign_in):
    found, subject = [], subjects(cast)
    for role, who in ONE_OF_EACH_ROLE.items():
        client = sign_in(getattr(cast, who))
        for name, page in PAGES.items():
            code = ask(client, page.method, address(name, subject))
            expected = expected_of(name, page, role)
            if code != expected:
                found.append((name, role, code, expected))
    assert found == [], found


def expected_of(name: str, page: Page, role: str) -> int:
    if role in WITHOUT_MATTERS and holds_matters(name):
        return 404
    return page.code if role in page.roles.split() else 403


def holds_matters(name: str) -> bool:
    room = name.rpartition(":")[0]
    return room not in OPEN_WITHOUT_MATTERS


@pytest.mark.parametrize("role", sorted(WITHOUT_MATTERS))
def test_administrators_find_no_page_of_a_room_that_holds_matters(cast, sign_in, role):
    """Every address there is, whether or not it leads to something: also those nobody thought of."""
    client, found = sign_in(getattr(cast, ONE_OF_EACH_ROLE[role])), {}
    for name, where in every_address():
        if holds_matters(name):
            for method in ("get", "post"):
                found[f"{method} {where}"] = ask(client, method, where)
    assert len(found) > 40
    assert {where: code for where, code in found.items() if code != 404} == {}


def every_address() -> Iterator[tuple[str, str]]:
    """Each name with an address whose arguments are made up after their kind."""
    for name, pattern in patterns(get_resolver()):
        kinds = {key: type(converter).__name__ for key, converter in pattern.pattern.converters.items()}
        yield name, reverse(name, kwargs={key: SAMPLES[kind] for key, kind in kinds.items()})


def test_a_visitor_is_sent_to_the_login(cast, client):
    subject = subjects(cast)
    for name, page in PAGES.items():
        answer = getattr(client, page.method)(address(name, subject))
        assert answer.status_code == 302, name
        assert answer.url.startswith("/login/"), name


def test_what_is_open_to_visitors(client, db):
    addresses = dict(every_address())
    for name, code in OPEN_PAGES.items():
        assert client.get(addresses[name]).status_code == code, name


def test_somebody_without_a_place_reads_where_to_turn(client, db):
    client.force_login(factories.person())
    for name in ("home", "matters:list", "matters:export"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403
        assert "府检联动" in answer.content.decode()


def draft(cast) -> Matter:
    """In draft, with an attachment and a paper of its own."""
    course = Course(cast)
    course.begin().take("start_draft", cast.handler, files=[upload(cast.handler.user)])
    fill(course.matter, [cast.agency_a])
    event, scan = course.matter.events.last(), upload(cast.handler.user)
    documents.keep_scan(
        matter=course.matter, event=event, kind="recommendation", upload=scan, audience=event.audience
    )
    return prepared(course)


def issued(cast) -> Matter:
    return prepared(Course(cast).registered(files=[upload(cast.handler.user)]))


def prepared(course: Course) -> Matter:
    """With a decision of the department head's prepared and handed over."""
    assert course.cast.department_head.pk
    hand_over(course, "annul", course.cast.handler, files=[upload(course.cast.handler.user)])
    return course.matter


def matter_address(matter: Matter, name: str, step: str) -> str:
    more = {
        "matters:attachment": lambda: [matter.attachments.get().pk],
        "matters:due": lambda: [matter.deadlines.filter(rule__in=WAITING).first().pk],
        "matters:answer": lambda: [matter.proposals.get().pk, step],
        "matters:proposal_file": lambda: [matter.proposals.get().files.get().pk],
    }.get(name, lambda: [step] if step else [])()
    first = matter.documents.get().pk if name in ("documents:download", "documents:pdf") else matter.pk
    return reverse(name, args=[first, *more])


def answers(clients: list[Client], matter: Matter, name: str, method: str, step: str) -> str:
    where = matter_address(matter, name, step)
    return " ".join(str(ask(client, method, where)) for client in clients)


def ask(client: Client, method: str, where: str) -> int:
    return getattr(client, method)(where).status_code


@pytest.mark.parametrize(("make", "column"), [(draft, 0), (issued, 1)], ids=["draft", "issued"])
def test_the_pages_of_a_matter(cast, sign_in, make, column):
    matter, found = make(cast), {}
    clients = [sign_in(getattr(cast, who)) for who in COLUMNS]
    for (name, method, step), expected in MATTER_PAGES.items():
        got = answers(clients, matter, name, method, step)
        if got != expected[column]:
            found[f"{method} {name} {step}"] = f"{got} instead of {expected[column]}"
    assert found == {}


def test_a_visitor_finds_no_page_of_a_matter(cast, client):
    matter = issued(cast)
    for name, method, step in MATTER_PAGES:
        answer = getattr(client, method)(matter_address(matter, name, step))
        assert answer.status_code == 302, name
        assert answer.url.startswith("/login/"), name


def test_who_has_no_business_with_a_step_leaves_no_file_behind(cast, sign_in):
    from matters.models import Upload

    matter = issued(cast)
    before = Upload.objects.count()
    with open(__file__, "rb") as file:
        answer = sign_in(cast.assessor).post(f"/matters/{matter.pk}/steps/record_visit/", {"files": file})
    assert (answer.status_code, Upload.objects.count()) == (403, before)


@pytest.mark.parametrize("who", ["assessor", "superior_handler", "liaison_government"])
def test_a_reader_sends_no_step_whatsoever(cast, sign_in, who):
    matter, client = Course(cast).registered().matter, sign_in(getattr(cast, who))
    codes = {
        name: ask(client, "post", f"/matters/{matter.pk}/steps/{name}/") for name in steps_of(type(matter))
    }
    assert set(codes.values()) == {403}, codes


def test_the_admin_site_holds_no_matter():
    shown = {model._meta.label for model in admin.site._registry}
    found = {label for label in shown if label.split(".")[0] in ("matters", "recommendations")}
    assert found == {"matters.DatedName"}  # how kinds and papers are called says nothing of any matter


@pytest.mark.parametrize("role", sorted(set(Role.values) - KEEPERS))
def test_the_admin_site_is_for_two_administrators_alone(cast, sign_in, role):
    answer = sign_in(getattr(cast, ONE_OF_EACH_ROLE[role])).get("/admin/organisations/user/")
    assert answer.status_code in (302, 403)
