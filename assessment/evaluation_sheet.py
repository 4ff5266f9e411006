"""检察建议落实效果评估报告: what became of a year's recommendations, drafted for the committee (规定 26 条)."""

from dataclasses import dataclass
from datetime import date

from documents.layout import Sheet
from documents.wording import chinese_number

Columns = tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`columns`: label and width in mm, 156 in all."""

    title: str
    columns: Columns
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One numbered section: paragraphs, then tables. Where the author has to write, `blank` says what."""

    heading: str
    texts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    blank: str = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """`day` is the day on which the figures were taken; a draft bears no seal."""

    organisation: str
    title: str
    recipient: str
    opening: str
    parts: tuple[Part, ...]
    closing: str
    day: date
    reckoning: str


def build(content: Content) -> bytes:
    """The draft as docx, to be edited."""
    sheet = Sheet(title=content.title, author=content.organisation, day=content.day)
    sheet.title(content.title)
    sheet.gap()
    sheet.addressee(content.recipient)
    sheet.text(content.opening)
    for position, part in enumerate(content.parts, start=1):
        sheet.heading(f"{chinese_number(position)}、{part.heading}")
        _write(sheet, part)
    sheet.text(content.closing)
    sheet.signature("")
    sheet.small(content.reckoning)
    return sheet.save()


def _write(sheet: Sheet, part: Part) -> None:
    for text in part.texts:
        sheet.text(text)
    for table in part.tables:
        sheet.subheading(table.title)
        sheet.listing(table.columns, table.rows)
        sheet.gap()
    if part.blank:
        sheet.text(f"（{part.blank}）")
