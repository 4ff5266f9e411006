"""The guide for operators lists what the code reads."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection

FOLDER = settings.BASE_DIR / "fujian_portal"
READERS = [FOLDER / name for name in ("settings.py", "environment.py", "gunicorn.py")]
CALL = r'(?:env\.\w+\(\s*|environ\.get\(\s*f?)"([A-Z_]+)"'
NAMES = sorted({name for reader in READERS for name in re.findall(CALL, reader.read_text(encoding="utf-8"))})
GUIDE = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_each_variable_stands_in_the_table(name):
    assert f"`{name}`" in GUIDE


def test_each_pinned_package_has_its_reason():
    reasons = (settings.BASE_DIR / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for file in ("requirements.txt", "requirements-dev.txt"):
        pinned = re.findall(r"^([\w-]+)==(\S+)$", (settings.BASE_DIR / file).read_text(), re.MULTILINE)
        assert pinned
        assert [f"{name} {version}" for name, version in pinned if f"{name} {version}" not in reasons] == []


@pytest.mark.parametrize("query", re.findall(r"^    (SELECT .+;)$", GUIDE, re.MULTILINE))
def test_each_query_for_monitors_finds_nothing_amiss_in_a_new_portal(query, db):
    """Written for PostgreSQL; SQLite has no intervals, there a moment long past stands for them."""
    if connection.vendor == "sqlite":
        query = re.sub(r"now\(\) - interval '[^']+'", "'2000-01-01'", query)
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?:portal-manage|manage\.py) ([a-z_]+)", GUIDE))))
def test_each_command_of_the_guide_exists(name):
    assert name in get_commands()
