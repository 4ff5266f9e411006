"""The day on which these tests stand: a working Tuesday after the holidays, wherever and whenever they run."""

from collections.abc import Iterator
from datetime import date

import pytest

from common import clock

TUESDAY = date(2026, 10, 13)


@pytest.fixture
def tuesday() -> Iterator[date]:
    with clock.set_to(TUESDAY):
        yield TUESDAY
