"""The backup described in docs/operations.md, made while the portal has the database open, and restored."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

GUIDE = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")


def manage(var: Path, *command: str) -> str:
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=kept | {"PORTAL_VAR": str(var), "PORTAL_DEMO": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def copy_as_the_guide_says(source: Path, target: Path) -> None:
    (line,) = re.findall(r'python -c "(import sqlite3[^"]+)"', GUIDE)
    subprocess.run([sys.executable, "-c", line, str(source), str(target)], check=True)


@pytest.fixture
def lived_in(tmp_path: Path) -> Path:
    """A portal with the demo county and a kept file."""
    var = tmp_path / "first"
    manage(var, "prepare")
    kept = var / "private" / "uploads" / "ab" / "scan"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"a scan")
    return var


def test_a_restored_backup_holds_the_same_matters_with_their_chains_whole(lived_in, tmp_path):
    second = tmp_path / "second"
    second.mkdir()
    open_elsewhere = sqlite3.connect(lived_in / "portal.sqlite3")
    open_elsewhere.execute("SELECT count(*) FROM matters_matter").fetchone()
    copy_as_the_guide_says(lived_in / "portal.sqlite3", second / "portal.sqlite3")
    shutil.copytree(lived_in / "private", second / "private")
    open_elsewhere.close()

    manage(second, "migrate", "--check")
    assert manage(second, "verify_events") == manage(lived_in, "verify_events")
    assert (second / "private/uploads/ab/scan").read_bytes() == b"a scan"
