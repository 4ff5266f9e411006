"""卷宗: the sheets that hold a matter's papers together: cover and 目录, and listings such as 办理经过."""

from dataclasses import dataclass
from datetime import date

from documents.layout import Sheet
from documents.wording import chinese_day

Columns = tuple[tuple[str, float], ...]
#: 卷内文件目录 as files are kept: label and width in mm of each column; 156 mm in all.
CONTENTS: Columns = (("序号", 14), ("文号", 27), ("责任者", 26), ("题名", 36), ("日期", 26))
WITH_PAGES: Columns = (*CONTENTS, ("页号", 14), ("备注", 13))
#: Lines of room for each row of the cover, so that all of them stand on one page.
COVER_ROW = 1.5
WITHOUT_PAGES: Columns = (*CONTENTS, ("备注", 27))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the 目录; `remark` says why there is no page."""

    title: str
    number: str = ""
    author: str = ""
    day: str = ""
    page: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Front:
    """`about`: what the cover says of the matter, as (label, value); `notes`: what stands under it."""

    organisation: str
    about: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    has_pages: bool


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A table with a title; widths in mm, 156 in all."""

    organisation: str
    title: str
    columns: Columns
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def front(content: Front) -> bytes:
    """Cover and 目录 as docx; neither bears page numbers, as in any 卷宗."""
    sheet = Sheet(title="卷宗", author=content.organisation, has_page_numbers=False)
    sheet.gap(2)
    sheet.title(content.organisation, "卷　　宗")
    sheet.gap(2)
    sheet.form([(label, value, COVER_ROW) for label, value in content.about])
    sheet.gap()
    for note in content.notes:
        sheet.small(note)
    sheet.new_page()
    sheet.title("卷内文件目录")
    sheet.gap()
    columns = WITH_PAGES if content.has_pages else WITHOUT_PAGES
    lines = [_line(n, entry, content.has_pages) for n, entry in enumerate(content.entries, start=1)]
    sheet.listing(columns, lines)
    return sheet.save()


def listing(content: Listing) -> bytes:
    """A listing as docx; the 卷宗 numbers its pages."""
    sheet = Sheet(title=content.title, author=content.organisation, has_page_numbers=False)
    sheet.title(content.title)
    sheet.gap()
    if content.rows:
        sheet.listing(content.columns, content.rows)
    else:
        sheet.text("没有可以列出的内容。")
    if content.note:
        sheet.small(content.note)
    return sheet.save()


def _line(number: int, entry: Entry, has_pages: bool) -> tuple[str, ...]:
    page = (entry.page,) if has_pages else ()
    return (str(number), entry.number, entry.author, entry.title, entry.day, *page, entry.remark)


def for_whom(reader: str, organisation: str, day: date) -> str:
    """Each reader's 卷宗 holds what their organisation may see, and says so."""
    return (
        f"本卷宗由{reader}于{chinese_day(day)}从平台打印，收入{organisation}可以查阅的文书、附件和办理情况。"
    )
