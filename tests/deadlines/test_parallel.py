"""Two machines sweep, or one sweeps while the answer is being entered: each notice once, none after it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from common import clock
from common.when import When
from deadlines import changes, reminders
from deadlines.models import Deadline, Reminder
from notices.models import Notice
from tests.deadlines.conftest import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = clock.at(date(2024, 10, 21), 9)


@pytest.fixture
def owing() -> Cast:
    with clock.set_to(date(2024, 9, 5)):
        made = make_cast()
        for number in range(12):
            made.owes(starts=When.on(date(2024, 9, 5)), subject=str(number))
    return made


def at_once(*work) -> list:
    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with clock.set_to(MORNING), ThreadPoolExecutor(len(work)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in work]]


def test_sweeps_in_parallel_send_each_notice_once(owing):
    sent = at_once(*[reminders.sweep] * 4)
    assert sum(sent) == 12
    assert Notice.objects.count() == 12
    assert Reminder.objects.filter(status="sent").count() == 12


def test_two_changes_at_once_are_both_kept(owing):
    """An extension and a corrected start, both decided on the row as it was read before."""
    row = Deadline.objects.get(subject="3")
    granted, corrected = owing.event("grant_extension"), owing.event("correct")

    def extend() -> None:
        how = {"decided_by": "检察长王某", "decided_on": date(2024, 10, 20), "event": granted}
        changes.replace_deadline(row, kind="extension", reason="工程量大", due_on=date(2024, 12, 5), **how)

    def correct() -> None:
        starts = When.on(date(2024, 9, 9))
        changes.replace_deadline(row, kind="correction", reason="有误", event=corrected, starts=starts)

    at_once(extend, correct)
    new = Deadline.objects.get(subject="3", status="open")
    assert (new.due_on, new.original_on) == (date(2024, 12, 5), date(2024, 11, 11))
    assert "经检察长王某同意" in new.explanation
    assert Deadline.objects.filter(subject="3").count() == 3


def test_what_is_answered_meanwhile_is_either_reminded_before_or_not_at_all(owing):
    def answer() -> None:
        for number in range(12):
            with transaction.atomic():
                owing.close(on=date(2024, 10, 21), subject=str(number))

    at_once(reminders.sweep, answer)
    assert not Deadline.objects.open().exists()
    assert not Notice.objects.standing().exists()
