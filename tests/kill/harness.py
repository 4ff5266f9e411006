"""One portal as real processes: web, worker and beat, each of which can be killed at any instant.

They work on the database of the running test, so that the test looks at the same rows, and on a broker and
files of their own. What they mail arrives at the test's own server.
"""

import os
import signal
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from urllib.error import URLError
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.notices.mailbox import free_port

BIN = Path(sys.executable).parent
CELERY = [str(BIN / "celery"), "-A", "fujian_portal"]
COMMANDS = {
    "web": [str(BIN / "gunicorn"), "-c", "python:fujian_portal.gunicorn", "fujian_portal.wsgi"],
    "worker": [
        *CELERY,
        "worker",
        "--pool",
        "threads",
        "--concurrency",
        "2",
        "--without-gossip",
        "--without-mingle",
    ],
    "beat": [*CELERY, "beat"],
}
#: Seconds a process may take to start, or the portal to come to rest, on a busy machine.
PATIENCE = 90


class Portal:
    """Started and killed piece by piece; whatever still runs at the end is killed."""

    def __init__(self, folder: Path, mail_port: int) -> None:
        self.folder, self.port = folder, free_port()
        self.processes: dict[str, Popen[bytes]] = {}
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": database_url(),
            "PORTAL_VAR": str(folder),
            "KILL_FILES": str(settings.MEDIA_ROOT),
            "PORT": str(self.port),
            "KILL_QUEUE": f"kill-{uuid.uuid4()}",
            "KILL_MAIL_PORT": str(mail_port),
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *names: str) -> None:
        """Each in a process group of its own, so that a kill takes its children too."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = Popen(
                    COMMANDS[name],
                    cwd=settings.BASE_DIR,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "web" in names:
            until(self.answers, "the web process answers")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/live/", timeout=2) as response:
                return response.status == 200
        except (URLError, OSError):
            return False

    def kill(self, *names: str) -> None:
        """SIGKILL: nothing is finished, nothing is cleaned up."""
        for name in names:
            process = self.processes.pop(name)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill_serving(self) -> None:
        """SIGKILL to the web process that serves requests; its parent starts another within moments."""
        parent = self.processes["web"].pid
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def restart(self, *names: str) -> None:
        self.kill(*names)
        self.start(*names)

    def log(self) -> str:
        """What the processes said, for the message of a failing test."""
        return "\n".join(f"== {path.name}\n{path.read_text()[-3000:]}" for path in self.folder.glob("*.log"))

    def stop(self) -> None:
        self.kill(*list(self.processes))


def database_url() -> str:
    """The database of the running test as DATABASE_URL."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    login = ":".join(quote(values[name], safe="") for name in ("USER", "PASSWORD"))
    return f"postgres://{login}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"


def until(happened: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until `happened`. Raises AssertionError that names `what` did not."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.05)
