"""A letter or decision in plain paragraphs: who writes to whom, under which title, and what.

What it says is made where the facts are known (`recommendations.papers`…); this sets it after GB/T 9704.
"""

from dataclasses import dataclass
from datetime import date

from documents.layout import Sheet


@dataclass(frozen=True, kw_only=True)
class Content:
    """`text`: the body, one paragraph a line; without a `recipient` the paper is a report kept by the house.

    `seal`: what stands where the seal goes. `jointly_with`: who issues it too, in heading and signature.
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
    sheet = Sheet(title=content.title, author=content.organisation, day=content.day)
    sheet.letterhead(*content.jointly_with)
    sheet.number(content.number)
    sheet.gap(2)
    sheet.title(content.title)
    sheet.gap()
    if content.recipient:
        sheet.addressee(content.recipient)
    sheet.text(content.text)
    sheet.attachments(content.attachments)
    sheet.signature(content.seal, *content.jointly_with)
    sheet.note(content.contact)
    sheet.copies(content.copies)
    return sheet.save()
