"""What every test stands on. The cast of people is in tests/cast.py, a room's own matters in its conftest."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from common import clock, per_request
from common.append_only import MAY_EMPTY
from tests import chromium
from tests.common import scanner
from tests.workflow.days import TUESDAY

pytest_plugins = ["tests.cast"]
_one_day = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """No test depends on the day on which it runs: the clock stands on TUESDAY wherever a test does not move it."""
    _one_day.enter_context(clock.set_to(TUESDAY))
    if chromium.REQUIRED and not chromium.path():
        raise pytest.UsageError(chromium.ABSENT)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser or clamd their tests are left out, which the last lines say; CI insists on the browser."""
    absent = {"browser": chromium.why_not(), "clamd": "" if scanner.REAL else scanner.ABSENT}
    left = [item for item in items for mark, why in absent.items() if why and item.get_closest_marker(mark)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    _one_day.close()
    is_xdist_worker = hasattr(config, "workerinput")
    if is_xdist_worker:
        return
    shutil.rmtree(os.environ["PORTAL_TEST_FOLDER"], ignore_errors=True)
    for reason in filter(None, (chromium.why_not(), "" if scanner.REAL else scanner.ABSENT)):
        print(f"\n{reason}", flush=True)


@receiver(connection_created)
def _may_empty(connection, **kwargs) -> None:
    """Between tests with transactions of their own all tables are emptied."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(MAY_EMPTY)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()
    per_request.forget_all()
