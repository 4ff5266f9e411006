"""The parts of a paper as lines of text: what a docx sets and what a page shows is made here, once.

A paper's `write(writer, content)` calls the parts in their order; `layout.Sheet` sets them after GB/T 9704, `Reading`
keeps them to be read on a page before the paper exists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from documents.wording import balanced, chinese_day, paragraphs

CHARACTERS_A_LINE = 28
TITLE_CHARACTERS = 20


class Writer(Protocol):
    """What a paper of running text is written with."""

    def letterhead(self, *jointly_with: str) -> None: ...
    def title(self, *lines: str) -> None: ...
    def number(self, text: str, blank: str = "") -> None: ...
    def gap(self, lines: int = 1) -> None: ...
    def addressee(self, names: str) -> None: ...
    def heading(self, text: str) -> None: ...
    def subheading(self, text: str) -> None: ...
    def text(self, text: str) -> None: ...
    def flush(self, text: str) -> None: ...
    def attachments(self, names: Iterable[str]) -> None: ...
    def signature(self, seal: str, *jointly_with: str) -> None: ...
    def note(self, text: str) -> None: ...
    def copies(self, names: Iterable[str]) -> None: ...


@dataclass(frozen=True)
class Line:
    """One paragraph as it is read; `sort` is the part it belongs to."""

    sort: str
    text: str


def title_lines(*lines: str) -> list[str]:
    return [part for line in lines for part in balanced(line, TITLE_CHARACTERS)]


def given(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.strip()]


def attachment_lines(names: Iterable[str]) -> list[str]:
    """附件：1．… one line each, numbered where there are several (GB/T 9704 7.3.4)."""
    names = given(names)
    numbers = [f"{position}．" if len(names) > 1 else "" for position in range(1, len(names) + 1)]
    return [
        f"{'附件：' if position == 0 else ''}{number}{name}"
        for position, (number, name) in enumerate(zip(numbers, names, strict=True))
    ]


def signature_lines(authors: Iterable[str], day: date | None, seal: str) -> list[str]:
    """署名, 成文日期 and what stands where the seal goes."""
    names = [line for author in authors for line in balanced(author, CHARACTERS_A_LINE - 4)]
    return [*names, chinese_day(day), seal]


def note_line(text: str) -> str:
    return f"（{text}）"


def imprint_lines(names: Iterable[str], author: str, day: date | None) -> list[str]:
    """版记: to whom copies go, who printed it and when; nothing where no copies go."""
    names = given(names)
    return [f"抄送：{'，'.join(names)}。", f"{author}\t{chinese_day(day)}印发"] if names else []


class Reading:
    """A paper on its way to a page: the lines in their order, as the docx will have them."""

    def __init__(self, *, title: str = "", author: str, day: date | None = None, **_: object) -> None:
        self.author, self.day = author, day
        self.lines: list[Line] = []

    def _add(self, sort: str, *texts: str) -> None:
        self.lines += [Line(sort, text) for text in texts if text]

    def letterhead(self, *jointly_with: str) -> None:
        self._add("letterhead", self.author, *jointly_with)

    def title(self, *lines: str) -> None:
        self._add("title", *title_lines(*lines))

    def number(self, text: str, blank: str = "") -> None:
        self._add("number", text or blank)

    def gap(self, lines: int = 1) -> None:
        """Nothing to read."""

    def addressee(self, names: str) -> None:
        self._add("addressee", f"{names}：")

    def heading(self, text: str) -> None:
        self._add("heading", text)

    def subheading(self, text: str) -> None:
        self._add("subheading", text)

    def text(self, text: str) -> None:
        self._add("text", *paragraphs(text))

    def flush(self, text: str) -> None:
        self._add("addressee", text)

    def attachments(self, names: Iterable[str]) -> None:
        self._add("attachments", *attachment_lines(names))

    def signature(self, seal: str, *jointly_with: str) -> None:
        self._add("sign", *signature_lines((self.author, *jointly_with), self.day, seal))

    def note(self, text: str) -> None:
        if text:
            self._add("note", note_line(text))

    def copies(self, names: Iterable[str]) -> None:
        self._add("copies", *imprint_lines(names, self.author, self.day))
