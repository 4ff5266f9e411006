"""What beat starts exists: a misspelt task would fail silently, every minute."""

import pytest
from django.conf import settings

from fujian_portal import celery_app


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_each_scheduled_task_is_registered(name):
    celery_app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in celery_app.tasks


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE.values())
def test_a_run_that_nobody_took_lapses_before_the_next(entry):
    assert entry["options"]["expires"] <= entry["schedule"]
