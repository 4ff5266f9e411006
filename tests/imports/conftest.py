"""Where the real files are: beside the repository, else the copies that the tests bring along."""

import csv
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


@pytest.fixture
def ledger_file() -> Path:
    return real("ledger.xlsx")


@pytest.fixture
def spoiled_file() -> Path:
    return real("ledger_with_errors.xlsx")


@pytest.fixture
def spoiled_cells() -> set[str]:
    """The addresses of the cells that were spoiled, as their list names them."""
    with real("ledger_with_errors.csv").open(encoding="utf-8", newline="") as lines:
        return {row["cell"] for row in csv.DictReader(lines)}
