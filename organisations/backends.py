"""Who may log in with a password: people who have not been disabled, and the demo's accounts in the demo alone."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from organisations.models import User


class AccountBackend(ModelBackend):
    """Asked at the log-in and again with each request: a session of a demo account ends where no demo runs."""

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and (settings.PORTAL_DEMO or not user.is_example)
