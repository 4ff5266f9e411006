"""What beat starts, and the wake-up that spares people its interval."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import KombuError, OperationalError

from imports import jobs

logger = logging.getLogger(__name__)


@shared_task
def enter_ledgers() -> int:
    """Enter the ledgers that wait. Running it twice, late or on two machines has the effect of running it once."""
    return jobs.sweep()


def wake() -> None:
    """Ask for a sweep once this transaction has committed."""
    transaction.on_commit(_ring)


def _ring() -> None:
    try:
        enter_ledgers.apply_async(expires=30)
    except (KombuError, OperationalError, OSError) as error:
        logger.warning("broker away, the next sweep enters: %s", error)
