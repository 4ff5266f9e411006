"""The sweep that beat starts, and the wake-up that spares people its interval."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import KombuError, OperationalError

from notices import sending

logger = logging.getLogger(__name__)


@shared_task
def deliver() -> int:
    """Send what is due. Running it twice, late or on two machines has the effect of running it once."""
    return sending.sweep()


def wake() -> None:
    """Ask for a sweep once this transaction has committed, once however many notices it made."""
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is _ring for entry in waiting):
        transaction.on_commit(_ring)


def _ring() -> None:
    try:
        deliver.apply_async(expires=30)
    except (KombuError, OperationalError, OSError) as error:
        logger.warning("broker away, the next sweep delivers: %s", error)
