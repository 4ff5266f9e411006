"""`manage.py backup` and `manage.py restore`: from one place into an empty one, on the database of this run."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from fujian_portal.backups import archive
from matters.storage import private_storage

OWN = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")


@dataclass
class Place:
    """A database and a folder of files. `url` is empty for SQLite, which lies in the folder."""

    var: Path
    url: str

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in OWN}
        given = {"PORTAL_VAR": str(self.var), "PORTAL_DEMO": "1"} | (
            {"DATABASE_URL": self.url} if self.url else {}
        )
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=kept | given,
            capture_output=True,
            text=True,
        )

    def connect(self):
        return closing(
            psycopg2.connect(self.url) if self.url else sqlite3.connect(self.var / "portal.sqlite3")
        )

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, as text."""
        catalogue = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            if self.url
            else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        with self.connect() as opened, closing(opened.cursor()) as cursor:
            cursor.execute(catalogue)
            names = [name for (name,) in cursor.fetchall()]
            return {name: _content(cursor, name) for name in names}

    def files(self) -> dict[str, bytes]:
        folder = self.var / "private"
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _content(cursor, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, cursor.fetchall()))


@pytest.fixture(scope="module")
def new_place(tmp_path_factory) -> Iterator[Callable[[], Place]]:
    """Makes empty places; on PostgreSQL each has a database of its own, dropped in the end."""
    made: list[str] = []

    def make() -> Place:
        var = tmp_path_factory.mktemp("place")
        if connection.vendor == "sqlite":
            return Place(var, "")
        made.append(f"portal_place_{uuid.uuid4().hex[:12]}")
        on_server(f"CREATE DATABASE {made[-1]} TEMPLATE template0 ENCODING 'UTF8'")
        return Place(var, os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + made[-1])

    yield make
    for name in made:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def on_server(statement: str) -> None:
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
        server.autocommit = True
        server.cursor().execute(statement)


@pytest.fixture(scope="module")
def lived_in(new_place) -> Place:
    """A portal with the demo county: matters, papers and attachments."""
    place = new_place()
    assert place.manage("prepare").returncode == 0
    assert place.files()
    return place


@pytest.fixture(scope="module")
def made(lived_in, tmp_path_factory) -> Path:
    """An archive, made while somebody else has the database open."""
    folder = tmp_path_factory.mktemp("backups")
    with lived_in.connect() as elsewhere, closing(elsewhere.cursor()) as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter")
        done = lived_in.manage("backup", str(folder))
    assert done.returncode == 0, done.stderr
    (file,) = folder.iterdir()
    return file


def rewritten(made: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of the archive with its members changed."""
    with tarfile.open(made) as source, tarfile.open(target, "w") as copy:
        for entry in source:
            content = change(entry.name, source.extractfile(entry).read())
            entry.size = len(content)
            copy.addfile(entry, io.BytesIO(content))
    return target


def with_manifest(made: Path, target: Path, **changes) -> Path:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | changes).encode() if name == archive.MANIFEST else content

    return rewritten(made, target, change)


def test_a_restored_place_has_every_row_and_every_file(lived_in, made, new_place):
    empty = new_place()
    done = empty.manage("restore", str(made))
    assert done.returncode == 0, done.stderr
    assert "全部相符" in done.stdout
    assert empty.rows() == lived_in.rows()
    assert empty.files() == lived_in.files()
    assert empty.manage("migrate", "--check").returncode == 0


def test_only_its_owner_may_read_an_archive(made):
    assert made.stat().st_mode & 0o777 == 0o600


def test_nothing_half_done_bears_the_name_of_an_archive(made):
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_the_manifest_tells_rows_version_and_migrations(lived_in, made):
    manifest = archive.check(made)
    assert manifest["rows"] == {name: len(rows) for name, rows in lived_in.rows().items()}
    assert manifest["portal"] == archive.portal_version()
    assert manifest["migrations"] == archive.known_migrations()


def test_an_archive_is_not_written_over(made, db):
    with pytest.raises(CommandError, match="已经存在，没有覆盖"):
        call_command("backup", str(made))


def test_a_database_that_is_not_empty_is_left_alone(made, db):
    with pytest.raises(CommandError, match="不是空的，没有恢复任何内容"):
        call_command("restore", str(made))


def test_a_folder_that_is_not_empty_is_left_alone(made, new_place):
    occupied = new_place()
    kept = occupied.var / "private" / "uploads" / "scan"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a scan")
    done = occupied.manage("restore", str(made))
    assert done.returncode == 1
    assert "文件目录里已有文件（如 uploads/scan），没有恢复任何内容" in done.stderr
    assert occupied.files() == {"uploads/scan": b"a scan"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (lambda known: {"migrations": [*known, ["matters", "9999_later"]]}, "由较新的版本"),
        (lambda known: {"migrations": known[:-1]}, "由较旧的版本"),
        (lambda known: {"database": "another"}, "备份出自 another"),
        (lambda known: {"format": 99}, "备份格式是 99"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(made, tmp_path, db, changes, said):
    unfit = with_manifest(made, tmp_path / "unfit.tar", **changes(archive.known_migrations()))
    with pytest.raises(CommandError, match=f"{said}.*没有恢复任何内容"):
        call_command("restore", str(unfit))


def test_a_damaged_member_is_named(made, tmp_path, db):
    name = next(name for name in archive.check(made)["digests"] if name.startswith(archive.FILES))
    spoilt = rewritten(
        made,
        tmp_path / "spoilt.tar",
        lambda member, content: b"x" + content[1:] if member == name else content,
    )
    with pytest.raises(CommandError, match=f"已损坏，1项与清单不符：{name}"):
        call_command("restore", str(spoilt), check_only=True)


def test_an_archive_that_was_cut_off_is_refused(made, tmp_path, db):
    short = tmp_path / "short.tar"
    shutil.copy(made, short)
    os.truncate(short, made.stat().st_size // 2)
    with pytest.raises(CommandError, match="不是完整的备份文件"):
        call_command("restore", str(short))


def test_a_whole_archive_is_called_whole(made, db, capsys):
    call_command("restore", str(made), check_only=True)
    assert "完好" in capsys.readouterr().out


def test_files_are_found_in_folders_of_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "private"
    assert list(archive.stored_names(private_storage())) == []
    for name in ("papers/2026/a", "uploads/ab/b", "c"):
        private_storage().save(name, ContentFile(b"x"))
    assert list(archive.stored_names(private_storage())) == ["c", "papers/2026/a", "uploads/ab/b"]
