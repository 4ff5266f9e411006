"""The example county, loaded once for all tests of a file and taken back afterwards."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from demo import load


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PORTAL_DEMO=True):
            load.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def county(loaded, db) -> None:
    """Each test's own changes are taken back; the county stays."""


@pytest.fixture
def demo_mode(settings) -> None:
    settings.PORTAL_DEMO = True
