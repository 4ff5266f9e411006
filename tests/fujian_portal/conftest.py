"""The workbench of anyone, on the day on which the clock stands."""

import pytest

from tests.fujian_portal.workbench import Bench


@pytest.fixture
def bench(sign_in):
    """`bench(cast.handler)`: what this person finds at `/`."""

    def opened(membership) -> Bench:
        answer = sign_in(membership).get("/")
        assert answer.status_code == 200
        return Bench(answer)

    return opened
