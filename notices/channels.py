"""The ways out of the portal. E-mail today; webhook, WeCom and DingTalk become classes beside it."""

import smtplib
from contextlib import AbstractContextManager
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import get_connection

from notices import mails
from notices.models import Channel, Delivery, Notice, Preference


class Refused(Exception):
    """The other side said no: to this address or this message. It was certainly not taken."""


class Unreachable(Exception):
    """Nobody answered, so nothing was handed over. Says nothing against the address."""


class Interrupted(Exception):
    """The connection broke after sending had begun: the other side may have taken the message."""


class Way(Protocol):
    """What a channel has to be able to do."""

    def is_on(self) -> bool:
        """Whether this installation uses it."""

    def address_of(self, user: Any, preference: Preference) -> str:
        """Where `user` wants to be reached, or nothing."""

    def connect(self) -> AbstractContextManager:
        """A connection for one message. Raises Unreachable."""

    def send(self, connection: Any, delivery: Delivery, notices: list[Notice]) -> None:
        """Hand the message over. Raises Refused or Interrupted."""


class Connected(AbstractContextManager):
    """A mail connection opened on entering, so that failing to connect is told from failing to send."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def __enter__(self) -> Any:
        try:
            self.connection.open()
        except OSError as error:
            raise Unreachable(str(error)) from error
        return self.connection

    def __exit__(self, *_: Any) -> None:
        # What the server says to our goodbye no longer concerns the message.
        self.connection.fail_silently = True
        self.connection.close()


class Email:
    def is_on(self) -> bool:
        return settings.PORTAL_EMAIL_ENABLED

    def address_of(self, user: Any, preference: Preference) -> str:
        return user.email if preference.email else ""

    def connect(self) -> Connected:
        return Connected()

    def send(self, connection: Any, delivery: Delivery, notices: list[Notice]) -> None:
        message = mails.message_for(delivery, notices)
        message.connection = connection
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            raise Refused(_answer(*next(iter(error.recipients.values())))) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise Refused(_answer(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(str(error)) from error
        except ValueError as error:
            raise Refused(f"地址或邮件内容不合规则：{error}") from error
        except OSError as error:
            raise Interrupted(str(error)) from error


def _answer(code: int, text: bytes | str) -> str:
    """The server's own words, which the administrator needs."""
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"


WAYS: dict[str, Way] = {Channel.EMAIL: Email()}


def wanted_by(user: Any, preference: Preference) -> list[tuple[str, str]]:
    """The channels, each with its address, on which `user` is reached; none for who cannot log in any more."""
    if not user.is_active:
        return []
    reached = [(code, way.address_of(user, preference)) for code, way in WAYS.items() if way.is_on()]
    return [(code, address) for code, address in reached if address]
