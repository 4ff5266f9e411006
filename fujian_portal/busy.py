"""What is raised where the database has no connection left; apart from its backend, which needs a driver."""

from django.db import OperationalError


class NoConnectionLeft(OperationalError):
    """The server had no connection for us for as long as we waited. Nothing was written."""
