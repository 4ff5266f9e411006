"""How the outbox works, in numbers. Settings of the same name take precedence."""

from datetime import time, timedelta

from django.conf import settings

#: How long a worker may hold a delivery; more than a task may run (CELERY_TASK_TIME_LIMIT).
LEASE = timedelta(seconds=getattr(settings, "PORTAL_DELIVERY_LEASE", 600))
#: How long a notice waits for others of the same sweep before the day's bundle is closed.
SETTLES = timedelta(seconds=getattr(settings, "PORTAL_BUNDLE_SETTLES", 300))
#: Pauses after the first, second, … refusal.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
#: Tries after which a delivery is given up and shown to the administrator.
TRIES = len(BACK_OFF) + 1
#: Pause after the mail server could not be reached at all, which is no fault of the address.
SERVER_PAUSE = timedelta(minutes=5)
#: Seconds one sweep may take; what is left waits for the next.
SWEEP_SECONDS = 120


def working_hours() -> tuple[time, time]:
    """From and until when, local time, bundled messages leave."""
    start, end = settings.PORTAL_WORKING_HOURS
    return time.fromisoformat(start), time.fromisoformat(end)
