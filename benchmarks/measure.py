"""Timing pages at two sizes turn by turn in one process, so that what slows the machine slows both."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, mode
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from benchmarks.plan import LARGE, SMALL
from organisations.middleware import LAST_SEEN
from organisations.models import User

WARM_UP = 3
MATTER = re.compile(r'href="/matters/(\d+)/')


@dataclass(frozen=True)
class Page:
    """What is asked for, and by whom. `bounded`: it has the same rows at both sizes, so the goal holds for it."""

    label: str
    username: str
    path: str
    bounded: bool = True


@dataclass(frozen=True)
class Query:
    sql: str
    params: Any
    seconds: float


@dataclass(frozen=True)
class Reading:
    """One answered request. `matters`: how many different matters the page names."""

    seconds: float
    queries: list[Query]
    matters: int

    @property
    def database_seconds(self) -> float:
        return sum(query.seconds for query in self.queries)


@dataclass
class Result:
    """All readings of one page, by size."""

    page: Page
    readings: dict[str, list[Reading]] = field(default_factory=lambda: {SMALL: [], LARGE: []})

    def seconds(self, size: str) -> float:
        return median(reading.seconds for reading in self.readings[size])

    def database_seconds(self, size: str) -> float:
        return median(reading.database_seconds for reading in self.readings[size])

    def queries(self, size: str) -> list[int]:
        """The different numbers of queries that were seen; one number where all is well."""
        return sorted({len(reading.queries) for reading in self.readings[size]})

    def matters(self, size: str) -> list[int]:
        return sorted({reading.matters for reading in self.readings[size]})

    @property
    def ratio(self) -> float:
        return self.seconds(LARGE) / self.seconds(SMALL)

    @property
    def database_ratio(self) -> float:
        return self.database_seconds(LARGE) / self.database_seconds(SMALL)

    def costs(self, size: str) -> list[tuple[Query, float]]:
        """Each query of the page with its median seconds, in the order in which it sends them."""
        usual = mode(len(reading.queries) for reading in self.readings[size])
        alike = [reading.queries for reading in self.readings[size] if len(reading.queries) == usual]
        return [(same[-1], median(query.seconds for query in same)) for same in zip(*alike, strict=True)]


class Site:
    """The portal on one of the databases, with people logged in to it."""

    def __init__(self, database: str) -> None:
        self.connection = connections.create_connection("default")
        self.connection.settings_dict = self.connection.settings_dict | {"NAME": database}
        self.clients: dict[str, Client] = {}

    def read(self, page: Page) -> Reading:
        """Ask for the page once. Raises RuntimeError for anything but a page."""
        queries: list[Query] = []
        with standing_for_default(self.connection), self.connection.execute_wrapper(_noting(queries)):
            client = self._client(page.username)
            _seen_just_now(client)
            queries.clear()
            began = time.perf_counter()
            response = client.get(page.path)
            seconds = time.perf_counter() - began
        if response.status_code != 200:
            raise RuntimeError(f"{page.path} answered {response.status_code} to {page.username}")
        return Reading(seconds, queries, len(set(MATTER.findall(response.content.decode()))))

    def explain(self, query: Query) -> str:
        """How the database runs `query`; PostgreSQL with times and pages read."""
        how = "EXPLAIN QUERY PLAN" if self.connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
        with self.connection.cursor() as cursor:
            cursor.execute(f"{how} {query.sql}", query.params)
            return "\n".join(str(line[-1]) for line in cursor.fetchall())

    def close(self) -> None:
        self.connection.close()

    def _client(self, username: str) -> Client:
        if username not in self.clients:
            self.clients[username] = Client()
            self.clients[username].force_login(User.objects.get(username=username))
        return self.clients[username]


def _seen_just_now(client: Client) -> None:
    """So that no page among many has to note in the session, as one does each minute, that its reader is there."""
    session = client.session
    session[LAST_SEEN] = int(time.time())
    session.save()


@contextmanager
def standing_for_default(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """All that asks the default database asks `connection`."""
    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before


def _noting(queries: list[Query]) -> Callable:
    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            queries.append(Query(sql, params, time.perf_counter() - began))

    return note


def compare(sites: dict[str, Site], pages: list[Page], runs: int) -> list[Result]:
    """Every page at both sizes in turn, the first size changing from run to run; warm-up is thrown away."""
    results = [Result(page) for page in pages]
    for run in range(-WARM_UP, runs):
        for result in results:
            for size in (SMALL, LARGE) if run % 2 else (LARGE, SMALL):
                reading = sites[size].read(result.page)
                if run >= 0:
                    result.readings[size].append(reading)
    return results
