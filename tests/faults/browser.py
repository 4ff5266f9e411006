"""Somebody at a browser: logs in, opens a page, fills in its form, and sends it again when nobody answers."""

import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

#: Seconds between two tries, and how many times somebody tries: far longer than any store stays away.
PAUSE, TRIES = 0.3, 300


class Over(Exception):
    """The run has ended while somebody still waited for an answer."""


class Unexpected(AssertionError):
    """The portal answered what nobody who does everything right should read."""


@dataclass
class Form:
    """One form of a page: the names of its inputs, and what the hidden ones hold."""

    path: str
    names: set[str] = field(default_factory=set)
    hidden: dict[str, str] = field(default_factory=dict)

    def beginning_with(self, start: str) -> list[str]:
        return sorted(name for name in self.names if name.startswith(start))


class FormReader(HTMLParser):
    """Finds the form that holds an input of the name `mark`."""

    def __init__(self, path: str, mark: str) -> None:
        super().__init__()
        self.path, self.mark = path, mark
        self.found: Form | None = None
        self.current: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.current = Form(given.get("action") or self.path)
        elif tag in ("input", "textarea", "select") and self.current and given.get("name"):
            self.current.names.add(given["name"])
            if given.get("type") == "hidden":
                self.current.hidden[given["name"]] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.current:
            if self.mark in self.current.names:
                self.found = self.current
            self.current = None


def form_in(text: str, path: str, mark: str = "key") -> Form:
    reader = FormReader(path, mark)
    reader.feed(text)
    if reader.found is None:
        raise Unexpected(f"{path}: no form with {mark}: {words_of(text)}")
    return reader.found


def words_of(text: str) -> str:
    """What a person reads on the page, shortened."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", text, flags=re.DOTALL)
    main = re.search(r"<main.*?</main>", body, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main.group() if main else body).split())[:600]


@dataclass
class Answer:
    status: int
    location: str
    text: str


class Browser:
    """One person's browser. `counts`: posts, unanswered tries, answers by status; shared by all."""

    def __init__(self, port: int, over: threading.Event, counts: Counter, lock: threading.Lock) -> None:
        self.port, self.over, self.counts, self.lock = port, over, counts, lock
        self.cookies: dict[str, str] = {}

    def log_in(self, username: str, password: str) -> None:
        form = form_in(self.get("/login/").text, "/login/", "password")
        answer = self.post(form, {"username": username, "password": password})
        if answer.status != 302:
            raise Unexpected(f"log-in of {username}: {answer.status} {words_of(answer.text)}")

    def open(self, path: str) -> Form:
        """The page of a step, and its form with token and version."""
        answer = self.get(path)
        if answer.status != 200:
            raise Unexpected(f"{path}: {answer.status} {answer.location} {words_of(answer.text)}")
        return form_in(answer.text, path)

    def answers(self) -> bool:
        answer = self._try("GET", "/health/ready/", b"", {})
        return answer is not None and answer.status == 200

    def get(self, path: str) -> Answer:
        return self._insist("GET", path, b"", {})

    def post(self, form: Form, fields: dict[str, object]) -> Answer:
        """The same bytes again and again until there is an answer: the form token stays the same."""
        body = encode_multipart(BOUNDARY, form.hidden | fields)
        return self._insist("POST", form.path, body, {"Content-Type": MULTIPART_CONTENT})

    def _insist(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        for _ in range(TRIES):
            answer = self._try(method, path, body, headers)
            if answer and answer.status < 500:
                return answer
            self._count("unanswered" if answer is None else f"answered {answer.status}")
            if self.over.wait(PAUSE):
                raise Over(path)
        raise Unexpected(f"{path}: no answer in {TRIES} tries, the last {answer and answer.status}")

    def _try(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer | None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body or None, headers | {"Cookie": cookie})
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()
        self._keep_cookies(response)
        return Answer(response.status, response.headers["Location"] or "", text)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value

    def _count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1


def scan(name: str, mark: str) -> SimpleUploadedFile:
    """A small PDF that no other is equal to."""
    content = f"%PDF-1.4\n% {mark}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n".encode()
    return SimpleUploadedFile(name, content, content_type="application/pdf")
