"""Settings of the processes that get killed: the tests' own, with a shared broker, real mail and short waits."""

import os
from pathlib import Path

from common import clock
from fujian_portal import environment
from fujian_portal.settings_test import *
from tests.running import moment

# As in the test that started the process: on the same day, wherever and whenever it runs.
clock.machine = moment

#: No other process takes the messages of this portal, also where all tests share one Redis.
CELERY_TASK_DEFAULT_QUEUE = os.environ["KILL_QUEUE"]
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = environment.broker(REDIS_URL, VAR_DIR)
#: The files of the test, which looks at them afterwards.
MEDIA_ROOT = Path(os.environ["KILL_FILES"])
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["KILL_MAIL_PORT"])
# The whole day is working time and a vanished worker is missed after seconds, so that the test need not wait.
PORTAL_WORKING_HOURS = ("00:00", "23:59:59")
PORTAL_DELIVERY_LEASE = 3
PORTAL_BUNDLE_SETTLES = 1
CELERY_BEAT_SCHEDULE = {
    name: entry | {"schedule": 1, "options": {"expires": 5}} for name, entry in CELERY_BEAT_SCHEDULE.items()
}
