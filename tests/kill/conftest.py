"""A portal of real processes for one test, and the mail server that receives what it sends."""

from collections.abc import Iterator

import pytest

from common import clock
from tests import running
from tests.kill.harness import Portal
from tests.notices.mailbox import Mailbox, controller_for


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "kill: kills processes of a running portal for real")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    server = controller_for(box)
    server.start()
    box.port = server.port
    yield box
    box.on_data = int
    server.stop()


@pytest.fixture(autouse=True)
def running_clock(monkeypatch) -> None:
    """The same day here and in the processes, where time passes as they work."""
    monkeypatch.setenv(running.BEGAN, "")
    running.start()
    monkeypatch.setattr(clock, "_set_to", None)
    monkeypatch.setattr(clock, "machine", running.moment)


@pytest.fixture
def portal(transactional_db, mailbox, tmp_path) -> Iterator[Portal]:
    portal = Portal(tmp_path, mailbox.port)
    yield portal
    portal.stop()
