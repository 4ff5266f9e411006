"""Health addresses answer without log-in and tell a dead database from a dead process."""

import pytest
from django.db import DatabaseError, connection

from matters import storage


def test_live_answers_without_a_database(client):
    assert client.get("/health/live/").status_code == 200


@pytest.mark.django_db
def test_ready_answers_when_the_database_does(client):
    assert client.get("/health/ready/").status_code == 200


@pytest.mark.django_db
def test_ready_is_503_when_the_database_is_gone(client):
    def gone(*_: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(gone):
        assert client.get("/health/ready/").status_code == 503


@pytest.mark.django_db
def test_ready_says_that_the_store_takes_no_files(client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "plain file" / "private"
    (tmp_path / "plain file").write_text("")
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"file store unavailable")
    settings.MEDIA_ROOT = tmp_path / "private"
    monkeypatch.setattr(storage, "LEAST_FREE", 2**80)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"file store full")
    assert list(settings.MEDIA_ROOT.iterdir()) == []


@pytest.mark.parametrize("name", ["live", "ready"])
def test_health_is_only_read(client, name):
    assert client.post(f"/health/{name}/").status_code == 405
