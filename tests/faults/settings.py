"""Settings of a portal under faults: the tests' own, with a shared broker, real mail and days that run fast."""

import os

from common import clock
from fujian_portal.settings_test import *
from tests.faults.fast_days import DAY, moment

# The portal makes its own database by its migrations, and the toys of the tests have none.
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "tests.toys"]
# A day of the portal passes in DAY seconds, so that rungs fall due, periods end and bundles close as one watches.
clock.machine = moment
MEDIA_ROOT = VAR_DIR / "private"
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"visibility_timeout": 30}
PORTAL_DURABLE = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["FAULTS_MAIL_PORT"])
PORTAL_WORKING_HOURS = ("00:00", "23:59:59")
#: Seconds of the portal's days: a vanished worker is missed after ten real seconds.
PORTAL_DELIVERY_LEASE = 10 * 86400 // DAY
PORTAL_BUNDLE_SETTLES = 86400 // DAY
CELERY_BEAT_SCHEDULE = {
    name: entry | {"schedule": 1, "options": {"expires": 5}} for name, entry in CELERY_BEAT_SCHEDULE.items()
}
