"""What beat starts. The table is the truth: late, twice or on two machines has the effect of once."""

from celery import shared_task

from deadlines import reminders


@shared_task
def sweep() -> int:
    """Send the reminders that are due. How many were sent."""
    return reminders.sweep()
