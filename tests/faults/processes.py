"""The portal as systemd runs it: web, two workers, beat; whatever ends is started again a moment later."""

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from subprocess import Popen, TimeoutExpired

from django.conf import settings

from tests.operations import units

#: What the units of deploy/systemd start; two workers, as on two machines.
COMMANDS = {
    "web": units.command("portal-web"),
    "worker1": [*units.command("portal-worker"), "-n", "one@%h"],
    "worker2": [*units.command("portal-worker"), "-n", "two@%h"],
    "beat": units.command("portal-beat"),
}
#: Seconds a process is given to finish what it is doing when it is asked to stop.
PATIENCE = 30


class Portal:
    """`ended`: how often each ended although nobody had killed it."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str], chance: Random) -> None:
        self.folder, self.port, self.chance = folder, port, chance
        self.environment = environment | {
            "PORT": str(port),
            "WEB_CONCURRENCY": "2",
            "WEB_THREADS": "4",
        }
        self.running: dict[str, Popen[bytes]] = {}
        self.due: dict[str, float] = {}
        self.killed: set[int] = set()
        self.ended: dict[str, int] = dict.fromkeys(COMMANDS, 0)
        self.lock = threading.RLock()
        self.over = threading.Event()
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        for name in COMMANDS:
            self._start(name)
        self.keeper.start()

    def kill(self, name: str) -> bool:
        """SIGKILL to the process and its children; False when it is just being started anew."""
        with self.lock:
            process = self.running.get(name)
            if process is None or process.poll() is not None:
                return False
            self.killed.add(process.pid)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True

    def kill_child(self, name: str) -> bool:
        """SIGKILL to one of the processes that do the work; the parent starts another."""
        with self.lock:
            process = self.running.get(name)
            if process is None or process.poll() is not None:
                return False
            children = children_of(process.pid)
            if children:
                with suppress(ProcessLookupError):
                    os.kill(self.chance.choice(children), signal.SIGKILL)
            return bool(children)

    def freeze(self, name: str, seconds: float) -> bool:
        """Stop the process and its children dead, as a stalled machine does, and let them go on later."""
        with self.lock:
            process = self.running.get(name)
            if process is None or process.poll() is not None:
                return False
            os.killpg(process.pid, signal.SIGSTOP)
        threading.Timer(seconds, _go_on, [process]).start()
        return True

    def stop(self) -> list[str]:
        """Ask all to stop and wait; the names of those that had to be killed."""
        self.over.set()
        self.keeper.join()
        for process in self.running.values():
            with suppress(ProcessLookupError):
                process.terminate()
        return [name for name, process in self.running.items() if not _stopped(process)]

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = Popen(
                COMMANDS[name],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _keep(self) -> None:
        while not self.over.wait(0.1):
            with self.lock:
                for name, process in self.running.items():
                    if process.poll() is not None:
                        self._revive(name, process)

    def _revive(self, name: str, process: Popen[bytes]) -> None:
        if name not in self.due:
            _end_group(process)
            self.ended[name] += process.pid not in self.killed
            self.due[name] = time.monotonic() + self.chance.uniform(0.1, 2)
        elif time.monotonic() > self.due[name]:
            del self.due[name]
            self._start(name)


def children_of(parent: int) -> list[int]:
    """The processes that `parent` started and that still live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in parentheses may hold anything; state and parent follow it.
            state, its_parent = entry.read_text().rpartition(")")[2].split()[:2]
            if int(its_parent) == parent and state != "Z":
                found.append(int(entry.parent.name))
    return sorted(found)


def _go_on(process: Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGCONT)


def _stopped(process: Popen[bytes]) -> bool:
    try:
        process.wait(PATIENCE)
    except TimeoutExpired:
        _end_group(process)
        process.wait()
        return False
    return True


def _end_group(process: Popen[bytes]) -> None:
    """What a dead parent left behind ends too, as in a systemd unit."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
