"""Two people at once, on the real database: each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from workflow.errors import Invalid, Refused, Stale


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """What each returned, or the refusal that it was given."""
    together = Barrier(len(work))

    def run(job: Callable[[], Any]) -> Any:
        together.wait()
        try:
            return job()
        except (Invalid, Refused, Stale) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))
