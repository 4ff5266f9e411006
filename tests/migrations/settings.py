"""Settings of the way through the migrations: the toys of the tests have none, and their table is left out."""

from fujian_portal.settings_test import *

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "tests.toys"]
