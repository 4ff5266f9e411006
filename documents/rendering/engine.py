"""Setting papers as PDF."""

import json
from pathlib import Path

import typst

from documents.rendering import fonts, reader

TEMPLATE = Path(__file__).with_name("paper.typ")
NUMBERS = """
#set page(width: int(sys.inputs.width) * 1pt, height: int(sys.inputs.height) * 1pt, margin: 0pt, fill: none)
#set text(size: 11pt, top-edge: "cap-height", bottom-edge: "baseline")
#let first = int(sys.inputs.first)
#for number in range(first, first + int(sys.inputs.pages)) { page(align(right + horizon, str(number))) }
"""


def to_pdf(content: bytes) -> bytes:
    """The docx `content`, one of the portal's own, as PDF; the same docx gives the same bytes.

    Takes some 0.3 s: never inside a transaction. Raises fonts.NoChineseFont.
    """
    fonts.check()
    paper = json.dumps(reader.read(content), ensure_ascii=False)
    return typst.compile(TEMPLATE, font_paths=fonts.found(), sys_inputs={"paper": paper}, timestamp=0)


def page_numbers(first: int, pages: int, width: int, height: int) -> bytes:
    """A PDF of small pages, each bearing its number at the right, to be laid over others. Lengths in pt."""
    given = {"first": first, "pages": pages, "width": width, "height": height}
    inputs = {name: str(value) for name, value in given.items()}
    return typst.compile(NUMBERS.encode(), sys_inputs=inputs, font_paths=fonts.found(), timestamp=0)
