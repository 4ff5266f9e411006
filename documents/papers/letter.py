"""A letter or decision in plain paragraphs: who writes to whom, under which title, and what.

What it says is made where the facts are known (in the room of the kind); this sets it after GB/T 9704.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.layout import set_paper
from documents.parts import Writer

SEAL = "（院印）"


@dataclass(frozen=True, kw_only=True)
class Content:
    """`text`: the body, one paragraph a line; without a `recipient` the paper is a report kept by the house.

    `seal`: what stands where the seal goes; of a joint letter both seals go there.
    `jointly_with`: who issues it too, in heading and signature.
    """

    organisation: str
    title: str
    text: str
    recipient: str = ""
    number: str = ""
    day: date | None = None
    attachments: tuple[str, ...] = ()
    contact: str = ""
    copies: tuple[str, ...] = ()
    seal: str = SEAL
    jointly_with: tuple[str, ...] = ()


def build(content: Content) -> bytes:
    """The letter as docx, in letter format."""
    return set_paper(front(content), write, content)


def front(content: Content) -> dict[str, Any]:
    return front_of(content, content.title)


def write(writer: Writer, content: Content) -> None:
    """The letter from top to bottom."""
    together = content.jointly_with
    seal = "（印章）" if together else content.seal
    shown = {"attachments": content.attachments, "seal": seal, "jointly_with": together}
    with framed(writer, content, content.title, content.recipient, **shown):
        writer.text(content.text)
    writer.copies(content.copies)


def front_of(content: Any, title: str) -> dict[str, Any]:
    """What the package of any letter says of it: `content` is that of its own sheet."""
    return {"title": title, "author": content.organisation, "day": content.day}


@contextmanager
def framed(
    writer: Writer,
    content: Any,
    title: str,
    recipient: str,
    *,
    attachments: Sequence[str] = (),
    seal: str = SEAL,
    jointly_with: Sequence[str] = (),
) -> Iterator[None]:
    """How every letter begins and ends, whichever sheet `content` belongs to; its text is written in between."""
    writer.letterhead(*jointly_with)
    writer.number(content.number)
    writer.gap(2)
    writer.title(title)
    writer.gap()
    if recipient:
        writer.addressee(recipient)
    yield
    writer.attachments(attachments)
    writer.signature(seal, *jointly_with)
    writer.note(content.contact)
