"""Queries per page: pinned, and the same for a long history as for a short one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations.models import Advice
from tests.courses import Course, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
SHORT, LONG = 10, 200
#: The most that each page asks of the database, session and access log included.
#: Two small tables among them, of names and of laws, are read once a request; the bell asks for what its reader may
#: see of the matters that unread notices are about (one); the head asks who holds the place that is waited for (one);
#: the menu of whoever may begin a matter which kinds are in use there (one).
MATTER = {"handler": 44, "chief": 35, "liaison_a": 31, "assessor": 27, "superior_handler": 26}
STEPS = {
    "handler/record_visit": 13,
    "handler/remind": 18,
    "liaison_a/reply": 23,
    "liaison_a/report_progress": 14,
}
#: The history asks for each table in which a matter of its kind can have rows, however many rows there are,
#: and for links.
DRAFT, HISTORY = 33, 56


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def visits(course: Course, number: int) -> None:
    """More of the same, every tenth with a file."""
    for n in range(number):
        files = [] if n % 10 else [upload(course.cast.handler.user)]
        course.take("record_visit", course.cast.handler, findings=f"第{n}次走访。", shared=True, files=files)


def test_the_matter_page_does_not_grow_with_its_history(cast, sign_in):
    course, counted = Course(cast).served(), {}
    for length in (SHORT, LONG - SHORT):
        visits(course, length)
        for who in MATTER:
            address = f"/matters/{course.matter.pk}/"
            counted.setdefault(who, []).append(queries(sign_in(getattr(cast, who)), address))
    assert {who: long for who, (short, long) in counted.items() if long != short} == {}
    assert {who: long for who, (_, long) in counted.items() if long > MATTER[who]} == {}


def test_the_pages_of_steps_do_not_grow_with_the_history(cast, sign_in):
    course, counted = Course(cast).served(), {}
    for length in (SHORT, LONG - SHORT):
        visits(course, length)
        for page in STEPS:
            who, step = page.split("/")
            address = f"/matters/{course.matter.pk}/steps/{step}/"
            counted.setdefault(page, []).append(queries(sign_in(getattr(cast, who)), address))
    assert {page: long for page, (short, long) in counted.items() if long != short} == {}
    assert {page: long for page, (_, long) in counted.items() if long > STEPS[page]} == {}


def test_the_reply_page_does_not_grow_with_the_advices(cast, sign_in):
    course = Course(cast).served()
    client, address = sign_in(cast.liaison_a), f"/matters/{course.matter.pk}/steps/reply/"
    few = queries(client, address)
    for order in range(3, 13):
        Advice.objects.create(recommendation=course.matter, order=order, text=f"第{order}项")
    assert queries(client, address) == few


def test_the_draft_page_does_not_grow_with_the_advices(cast, sign_in):
    course = Course(cast).draft()
    client, address = sign_in(cast.handler), f"/recommendations/{course.matter.pk}/draft/"
    few = queries(client, address)
    for order in range(3, 13):
        Advice.objects.create(recommendation=course.matter, order=order, text=f"第{order}项")
    assert queries(client, address) == few <= DRAFT


def test_the_field_history_does_not_grow_with_the_events(cast, sign_in):
    course = Course(cast).served()
    client, address = sign_in(cast.handler), f"/matters/{course.matter.pk}/history/"
    short = queries(client, address)
    visits(course, 30)
    assert queries(client, address) == short <= HISTORY
