"""What beat starts. The letters are rows under a unique key: late, twice or on two machines has the effect of once."""

from celery import shared_task

from common import clock
from recommendations import prepared


@shared_task
def prepare_letters() -> int:
    """Make 督促函 ready for the handlers to send. How many were made."""
    return prepared.prepare(clock.today())
