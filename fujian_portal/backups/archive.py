"""The archive: a tar of the database's file, all private files, and last a manifest that tells what is in it.

Manifest: `format`, `portal` (version), `made_at` (ISO, Asia/Shanghai), `database` (kind), `migrations`
([app, name]), `rows` (number by table), `digests` (SHA-256 by member).
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from common import clock
from fujian_portal.backups import databases
from matters.storage import private_storage

FORMAT = 1
MANIFEST, FILES = "manifest.json", "files/"
BLOCK = 1024 * 1024

Manifest = dict[str, Any]


class Hashed:
    """Reads from `source` and keeps the digest of what has been read."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.digest.update(block)
        return block


def write(file: Path) -> Manifest:
    """Make the archive. It bears its name only when it is whole; readable by its owner alone."""
    part = file.with_name(file.name + ".part")
    descriptor = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
                manifest = _fill(tar, file.parent)
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(tar: tarfile.TarFile, folder: Path) -> Manifest:
    """The database first: files are only ever added, so each of its rows finds its file afterwards."""
    manifest = _heading()
    digests = manifest["digests"] = {}
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as scratch:
        dumped = Path(scratch) / databases.member()
        manifest["rows"] = databases.dump(dumped)
        with dumped.open("rb") as source:
            digests[dumped.name] = _add(tar, dumped.name, source, dumped.stat().st_size)
    storage = private_storage()
    for name in stored_names(storage):
        try:
            with storage.open(name) as source:
                digests[FILES + name] = _add(tar, FILES + name, source, storage.size(name))
        except FileNotFoundError:
            # An upload that no step took within thirty days has just been cleared away.
            continue
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    _add(tar, MANIFEST, io.BytesIO(text), len(text))
    return manifest


def _heading() -> Manifest:
    return {
        "format": FORMAT,
        "portal": portal_version(),
        "made_at": clock.local(clock.now()).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
    }


def _add(tar: tarfile.TarFile, name: str, source: BinaryIO, size: int) -> str:
    """The digest of what was added."""
    entry, hashed = tarfile.TarInfo(name), Hashed(source)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, hashed)
    return hashed.digest.hexdigest()


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every private file, by its name in the storage; none where nothing was ever stored."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(names))
    for each in sorted(folders):
        yield from stored_names(storage, f"{folder}{each}/")


def portal_version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def known_migrations() -> list[list[str]]:
    """The migrations that this code has."""
    return sorted(map(list, MigrationLoader(None).disk_migrations))


def replaced_migrations() -> list[tuple[str, str]]:
    """Those that a squashed one stands for: a database may still have them on record."""
    return [key for migration in MigrationLoader(None).disk_migrations.values() for key in migration.replaces]


def check(file: Path) -> Manifest:
    """The manifest, once every member has been read and found to be what it says. Raises CommandError."""
    try:
        with tarfile.open(file) as tar:
            found = {entry.name: _digest(tar, entry) for entry in tar if entry.name != MANIFEST}
            manifest = json.load(tar.extractfile(MANIFEST))
    except (OSError, tarfile.TarError, KeyError, ValueError) as fault:
        raise CommandError(f"{file} 不是完整的备份文件，没有恢复任何内容：{fault}") from fault
    if manifest.get("format") != FORMAT:
        raise CommandError(
            f"{file} 的备份格式是 {manifest.get('format')}，本程序只认 {FORMAT}，没有恢复任何内容。"
        )
    expected = manifest["digests"]
    if broken := sorted(name for name in found.keys() | expected if found.get(name) != expected.get(name)):
        named = "、".join(broken[:5])
        raise CommandError(
            f"{file} 已损坏，{len(broken)}项与清单不符：{named}。没有恢复任何内容，请换一份备份。"
        )
    return manifest


def _digest(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> str:
    hashed = Hashed(tar.extractfile(entry))
    while hashed.read(BLOCK):
        continue
    return hashed.digest.hexdigest()


def unpack(file: Path) -> None:
    """Database and files into their empty places."""
    storage = private_storage()
    with tarfile.open(file) as tar, tempfile.TemporaryDirectory(prefix="restore-") as scratch:
        for entry in tar:
            source = tar.extractfile(entry)
            if entry.name == databases.member():
                dumped = Path(scratch) / entry.name
                with dumped.open("wb") as target:
                    while block := source.read(BLOCK):
                        target.write(block)
                databases.load(dumped)
                dumped.unlink()
            elif entry.name.startswith(FILES):
                _store(storage, entry.name.removeprefix(FILES), source)


def _store(storage: Storage, name: str, source: BinaryIO) -> None:
    if storage.save(name, File(source, name=name)) != name:
        raise CommandError(f"文件 {name} 已在目标位置，恢复中断。请清空数据库和文件目录后重新恢复。")
