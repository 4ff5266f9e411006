"""Real workers side by side: threads with connections of their own against one database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from common import clock
from notices import conf, outbox
from notices.models import Delivery
from notices.tasks import deliver

pytestmark = pytest.mark.django_db(transaction=True)


def sweeps_at_once(workers: int) -> int:
    def work(_: int) -> int:
        try:
            return deliver()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(work, range(workers)))


def test_parallel_sweeps_send_each_message_once(tell, cast, mailbox):
    for place in (cast.liaison_a, cast.head_a, cast.liaison_b, cast.handler):
        tell(place)
        tell(place)
    assert sweeps_at_once(4) == 8
    assert len({message["Message-ID"] for message in mailbox.received}) == len(mailbox.received) == 8


def test_parallel_sweeps_close_one_bundle(tell, cast, mailbox, later):
    for _ in range(3):
        tell(cast.liaison_a, bundle=True)
    later(seconds=conf.SETTLES.total_seconds())
    assert sweeps_at_once(4) == 1
    assert Delivery.objects.get().notices.count() == 3
    assert len(mailbox.received) == 1


def test_parallel_sweeps_send_an_urgent_one_once(tell, cast, mailbox, later):
    tell(cast.liaison_a, bundle=True)
    later(seconds=conf.SETTLES.total_seconds())
    deliver()
    tell(cast.liaison_a, bundle=True, urgent=True)
    later(seconds=conf.SETTLES.total_seconds())
    assert clock.now() < datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
    assert sweeps_at_once(4) == 1


def test_a_bundle_that_another_worker_is_still_closing_is_not_closed_again_the_next_day(tell, cast, later):
    """One that stalled over midnight: what it has taken is in its message and in no other."""
    notice = tell(cast.liaison_a, bundle=True)
    later(seconds=conf.SETTLES.total_seconds())
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            outbox.gather()
            later(days=1)
            closing = other.submit(closed, outbox.gather)
            wait([closing], timeout=1)
        closing.result()
    assert notice.deliveries.count() == 1


def closed(work: Callable[[], object]) -> None:
    """In a thread: its connection ends with it."""
    try:
        work()
    finally:
        connection.close()
