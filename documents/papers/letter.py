"""A letter or decision in plain paragraphs: who writes to whom, under which title, and what.

What it says is made where the facts are known (in the room of the kind); this sets it after GB/T 9704.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.layout import set_paper
from documents.parts import Writer


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
    seal: str = "（院印）"
    jointly_with: tuple[str, ...] = ()


def build(content: Content) -> bytes:
    """The letter as docx, in letter format."""
    return set_paper(front(content), write, content)


def front(content: Content) -> dict[str, Any]:
    return {"title": content.title, "author": content.organisation, "day": content.day}


def write(writer: Writer, content: Content) -> None:
    """The letter from top to bottom."""
    writer.letterhead(*content.jointly_with)
    writer.number(content.number)
    writer.gap(2)
    writer.title(content.title)
    writer.gap()
    if content.recipient:
        writer.addressee(content.recipient)
    writer.text(content.text)
    writer.attachments(content.attachments)
    writer.signature("（印章）" if content.jointly_with else content.seal, *content.jointly_with)
    writer.note(content.contact)
    writer.copies(content.copies)
