"""What was accepted outlives a power cut: rows and files are on the disk before the answer."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from fujian_portal import environment
from matters.storage import private_storage


@pytest.mark.parametrize(("durable", "level"), [(True, "FULL"), (False, "NORMAL")])
def test_sqlite_waits_for_the_disk_where_it_matters(tmp_path, monkeypatch, durable, level):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = environment.database(tmp_path, durable=durable)["OPTIONS"]
    assert f"PRAGMA synchronous={level};" in options["init_command"]


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_and_its_folders_are_on_the_disk_when_it_is_kept(settings, tmp_path, monkeypatch, durable):
    settings.MEDIA_ROOT, settings.PORTAL_DURABLE = tmp_path, durable
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(Path(f"/proc/self/fd/{number}").resolve()))
    private_storage().save("uploads/ab/scan", ContentFile(b"a scan"))
    named = ["uploads/ab/scan", "uploads/ab", "uploads", "."]
    assert synced == ([tmp_path / name for name in named] if durable else [])
