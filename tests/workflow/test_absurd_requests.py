"""Whatever a request carries, the portal answers: no parameter of any page, however absurd, is a fault of the server."""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse

from organisations.models import LoginRecord
from tests.workflow.pages import MATTER_PAGES, OPEN_PAGES, PAGES
from tests.workflow.test_page_matrix import (
    ONE_OF_EACH_ROLE,
    address,
    every_address,
    issued,
    matter_address,
    patterns,
    subjects,
)
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
BEYOND = str(10**30)
#: What no page expects: too great, below nothing, no digit though it counts as one, far days, a whole book.
ABSURD = [
    BEYOND,
    "-1",
    "²",
    "9999-12-31",
    "0001年1月1日",
    "😀'\"<%\\",
    "长" * 2_000,
    "99999999999999999-9",
    "20260229",
    "1e400",
]
PARAMETERS = (
    "after before page q kind sub_kind phase state due organisation handler year sort show next about missing post "
    "month lead recipient domain outcome since until person membership session note version key what who action id o e"
).split()


def absurd(names: list[str], shift: int) -> dict[str, list[str]]:
    """Each name with another value; the last of all twice."""
    chosen = {name: [ABSURD[(place + shift) % len(ABSURD)]] for place, name in enumerate(names)}
    return chosen | {names[-1]: [ABSURD[shift], "1"]} if names else {}


def fields_of(answer) -> list[str]:
    """Every field of the page's forms, which its script would post."""
    text = (
        answer.content.decode(errors="replace")
        if answer.get("Content-Type", "").startswith("text/html")
        else ""
    )
    return sorted(set(re.findall(r'name="([\w-]+)"', text)) - {"csrfmiddlewaretoken"})


def pages(cast, sign_in) -> Iterator[tuple[Client, str]]:
    """Every page with somebody who may open it."""
    subject = subjects(cast)
    for name, page in PAGES.items():
        if name != "organisations:logout":
            role = next(iter(page.roles.split()), "mechanism_liaison")
            yield sign_in(getattr(cast, ONE_OF_EACH_ROLE[role])), address(name, subject)
    matter = issued(cast)
    for name, _, step in MATTER_PAGES:
        if name not in ("matters:dossier_pdf", "matters:dossier_zip"):
            yield sign_in(cast.handler), matter_address(matter, name, step)
    actors = [cast.handler, cast.liaison_a, cast.chief]
    for actor in actors:
        for step in steps_of(type(matter.concrete)).values():
            if not step.refusal(matter.concrete, actor):
                yield sign_in(actor), reverse("matters:step", args=[matter.pk, step.name])


def test_no_parameter_of_any_page_is_a_fault_of_the_server(cast, sign_in):
    faults = {}
    for turn, (client, where) in enumerate(pages(cast, sign_in)):
        client.raise_request_exception = False
        shift = turn % len(ABSURD)
        plain = client.get(where, absurd(PARAMETERS, shift))
        posted = client.post(where, absurd([*fields_of(plain), *PARAMETERS], shift))
        for answer in (plain, posted):
            if answer.status_code >= 500:
                faults[where, shift] = repr(answer.exc_info[1]) if answer.exc_info else answer.status_code
    assert faults == {}


def test_no_number_in_an_address_is_a_fault_of_the_server(cast, sign_in):
    client, faults = sign_in(cast.handler), {}
    client.raise_request_exception = False
    for _, where in numbered_addresses():
        for method in (client.get, client.post):
            code = method(where).status_code
            if code >= 500 or code == 200:
                faults[where] = code
    assert faults == {}


def numbered_addresses() -> Iterator[tuple[str, str]]:
    samples = {"IntConverter": BEYOND, "StringConverter": "长" * 500, "SlugConverter": "x" * 5000}
    for name, pattern in patterns(get_resolver()):
        kinds = {key: type(converter).__name__ for key, converter in pattern.pattern.converters.items()}
        if "IntConverter" in kinds.values():
            yield name, reverse(name, kwargs={key: samples.get(kind, "one") for key, kind in kinds.items()})


def test_no_parameter_of_the_administration_is_a_fault_of_the_server(cast, sign_in):
    client, faults = sign_in(cast.system_admin), {}
    client.raise_request_exception = False
    for turn, model in enumerate(admin.site._registry):
        pattern = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        asked = [
            (reverse(f"{pattern}_change", args=[BEYOND]), {}),
            (reverse(f"{pattern}_changelist"), absurd(["q", "p", "o", "all"], turn % len(ABSURD))),
            (reverse(f"{pattern}_changelist"), {"id__exact": BEYOND}),
        ]
        codes = {(where, str(sent)[:60]): client.get(where, sent).status_code for where, sent in asked}
        faults |= {key: code for key, code in codes.items() if code >= 500}
    assert faults == {}


NUL = {
    "in the address": lambda client: client.get("/matters/\0/"),
    "in a parameter": lambda client: client.get("/matters/", {"q": "a\0b"}),
    "as a parameter": lambda client: client.get("/matters/", {"a\0b": "q"}),
    "in what is posted": lambda client: client.post("/login/", {"username": "a\0b", "password": "x"}),
    "in a password": lambda client: client.post("/login/", {"username": "a", "password": "\0"}),
    "as a header": lambda client: client.get("/", headers={"User-Agent": "a\0b"}),
    "in a cookie": lambda client: client.get("/", headers={"Cookie": 'portal_session="abcdefgh\\000"'}),
}


@pytest.mark.parametrize("place", NUL)
def test_a_nul_is_no_request(db, client, place):
    client.raise_request_exception = False
    assert NUL[place](client).status_code == 400


def test_an_address_that_a_proxy_made_up_fails_no_log_in(cast, client, settings):
    settings.PORTAL_PROXIES = 1
    for given in ("x" * 500, "1.2.3.4:99999", "‮"):
        client.raise_request_exception = False
        answer = client.post(
            "/login/", {"username": "a", "password": "b"}, headers={"X-Forwarded-For": given}
        )
        assert answer.status_code < 500
    assert all(len(each.address) <= 45 for each in LoginRecord.objects.all())


def test_open_pages_take_anything(db, client):
    client.raise_request_exception = False
    addresses = dict(every_address())
    for name in OPEN_PAGES:
        assert client.get(addresses[name], absurd(PARAMETERS, 0)).status_code < 500, name
