"""Too few database connections: the next request waits for one, and is told to come back only after that."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fujian_portal import environment
from fujian_portal.busy import NoConnectionLeft
from fujian_portal.postgresql import base
from fujian_portal.reference import server_error
from organisations.gate import TYPED_BY, mark
from organisations.models import User

FULL = "sorry, too many clients already"
WORDS = [
    FULL,
    'too many connections for role "portal"',
    'too many connections for database "portal"',
    "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    "对不起, 已经有太多的客户",
]


def message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


def refusal(words: str) -> bytes:
    fields = {b"S": b"FATAL", b"V": b"FATAL", b"C": b"53300", b"M": words.encode()}
    return message(b"E", b"".join(code + text + b"\0" for code, text in fields.items()) + b"\0")


def welcome() -> bytes:
    told = {
        "server_version": "15.0",
        "client_encoding": "UTF8",
        "standard_conforming_strings": "on",
        "DateStyle": "ISO",
    }
    parameters = b"".join(message(b"S", f"{name}\0{value}\0".encode()) for name, value in told.items())
    return message(b"R", struct.pack("!i", 0)) + parameters + message(b"Z", b"I")


@contextmanager
def server(answers: Iterator[bytes]) -> Iterator[base.DatabaseWrapper]:
    """A server that speaks as PostgreSQL does at its door, and our backend before it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_serve, args=(door, answers), daemon=True).start()
        url = (
            f"postgres://portal:x@127.0.0.1:{door.getsockname()[1]}/portal?sslmode=disable&gssencmode=disable"
        )
        config = environment.env.db_url_config(url) | {"TIME_ZONE": None, "AUTOCOMMIT": True}
        yield base.DatabaseWrapper({"OPTIONS": {}, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, **config})


def _serve(door: socket.socket, answers: Iterator[bytes]) -> None:
    kept = []
    for answer in answers:
        try:
            visitor, _ = door.accept()
        except OSError:
            return
        visitor.recv(1024)
        visitor.sendall(answer)
        kept.append(visitor)


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.3)
    monkeypatch.setattr(base, "PAUSE", 0.02)


@pytest.mark.parametrize("words", WORDS)
def test_a_connection_that_comes_free_is_waited_for(soon, words):
    with server(iter([refusal(words), refusal(words), welcome()])) as backend:
        assert backend.get_new_connection(backend.get_connection_params()).server_version == 150000


def test_one_that_never_comes_free_is_told_after_a_while(soon):
    asked = [refusal(FULL)] * 100
    waiting = iter(asked)
    with server(waiting) as backend, pytest.raises(NoConnectionLeft):
        backend.get_new_connection(backend.get_connection_params())
    assert len(list(waiting)) < len(asked) - 2


def test_any_other_refusal_is_told_at_once(soon):
    waiting = iter([refusal('password authentication failed for user "portal"')] * 9)
    with server(waiting) as backend, pytest.raises(backend.Database.OperationalError, match="password"):
        backend.get_new_connection(backend.get_connection_params())
    assert len(list(waiting)) >= 7


def test_whoever_waited_in_vain_is_told_in_chinese_and_keeps_what_was_typed(rf):
    sent = {"text": "河道已经清理完毕。", TYPED_BY: mark(User(pk=1))}
    request = rf.post("/matters/1/steps/reply/", sent)
    try:
        raise NoConnectionLeft
    except NoConnectionLeft:
        answer = server_error(request)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "系统繁忙" in page
    assert "没有办理" in page
    assert "河道已经清理完毕。" in page


def test_no_connection_is_kept_by_whoever_does_not_use_it(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@127.0.0.1/portal")
    config = environment.database(tmp_path, durable=True)
    assert config["ENGINE"] == "fujian_portal.postgresql"
    assert config["CONN_MAX_AGE"] == 0
