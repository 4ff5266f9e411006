"""PostgreSQL, Redis and a mail server of one's own, on free ports: restarting them harms nobody."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import psycopg2
import redis
from aiosmtpd.controller import Controller

from tests.kill.harness import until
from tests.notices.mailbox import Mailbox, free_port

#: PostgreSQL refuses to run as root; Debian's package brings this account.
ACCOUNT = "postgres"


def postgres_program(name: str) -> str:
    """The newest installed. Raises LookupError with what to install."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]), reverse=True
    )
    on_path = shutil.which(name)
    if not found and not on_path:
        raise LookupError(f"{name} is not installed: apt install postgresql")
    return str(found[0] if found else on_path)


class Postgres:
    """A cluster with one database `portal`; waits for the disk at each commit, as production does."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="faults-postgres-"))
        self.user = ACCOUNT if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "--auth=trust", "--username=portal", "--encoding=UTF8", "--locale=C.UTF-8")
        self.start()
        with self.connection("postgres") as connection:
            connection.cursor().execute("CREATE DATABASE portal")

    @property
    def url(self) -> str:
        return f"postgres://portal@127.0.0.1:{self.port}/portal"

    def connection(self, database: str = "portal"):
        connection = psycopg2.connect(host="127.0.0.1", port=self.port, user="portal", dbname=database)
        connection.autocommit = True
        return _closing(connection)

    def another(self, name: str) -> str:
        """The address of one more, empty database."""
        with self.connection("postgres") as connection:
            connection.cursor().execute(f"CREATE DATABASE {name}")
        return self.url.removesuffix("portal") + name

    def answers(self) -> bool:
        with suppress(psycopg2.Error), self.connection():
            return True
        return False

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "--wait", "--log", str(self.folder / "log"), "--options", options, "start")

    def stop(self, how: str) -> None:
        """`how`: fast (connections are ended) or immediate (as if the power failed; recovers at the start).

        One that is just recovering may not stop fast; then it has to be immediately.
        """
        try:
            self._run("pg_ctl", "--wait", "--timeout", "15", "--mode", how, "stop")
        except subprocess.CalledProcessError:
            self._run("pg_ctl", "--wait", "--mode", "immediate", "stop")

    def kill_a_backend(self, chance: Random) -> bool:
        """kill -9 of one connection's process: PostgreSQL drops all others too and recovers."""
        with suppress(psycopg2.Error), self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = 'portal' AND pid <> pg_backend_pid()"
            )
            if pids := sorted(pid for (pid,) in cursor.fetchall()):
                os.kill(chance.choice(pids), signal.SIGKILL)
                return True
        return False

    def remove(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *options: str) -> None:
        command = [postgres_program(program), "-D", str(self.folder / "data"), *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self.folder, user=self.user, group=self.user, **quiet)


class _closing:
    """A connection that ends with its block; psycopg2's own block only ends the transaction."""

    def __init__(self, connection) -> None:
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()


class Redis:
    """Keeps nothing on disk: a restart loses every message, as the portal says it may."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="faults-redis-"))
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([*command, "--dir", str(self.folder)], **quiet)
        until(answering(self.port), "Redis answers")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class MailServer:
    """Receives at one address what the portal sends; what arrived stays in `box` when it is away."""

    def __init__(self) -> None:
        self.box = Mailbox()
        self.port = free_port()
        self.start()

    def start(self) -> None:
        self.controller = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop()

    def remove(self) -> None:
        self.stop()


def answering(port: int) -> Callable[[], bool]:
    def answers() -> bool:
        with suppress(redis.ConnectionError):
            return redis.Redis(port=port).ping()
        return False

    return answers
