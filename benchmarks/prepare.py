"""Making the two databases: migrated once, copied with all organisations, each filled to its size."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

from benchmarks.fill import fill
from benchmarks.measure import Site, standing_for_default
from benchmarks.plan import LARGE, SMALL, Plan
from benchmarks.world import people_the_country, places


def prepare(plan: Plan) -> None:
    """Raises NotOurs where a database of that name is somebody else's."""
    call_command("check")
    call_command("collectstatic", verbosity=0, interactive=False)
    if plan.keep and all(each.holds(plan.contents(size)) for size, each in plan.databases.items()):
        migrate(plan)
    else:
        make(plan)


def migrate(plan: Plan) -> None:
    """Those of an earlier run, brought up to today's models."""
    for each in plan.databases.values():
        with connected_to(each.name):
            call_command("migrate", verbosity=0)


def make(plan: Plan) -> None:
    found = places(plan.organisations)
    plan.databases[SMALL].create()
    with took(f"{len(found)} organisations"):
        call_command("migrate", verbosity=0)
        people_the_country(found)
        connections["default"].close()
    plan.databases[LARGE].create(plan.databases[SMALL])
    for size, each in plan.databases.items():
        with connected_to(each.name), took(plan.contents(size)):
            fill(found, plan.deadlines[size])
        each.label(plan.contents(size))


def drop(plan: Plan) -> None:
    """Raises NotOurs."""
    connections.close_all()
    for each in plan.databases.values():
        each.drop()


@contextmanager
def connected_to(database: str) -> Iterator[None]:
    site = Site(database)
    with standing_for_default(site.connection):
        yield
    site.close()


@contextmanager
def took(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)
