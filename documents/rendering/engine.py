"""Setting a paper as PDF."""

import json
from pathlib import Path

import typst

from documents.rendering import fonts, reader

TEMPLATE = Path(__file__).with_name("paper.typ")


def to_pdf(content: bytes) -> bytes:
    """The docx `content`, one of the portal's own, as PDF; the same docx gives the same bytes.

    Takes some 0.3 s: never inside a transaction. Raises fonts.NoChineseFont.
    """
    fonts.check()
    paper = json.dumps(reader.read(content), ensure_ascii=False)
    return typst.compile(TEMPLATE, font_paths=fonts.found(), sys_inputs={"paper": paper}, timestamp=0)
