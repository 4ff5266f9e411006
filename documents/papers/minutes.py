"""A record of what was said: 磋商记录, 约谈记录. A ruled form with lines for the signatures of who was there."""

from dataclasses import dataclass

from documents.layout import Sheet


@dataclass(frozen=True, kw_only=True)
class Content:
    """`rows`: what was recorded, as (label, value); `signers`: whose signature is left a line each."""

    organisation: str
    title: str
    rows: tuple[tuple[str, str], ...]
    signers: tuple[str, ...] = ()


def build(content: Content) -> bytes:
    """The record as docx, to be printed and signed."""
    sheet = Sheet(title=content.title, author=content.organisation)
    sheet.title(content.organisation, content.title)
    sheet.gap()
    sheet.form([(label, value, 2) for label, value in content.rows if value])
    sheet.gap()
    for signer in content.signers:
        sheet.small(f"{signer}（签名）：　　　　　　　　　　　　　　年　　月　　日")
    return sheet.save()
