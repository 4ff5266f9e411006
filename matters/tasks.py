"""What beat starts."""

import logging

from celery import shared_task

from matters import seals

logger = logging.getLogger(__name__)


@shared_task
def seal_event_chains() -> bool:
    """Seal the day's heads unless that was done. The log line is one of the places where the digest is kept."""
    seal = seals.seal_today()
    if seal is not None:
        logger.info("event chains sealed: %s", seal)
    return seal is not None
