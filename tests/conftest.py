"""What every test stands on. The cast of people is in tests/cast.py, a room's own matters in its conftest."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.core.cache import cache

from common import clock, per_request
from tests import chromium
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
    """Without a browser its tests are left out, which the last lines say; CI insists on them instead."""
    if not chromium.why_not():
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=browser)
    items[:] = [item for item in items if item not in browser]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    _one_day.close()
    is_xdist_worker = hasattr(config, "workerinput")
    if is_xdist_worker:
        return
    shutil.rmtree(os.environ["PORTAL_TEST_FOLDER"], ignore_errors=True)
    if reason := chromium.why_not():
        print(f"\n{reason}", flush=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()
    per_request.forget_all()
