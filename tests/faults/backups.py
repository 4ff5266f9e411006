"""`manage.py backup` again and again while all goes wrong; afterwards the last archive is restored."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from django.conf import settings

from tests.faults.stores import Postgres

#: Seconds between two backups.
BETWEEN = 3


class Backups(threading.Thread):
    """`made`: archives that were called whole. `failed`: tries that a fault ended; they leave nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.over = folder, threading.Event()
        self.made: list[Path] = []
        self.failed = 0
        folder.mkdir()

    def run(self) -> None:
        while not self.over.wait(BETWEEN):
            self.make()

    def stop(self) -> None:
        """The last one is made when the faults are over, if none was made before."""
        self.over.set()
        self.join()
        if not self.made:
            self.make()

    def make(self) -> None:
        file = self.folder / f"{len(self.made) + self.failed}.tar"
        if manage("backup", str(file)).returncode == 0:
            self.made.append(file)
        else:
            self.failed += 1

    def faults(self, postgres: Postgres, var: Path) -> list[str]:
        """What is wrong with the archives, after the last has been restored into an empty place."""
        left = sorted(set(self.folder.iterdir()) - set(self.made))
        found = [f"backup left {path.name} behind" for path in left]
        if not self.made:
            return [*found, "no backup succeeded"]
        done = manage(
            "restore", str(self.made[-1]), DATABASE_URL=postgres.another("restored"), PORTAL_VAR=str(var)
        )
        return [*found, *([f"restore: {done.stderr[-600:]}"] if done.returncode else [])]


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
