"""`python -m benchmarks`: is the portal quick where it has to be? Every answer is a ratio within one run.

One agency holds the same 60 open deadlines, and one superior procuratorate sees the same rows, first among
10 thousand and then among 1 million; then pages, sweep and dashboard are set against the least that could be done.
"""

import argparse
import os
import secrets
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.plan import LARGE, SMALL, Plan
from benchmarks.scratch import NotOurs, Scratch
from benchmarks.scratch_file import ScratchFile
from common import clock

#: A working day far from holidays: over a week of rest the rungs of many reminders fall together.
MEASURED_ON = date(2026, 10, 13)


def main(arguments: list[str] | None = None) -> int:
    """0 when every goal is met, 1 when one is missed, 2 when it could not begin."""
    try:
        plan = read_plan(arguments)
        with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
            return run(plan, folder)
    except NotOurs as problem:
        print(problem, file=sys.stderr)
        return 2


def run(plan: Plan, folder: str) -> int:
    start_portal(plan.databases[SMALL].url, folder)
    from benchmarks import against, pages, prepare

    try:
        with clock.set_to(MEASURED_ON):
            prepare.prepare(plan)
            met = [pages.measure(plan), against.measure(plan)]
        return 0 if all(met) else 1
    finally:
        if not plan.keep:
            prepare.drop(plan)


def read_plan(arguments: list[str] | None) -> Plan:
    """Raises NotOurs for a name that cannot be ours."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--database-url", default=os.environ.get("DATABASE_URL", ""), help="on the PostgreSQL server to use"
    )
    where.add_argument("--sqlite", type=Path, metavar="FOLDER", help="on SQLite files in this folder")
    parser.add_argument("--name", default="portal_benchmark", help="how the two scratch databases begin")
    parser.add_argument("--small", type=int, default=10_000, help="open deadlines")
    parser.add_argument("--large", type=int, default=1_000_000, help="open deadlines")
    parser.add_argument("--organisations", type=int, default=3_000)
    parser.add_argument("--reminders", type=int, default=10_000, help="that the writing sweep writes")
    parser.add_argument("--runs", type=int, default=30, help="of each page at each size, after warm-up")
    parser.add_argument(
        "--keep", action="store_true", help="leave both databases, and use those of an earlier run"
    )
    given = parser.parse_args(arguments)
    if not given.sqlite and not given.database_url.startswith("postgres"):
        parser.error("--database-url, or DATABASE_URL, has to name a PostgreSQL database; or give --sqlite")
    return Plan(
        databases={size: scratch(given, size) for size in (SMALL, LARGE)},
        deadlines={SMALL: given.small, LARGE: given.large},
        organisations=given.organisations,
        reminders=given.reminders,
        runs=given.runs,
        keep=given.keep,
    )


def scratch(given: argparse.Namespace, size: str) -> Scratch | ScratchFile:
    if given.sqlite:
        return ScratchFile(given.sqlite.resolve(), size)
    return Scratch(given.database_url, f"{given.name}_{size}")


def start_portal(database_url: str, folder: str) -> None:
    """As in production, but without TLS and with its files in `folder`."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "testserver",
        "PORTAL_TLS": "0",
        "PORTAL_VAR": folder,
        "PORTAL_LOG_LEVEL": "WARNING",
    }
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
