"""The beat trusts no clock that was: after a start, and after the clock was set back, its jobs run."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery
from celery.beat import PersistentScheduler
from django.conf import settings

from fujian_portal.beat import Scheduler

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


class Watched(Scheduler):
    """Counts what is sent instead of sending it."""

    def setup_schedule(self):
        super().setup_schedule()
        self.sent = Counter()

    def apply_entry(self, entry, producer=None):
        self.sent[entry.name] += 1

    @property
    def producer(self):
        return None

    def run(self, times: int = 40) -> Counter:
        """What is sent until nothing more is due."""
        self.sent = Counter()
        for _ in range(times):
            self.tick()
        return self.sent


@pytest.fixture
def clock(monkeypatch):
    moment = [NOON]
    monkeypatch.setattr(Celery, "now", lambda self: moment[0])
    return moment


@pytest.fixture
def beat(clock) -> Watched:
    app = Celery("beat", set_as_current=False)
    app.conf.update(beat_schedule=settings.CELERY_BEAT_SCHEDULE, timezone="UTC")
    return Watched(app)


def test_every_job_runs_once_after_a_start(beat):
    assert beat.run() == dict.fromkeys(settings.CELERY_BEAT_SCHEDULE, 1)
    assert beat.run() == {}


def test_set_back_an_hour_every_job_runs_at_once_and_then_at_its_interval(beat, clock):
    beat.run()
    clock[0] -= timedelta(hours=1)
    assert beat.run() == dict.fromkeys(settings.CELERY_BEAT_SCHEDULE, 1)
    clock[0] += timedelta(seconds=61)
    assert beat.run()["sweep deadlines"] == 1


def test_set_forward_and_back_again_nothing_waits_for_the_hour_that_was(beat, clock):
    beat.run()
    clock[0] += timedelta(days=400)
    beat.run()
    clock[0] -= timedelta(days=400)
    assert beat.run() == dict.fromkeys(settings.CELERY_BEAT_SCHEDULE, 1)


def test_nothing_is_kept_between_two_runs(settings):
    assert settings.CELERY_BEAT_SCHEDULER == "fujian_portal.beat:Scheduler"
    assert not issubclass(Scheduler, PersistentScheduler)
