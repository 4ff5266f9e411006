"""Databases of our own beside the given one: made here, marked, and dropped again. Others are refused."""

import re
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

MARK = "Scratch database of benchmarks, may be dropped"


class NotOurs(Exception):
    """A database with the name that we want is there, and nothing says that we made it."""


@dataclass(frozen=True)
class Scratch:
    """One scratch database. `server_url` names any database of the server, from which it is made."""

    server_url: str
    name: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise NotOurs(f"{self.name} is no name for a scratch database: small letters, digits, _")

    @property
    def url(self) -> str:
        return urlsplit(self.server_url)._replace(path=f"/{self.name}").geturl()

    def mark(self) -> str | None:
        """The comment on the database; None where there is no such database, '' where it has no comment."""
        found = self._ask(
            "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = %s",
            [self.name],
        )
        return found[0][0] if found else None

    def holds(self, contents: str) -> bool:
        return self.mark() == f"{MARK}: {contents}"

    def create(self, template: "Scratch | None" = None) -> None:
        """Make it anew, empty or as a copy of `template`. Raises NotOurs."""
        self.drop()
        source = sql.Identifier(template.name if template else "template0")
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        self._do(statement.format(sql.Identifier(self.name), source))
        self.label("")

    def label(self, contents: str) -> None:
        """Note on the database what it holds, so that a later run can use it again."""
        comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
        self._do(comment.format(sql.Identifier(self.name), sql.Literal(f"{MARK}: {contents}")))

    def drop(self) -> None:
        """Remove it, if it is there. Raises NotOurs."""
        mark = self.mark()
        if mark is None:
            return
        if not mark.startswith(MARK):
            raise NotOurs(f"The database {self.name} is not one of ours; nothing was touched.")
        self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))

    def _do(self, statement: sql.Composable) -> None:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def _ask(self, question: str, values: list[Any]) -> list[tuple]:
        with closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchall()

    def _connect(self):
        connection = psycopg2.connect(self.server_url)
        connection.autocommit = True
        return connection
