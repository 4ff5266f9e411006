"""`python -m benchmarks.worklist`: does a person's worklist stay as quick when the portal grows?

One agency holds the same 60 open deadlines, and one superior procuratorate sees the same rows, first among
10 thousand and then among 1 million. The pages are the portal's own, asked for through its whole stack.
"""

import argparse
import os
import secrets
import sys
import tempfile

from benchmarks.plan import LARGE, SMALL, Plan
from benchmarks.scratch import NotOurs, Scratch


def main(arguments: list[str] | None = None) -> int:
    """0 when every page meets the goal, 1 when one misses it, 2 when it could not begin."""
    try:
        plan = read_plan(arguments)
        with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
            return run(plan, folder)
    except NotOurs as problem:
        print(problem, file=sys.stderr)
        return 2


def run(plan: Plan, folder: str) -> int:
    start_portal(plan.databases[SMALL].url, folder)
    from benchmarks import pages, prepare

    try:
        prepare.prepare(plan)
        return 0 if pages.measure(plan) else 1
    finally:
        if not plan.keep:
            prepare.drop(plan)


def read_plan(arguments: list[str] | None) -> Plan:
    """Raises NotOurs for a name that cannot be ours."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worklist", description=__doc__)
    parser.add_argument(
        "--database-url", default=os.environ.get("DATABASE_URL", ""), help="on the server to use"
    )
    parser.add_argument("--name", default="portal_benchmark", help="how the two scratch databases begin")
    parser.add_argument("--small", type=int, default=10_000, help="open deadlines")
    parser.add_argument("--large", type=int, default=1_000_000, help="open deadlines")
    parser.add_argument("--organisations", type=int, default=3_000)
    parser.add_argument("--runs", type=int, default=30, help="of each page at each size, after warm-up")
    parser.add_argument(
        "--keep", action="store_true", help="leave both databases, and use those of an earlier run"
    )
    given = parser.parse_args(arguments)
    if not given.database_url.startswith("postgres"):
        parser.error("--database-url, or DATABASE_URL, has to name a PostgreSQL database")
    databases = {size: Scratch(given.database_url, f"{given.name}_{size}") for size in (SMALL, LARGE)}
    deadlines = {SMALL: given.small, LARGE: given.large}
    return Plan(databases, deadlines, given.organisations, given.runs, given.keep)


def start_portal(database_url: str, folder: str) -> None:
    """As in production, but without TLS and with its files in `folder`."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "fujian_portal.settings",
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
