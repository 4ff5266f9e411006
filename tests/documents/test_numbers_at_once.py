"""Many at once, on the real database: no number twice, none left out."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from documents import numbers
from documents.models import DocumentNumber, NumberPattern
from organisations.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE, EACH = 4, 8


@pytest.fixture
def organisation() -> Organisation:
    made = factories.organisation("九寨沟县人民检察院", "procuratorate")
    NumberPattern.objects.create(organisation=made, pattern="川九检建〔{year}〕{n}号")
    return made


def at_once(work) -> list:
    """The results of `work(worker)` by several threads that begin together, each with its own connection."""
    together = Barrier(AT_ONCE)

    def run(worker: int):
        together.wait()
        try:
            return work(worker)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def positions() -> list[int]:
    texts = DocumentNumber.objects.in_use().values_list("text", flat=True)
    return sorted(int(re.search(r"(\d+)号", text)[1]) for text in texts)


def test_allotted_at_once_without_gap_or_double(organisation) -> None:
    def work(worker: int) -> None:
        for _ in range(EACH):
            with transaction.atomic():
                numbers.allot(organisation=organisation, kind="retrial", year=2026)

    at_once(work)
    assert positions() == list(range(1, AT_ONCE * EACH + 1))


def test_steps_that_fail_at_once_leave_no_gap(organisation) -> None:
    def work(worker: int) -> None:
        for turn in range(EACH):
            with transaction.atomic():
                numbers.allot(organisation=organisation, kind="retrial", year=2026)
                transaction.set_rollback((worker + turn) % 2 == 0)

    at_once(work)
    assert positions() == list(range(1, AT_ONCE * EACH // 2 + 1))


def test_registered_at_once_one_gets_it_and_the_others_are_told(organisation) -> None:
    def work(worker: int) -> str:
        try:
            with transaction.atomic():
                numbers.register(organisation=organisation, text="川九检建(2026)7号")
        except numbers.NumberTaken as taken:
            return taken.message_zh
        return ""

    told = at_once(work)
    assert told.count("") == 1
    assert all("已" in each for each in told if each)


def test_allotting_and_registering_at_once_never_collide(organisation) -> None:
    def work(worker: int) -> None:
        for turn in range(EACH):
            with transaction.atomic():
                if worker % 2:
                    numbers.allot(organisation=organisation, kind="retrial", year=2026)
                else:
                    register_if_free(organisation, 1 + worker * EACH // 2 + turn)

    at_once(work)
    assert len(set(positions())) == len(positions()) >= AT_ONCE * EACH // 2


def register_if_free(organisation: Organisation, position: int) -> None:
    try:
        numbers.register(organisation=organisation, text=f"川九检建〔2026〕{position}号")
    except numbers.NumberTaken:
        return
