"""Setting papers as PDF."""

import json
from pathlib import Path

import typst

from documents.rendering import fonts, reader

TEMPLATE = Path(__file__).with_name("paper.typ")
NUMBERS = """
#set page(width: int(sys.inputs.width) * 1pt, height: int(sys.inputs.height) * 1pt, margin: 0pt, fill: none)
#set text(size: 11pt, top-edge: "cap-height", bottom-edge: "baseline")
#for number in range(int(sys.inputs.pages)) { page(align(right + horizon, str(number + 1))) }
"""


def to_pdf(content: bytes) -> bytes:
    """The docx `content`, one of the portal's own, as PDF; the same docx gives the same bytes.

    Takes some 0.3 s: never inside a transaction. Raises fonts.NoChineseFont.
    """
    fonts.check()
    paper = json.dumps(reader.read(content), ensure_ascii=False)
    return typst.compile(TEMPLATE, font_paths=fonts.found(), sys_inputs={"paper": paper}, timestamp=0)


def page_numbers(pages: int, width: int, height: int) -> bytes:
    """A PDF of as many small pages, each bearing its number at the right, to be laid over others. Lengths in pt."""
    size = {"width": str(width), "height": str(height), "pages": str(pages)}
    return typst.compile(NUMBERS.encode(), sys_inputs=size, font_paths=fonts.found(), timestamp=0)
