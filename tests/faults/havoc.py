"""What goes wrong, at random moments: processes killed, stores restarted, a mail server that hangs up."""

import subprocess
import threading
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from random import Random

from tests.faults.processes import COMMANDS, Portal
from tests.faults.stores import MailServer, Postgres, Redis
from tests.kill.harness import until

#: Seconds between two faults, and for how long a store stays away.
BETWEEN, AWAY = (0.5, 4.0), (0.0, 3.0)
#: Seconds for which a worker stands still; its lease of a mail is over before (settings.py).
FROZEN = 12
#: How often an arriving mail finds its sender killed, or the line cut, before the answer reaches it.
DEADLY, CUT = 0.02, 0.02


class Havoc(threading.Thread):
    """`done`: how often each fault was brought about. `broken`: why no more could be."""

    def __init__(
        self, portal: Portal, postgres: Postgres, redis: Redis, mail: MailServer, options: Namespace
    ) -> None:
        super().__init__(daemon=True)
        self.portal, self.postgres, self.redis, self.mail = portal, postgres, redis, mail
        self.chance, self.over = Random(options.seed), threading.Event()
        self.done: Counter[str] = Counter()
        self.broken: list[str] = []
        faults: dict[str, Callable[[], bool]] = {
            **{f"kill {name}": lambda name=name: portal.kill(name) for name in COMMANDS},
            **{
                f"kill a child of {name}": lambda name=name: portal.kill_child(name)
                for name in COMMANDS
                if name != "beat"
            },
            **{
                f"freeze {name} beyond its lease": lambda name=name: portal.freeze(name, FROZEN)
                for name in COMMANDS
                if name.startswith("worker")
            },
            "kill a PostgreSQL backend": lambda: postgres.kill_a_backend(self.chance),
            "restart PostgreSQL": lambda: self.restart_postgres("fast"),
            "restart PostgreSQL immediately": lambda: self.restart_postgres("immediate"),
            "restart Redis": self.restart_redis,
            "mail server away": self.mail_server_away,
        }
        self.spares_mail = bool(options.only)
        self.faults = {name: fault for name, fault in faults.items() if options.only in name.lower()}

    def run(self) -> None:
        try:
            self.rage()
        except (AssertionError, OSError, subprocess.CalledProcessError) as problem:
            self.broken.append(f"the faults themselves broke down: {problem}")

    def rage(self) -> None:
        """Each sort of fault once in a random order, then over again, until it is over."""
        self.mail.box.on_data = int if self.spares_mail else self.on_mail
        while not self.over.is_set():
            for name in self.chance.sample(sorted(self.faults), len(self.faults)):
                if self.over.wait(self.chance.uniform(*BETWEEN)):
                    break
                self.done[name] += self.faults[name]()
        self.mail.box.on_data, self.mail.box.hang_up_after_data = int, False

    def stop(self) -> None:
        """No more faults; PostgreSQL has recovered from the last one."""
        self.over.set()
        self.join()
        until(self.postgres.answers, "PostgreSQL answers")

    def on_mail(self, count: int) -> None:
        """Called by the mail server when it has a message and before it says so."""
        fate = self.chance.random()
        self.mail.box.hang_up_after_data = DEADLY < fate < DEADLY + CUT
        self.done["mail line cut"] += self.mail.box.hang_up_after_data
        if fate < DEADLY:
            for name in ("worker1", "worker2"):
                self.done[f"kill {name} in the middle of a mail"] += self.portal.kill(name)

    def restart_postgres(self, how: str) -> bool:
        self.postgres.stop(how)
        self.over.wait(self.chance.uniform(*AWAY))
        self.postgres.start()
        return True

    def mail_server_away(self) -> bool:
        """Nobody answers at the mail server's address for a while."""
        self.mail.stop()
        self.over.wait(self.chance.uniform(*AWAY))
        self.mail.start()
        return True

    def restart_redis(self) -> bool:
        self.redis.kill()
        self.over.wait(self.chance.uniform(*AWAY))
        self.redis.start()
        return True
