"""A server that lacks what production needs says so and does not start."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

BASE = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "SECRET_KEY", "ALLOWED_HOSTS"))}
SERVED = {"SECRET_KEY": "s" * 60, "ALLOWED_HOSTS": "portal.example.gov.cn"}


def start(tmp_path: object, **environment: str) -> subprocess.CompletedProcess[str]:
    given = (
        BASE | {"DJANGO_SETTINGS_MODULE": "fujian_portal.settings", "PORTAL_VAR": str(tmp_path)} | environment
    )
    command = [sys.executable, "-c", "import fujian_portal.wsgi"]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=given, capture_output=True, text=True)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_missing_setting_stops_production_with_one_sentence_that_names_it(tmp_path, missing):
    given = {name: value for name, value in SERVED.items() if name != missing}
    done = start(tmp_path, **given)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "未能启动" in done.stderr
    assert missing in done.stderr


@pytest.mark.parametrize("secret", ["$" + "s" * 60, "$$(looks)like{a}variable" * 3])
def test_a_secret_may_hold_any_character(tmp_path, secret):
    assert start(tmp_path, **SERVED | {"SECRET_KEY": secret}).returncode == 0


def test_production_starts_with_both(tmp_path):
    assert start(tmp_path, **SERVED).returncode == 0


def test_the_demo_needs_neither(tmp_path):
    assert start(tmp_path, PORTAL_DEMO="1").returncode == 0
