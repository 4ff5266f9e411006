"""Every page carries the strict policy; production is safe by Django's own list."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


def test_nothing_inline_and_nothing_foreign_may_run(client):
    policy = client.get("/health/live/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in policy


def test_no_page_may_be_framed(client):
    assert client.get("/health/live/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/", "/matters/", "/matters/999999/", "/admin/"])
def test_no_page_of_somebody_logged_in_is_kept_by_a_browser(cast, sign_in, address):
    assert "no-store" in sign_in(cast.handler).get(address).headers["Cache-Control"]


def test_static_files_may_be_kept(cast, sign_in):
    answer = sign_in(cast.handler).get("/static/css/portal.css")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers["Cache-Control"]


def test_production_passes_djangos_deployment_checks(tmp_path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "DJANGO_ALLOW"))}
    given = {
        "DJANGO_SETTINGS_MODULE": "fujian_portal.settings",
        "PORTAL_VAR": str(tmp_path),
        "SECRET_KEY": "a-Long_and-mixed.secret/" * 3,
        "ALLOWED_HOSTS": "portal.example.gov.cn",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=kept | given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
