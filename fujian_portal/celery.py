"""The Celery application. It only wakes people up: whatever must happen is a database row first."""

from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init
from kombu.transport import TRANSPORT_ALIASES

from . import environment

TRANSPORT_ALIASES["filesystem"] = "fujian_portal.broker:FolderTransport"
TRANSPORT_ALIASES["redis"] = TRANSPORT_ALIASES["rediss"] = "fujian_portal.broker:PatientRedis"
environment.name_settings_module()
app = Celery("fujian_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
def refuse_half_configured(**_: Any) -> None:
    environment.require_production_settings()
