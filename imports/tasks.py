"""What beat starts, and the wake-up that spares people its interval."""

from celery import shared_task

from common import waking
from imports import jobs


@shared_task
def enter_ledgers() -> int:
    """Enter the ledgers that wait. Running it twice, late or on two machines has the effect of running it once."""
    return jobs.sweep()


def wake() -> None:
    """Ask for a sweep once this transaction has committed."""
    waking.after_commit(enter_ledgers)
