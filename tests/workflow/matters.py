"""Issued matters by the dozen, and what a list shows of them."""

import io
import re
from functools import partial
from itertools import count

from openpyxl import load_workbook

from common.when import When
from tests.courses import Course

_numbers = count(1)


def issued(
    cast,
    title: str = "",
    *,
    kind: str = "social_governance",
    recipient=None,
    issued_on: str = "2026-10-12",
    received_on: str = "",
    number: str = "",
    **fields,
):
    """A matter registered as issued; with `received_on` served on that day."""
    course = Course(cast, kind, recipient)
    position = next(_numbers)
    course.new = partial(course.new, title=title or f"第{position}件", **fields)
    served = {"received_on": When.parse(received_on)} if received_on else {}
    return course.registered(issued_on, number or f"川九检建〔2026〕{position}号", **served).matter


def titles(answer) -> list[str]:
    """The titles of the rows, in their order, as a reader sees them."""
    links = re.findall(r'<a class="matters__title"[^>]*>(.*?)</a>', answer.content.decode())
    return [re.sub(r"</?mark>", "", link) for link in links]


def chips(answer, label: str) -> dict[str, str]:
    """The chips of one group with their counts."""
    groups = [*answer.context["filters"]["groups"], *answer.context["more"]]
    found = [group["chips"] for group in groups if group["label"] == label]
    return {chip["label"]: chip["count"] for chip in found[0]} if found else {}


def sheet(answer, name: str = "事项") -> list[list]:
    """The lines of an exported sheet, its header among them; empty cells as empty text."""
    book = load_workbook(io.BytesIO(answer.content))
    return [[cell.value or "" for cell in line] for line in book[name].iter_rows()]
