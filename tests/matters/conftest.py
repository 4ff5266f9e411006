"""The day on which these tests stand, and those that only one of the two databases can show."""

import pytest
from django.db import connection

from tests.workflow.days import *


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: what PostgreSQL alone does; left out on SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if connection.vendor == "postgresql":
        return
    elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
