"""What has to be swept up now and then."""

from celery import shared_task

from organisations.sessions import SessionStore


@shared_task(name="organisations.tasks.clear_sessions")
def clear_sessions() -> None:
    """Remove the sessions that have run out; what happened in them is in the log-in records."""
    SessionStore.clear_expired()
