"""The workbench takes as many queries for sixty matters as for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import clock
from tests.toys.courses import RepairCourse
from tests.workflow.matters import issued

pytestmark = pytest.mark.django_db
READERS = (
    "handler clerk chief case_manager mechanism_liaison liaison_a head_a assessor superior_handler".split()
)


def queries(client) -> int:
    client.get("/")  # the session has been seen
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/").status_code == 200
    return len(seen)


def test_it_does_not_grow_with_rows(cast, sign_in):
    with clock.set_to(date(2026, 12, 20)):
        clients = {name: sign_in(getattr(cast, name)) for name in READERS}
        for number in range(3):
            issued(cast, received_on="2026-10-12" if number else "")
        few = {name: queries(client) for name, client in clients.items()}
        for number in range(57):
            issued(cast, received_on="" if number % 4 else "2026-10-12")
        assert {name: queries(client) for name, client in clients.items()} == few
    assert max(few.values()) <= 27


def test_nor_with_matters_in_which_several_houses_stand_on_one_side(cast, sign_in):
    clients = [sign_in(person) for person in (cast.liaison_b, cast.liaison_police, cast.liaison_a)]
    RepairCourse(cast).agreed()
    few = [queries(client) for client in clients]
    for _ in range(4):
        RepairCourse(cast).agreed()
    assert [queries(client) for client in clients] == few
