"""Somebody at the browser who clicks once more when the page did not answer."""

from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from time import monotonic
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from tests.kill.harness import until

TOKEN = "k" * 32


class Clerk:
    """Logged in by a session of the test client. `took`: seconds of each answered click; `broken`: the others.

    `meanwhile` is called when a form has been sent and before its answer is read.
    """

    def __init__(self, address: str, client: Client, meanwhile: Callable[["Clerk"], object] = id) -> None:
        self.host = urlsplit(address).netloc
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: TOKEN}
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.meanwhile = meanwhile
        self.broken, self.is_retry = 0, False
        self.answers: list[tuple[int, str | None]] = []
        self.took: list[float] = []

    def insist(self, path: str, **fields) -> None:
        """Send the form until there is an answer; the form token stays the same, as it does on a page."""
        self.is_retry = False
        until(lambda: self._answered(path, fields), f"an answer from {path}")

    def _answered(self, path: str, fields: dict) -> bool:
        connection = HTTPConnection(self.host, timeout=30)
        begun = monotonic()
        try:
            connection.request(
                "POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **fields}), self.headers
            )
            self.meanwhile(self)
            answer = connection.getresponse()
            self.answers.append((answer.status, answer.headers["Location"]))
        except (OSError, HTTPException):
            self.broken, self.is_retry = self.broken + 1, True
            return False
        finally:
            connection.close()
        self.took.append(monotonic() - begun)
        return True
