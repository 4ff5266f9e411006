"""A task asked for at once, so that people are spared the interval of the sweep that would do it anyway."""

import logging

from celery import Task
from django.db import transaction
from kombu.exceptions import KombuError, OperationalError

logger = logging.getLogger(__name__)


def after_commit(task: Task) -> None:
    """Ask for a run once this transaction has committed; without a broker the next sweep does it."""
    transaction.on_commit(lambda: _ring(task))


def _ring(task: Task) -> None:
    try:
        task.apply_async(expires=30)
    except (KombuError, OperationalError, OSError) as error:
        logger.warning("broker away, the next sweep takes over %s: %s", task.name, error)
