"""The portal under faults: real processes and stores, people at work, and what is there afterwards.

    python -m tests.faults --minutes 10 --seed 7      by hand; --keep keeps the logs
    python -m tests.faults --short                    in CI, about a minute

The seed fixes which faults follow each other and who does what; the moments are those of the machine. Needs
PostgreSQL and Redis installed; it starts its own. Exit code 1 where anything is lost, doubled or stuck.
"""

import argparse
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests import running
from tests.notices.mailbox import free_port

SHORT, LANES = 0.4, 4
#: Seconds that the portal is given to come to rest: two days of a weekend, a lease, and the backlog.
PATIENCE = 240


def main() -> int:
    options = read_options()
    # Asked to stop, it stops what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    begun: list = []
    try:
        return run(options, folder, begun)
    finally:
        for each in reversed(begun):
            each.remove()
        if options.keep:
            print(f"logs: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The portal under faults.")
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--short", action="store_true", help="as CI runs it")
    parser.add_argument("--only", default="", help="only faults whose name holds this word, as redis")
    parser.add_argument("--keep", action="store_true", help="keep the logs of the processes")
    options = parser.parse_args()
    options.minutes = SHORT if options.short else options.minutes
    return options


def run(options: argparse.Namespace, folder: Path, begun: list) -> int:
    """Everything that is to be removed afterwards is put into `begun`."""
    from tests.faults.stores import MailServer, Postgres, Redis

    for kind in (Postgres, Redis, MailServer):
        begun.append(kind())
    postgres, redis, mail = begun
    prepare_environment(folder, postgres.url, redis.url, mail.port)

    import django

    django.setup()
    for chatty in ("mail.log", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    return Run(options, folder, postgres, redis, mail).report()


def prepare_environment(folder: Path, database: str, redis: str, mail_port: int) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "PORTAL_VAR": str(folder),
        "FAULTS_MAIL_PORT": str(mail_port),
        "SECRET_KEY": "under faults " * 5,
        "PYTHONWARNINGS": "ignore",
    }
    for name in ("PORTAL_DEMO", "PORTAL_DEBUG", "EMAIL_URL"):
        os.environ.pop(name, None)
    running.start()


class Run:
    """One run from the empty database to the audit."""

    def __init__(self, options: argparse.Namespace, folder: Path, postgres, redis, mail) -> None:
        from tests.faults import backups, havoc, lanes, processes

        self.options, self.mail, self.began = options, mail, time.monotonic()
        self.folder, self.postgres = folder, postgres
        self.given = self.seed()
        self.over, self.book = threading.Event(), lanes.Book()
        chance = random.Random(options.seed)
        self.portal = processes.Portal(folder, free_port(), dict(os.environ), chance)
        self.backups = backups.Backups(folder / "backups")
        self.havoc = havoc.Havoc(self.portal, postgres, redis, mail, options)

    def seed(self):
        """The county's people with passwords, and recommendations of every age."""
        from django.core.management import call_command

        from tests.faults import county

        call_command("migrate", verbosity=0)
        return county.people()

    def report(self) -> int:
        from tests.faults.audit import Audit

        self.say("prepared")
        self.portal.start()
        try:
            twin = self.undisturbed()
            self.say("one recommendation walked undisturbed")
            self.disturbed()
            moment, left = self.rest()
        finally:
            self.over.set()
            stubborn = self.portal.stop()
        arrived = Counter(message["Message-ID"] for message in self.mail.box.received)
        audit = Audit(self.book, arrived, twin, moment)
        faults = [*self.book.complaints, *audit.faults()]
        faults += [f"not at rest after {PATIENCE} s: {left}"] if left else []
        faults += [f"did not stop when asked: {name}" for name in stubborn]
        faults += self.havoc.broken
        faults += self.backups.faults(self.postgres, self.folder / "restored")
        self.print(audit, arrived, faults)
        return 1 if faults else 0

    def undisturbed(self) -> int:
        from tests.faults.lanes import Lane
        from tests.kill.harness import until

        lane = Lane(0, self.portal.port, self.over, self.book, self.options.seed, self.given)
        until(lambda: lane.browsers["chief"].answers(), "the web process answers")
        lane.log_in()
        return lane.walk()

    def disturbed(self) -> None:
        from tests.faults.lanes import lanes

        people = list(lanes(LANES, self.portal.port, self.over, self.book, self.options.seed, self.given))
        for each in people:
            each.start()
        self.havoc.start()
        self.backups.start()
        self.over.wait(self.options.minutes * 60)
        self.havoc.stop()
        self.backups.stop()
        self.say("the faults are over")
        self.over.set()
        for each in people:
            each.join()

    def rest(self):
        """The moment up to which everything is to be dealt with, and what is not."""
        from common import clock
        from tests.faults.audit import unrest

        moment, end, pause = clock.now(), time.monotonic() + PATIENCE, threading.Event()
        while (left := unrest(moment)) and time.monotonic() < end:
            pause.wait(0.5)
        self.say("at rest")
        return moment, left

    def say(self, what: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {what}", flush=True)

    def print(self, audit, arrived: Counter[str], faults: list[str]) -> None:
        from matters.models import Event

        print(f"\nseed {self.options.seed}, {self.options.minutes:g} minutes")
        for name, times in sorted(self.havoc.done.items()):
            print(f"  {times:4}  {name}")
        for name, times in self.portal.ended.items():
            if times:
                print(f"  {times:4}  {name} ended by itself and was started again")
        print(f"  {len(self.backups.made):4}  backups made, the last restored")
        print(f"  {self.backups.failed:4}  backups that a fault ended")
        for name, times in sorted(self.book.counts.items()):
            print(f"  {times:4}  {name}")
        for fault in faults[:40]:
            print(f"  !! {fault}")
        system = Event.objects.exclude(system_reason="").count()
        print(
            f"kills and restarts {sum(self.havoc.done.values())}, steps accepted {len(self.book.accepted)}, "
            f"steps of the system {system}, rungs {audit.rungs}, mails {sum(arrived.values())}, "
            f"shown as repeated {audit.repeated}, lost {audit.lost}, doubled {audit.doubled}, "
            f"other faults {len(faults) - audit.lost - audit.doubled}"
        )


if __name__ == "__main__":
    sys.exit(main())
