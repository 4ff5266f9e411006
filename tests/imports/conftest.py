"""Where the real files are: beside the repository, else the copies that the tests bring along."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.workflow.days import *

SHARED = settings.BASE_DIR.parent / "shared" / "data"
COPIES = settings.BASE_DIR / "tests" / "data"


def real(name: str) -> Path:
    """The real file of this name."""
    return SHARED / name if (SHARED / name).exists() else COPIES / name


@pytest.fixture
def cases() -> Path:
    return real("cases.csv")
