"""Settings of the tests: the same, with quick passwords, and files and messages that stay with the test."""

import os
import tempfile
from pathlib import Path

from .settings import *

#: One folder for a whole run: the first process makes it, its children find it, tests/conftest.py removes it.
_RUN = os.environ.get("PORTAL_TEST_FOLDER") or tempfile.mkdtemp(prefix="portal-test-")
os.environ["PORTAL_TEST_FOLDER"] = _RUN
_FOLDER = Path(_RUN) / os.environ.get("PYTEST_XDIST_WORKER", "main")

PORTAL_TEST = True
#: A matter of workflow's own, so that what is for every kind is proved over more than those that are there.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.toys"]
PORTAL_CLOCK_SETTABLE = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PORTAL_EMAIL_ENABLED = True
MEDIA_ROOT = _FOLDER / "private"
STATIC_ROOT = _FOLDER / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# The tests that need clamd name it themselves.
CLAMD_ADDRESS = ""
PORTAL_DURABLE = False
DATABASES = {"default": environment.database(VAR_DIR, durable=PORTAL_DURABLE)}
# In a file, since SQLite in memory locks otherwise than in WAL and two threads could not be tested.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
WHITENOISE_USE_FINDERS = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Tests call the tasks themselves; what is sent on commit goes nowhere, except to a Redis that is given.
if not REDIS_URL:
    CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}
