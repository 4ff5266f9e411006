"""The bodies that a cell of a ledger names: separated as clerks separate them, and told from what is no name."""

import re
import unicodedata

from common.names import bare, tidy
from imports.cells import is_empty
from imports.facts import without_note

#: Separators between names; inside brackets they belong to the name.
BETWEEN = re.compile(r"[、，；,;/／|\n]+(?![^（(]*[）)])")
#: What the full name of a body ends with, so that 和 and blanks behind it stand between two names.
ENDING = (
    r"(?:局|厅|委|院|部|政府|委员会|办公室|办事处|管委会|公司|中心|大队|支队|总队|街道|学校|银行|协会)"
    r"(?:[（(][^（）()]*[）)])?"
)
JOINS = re.compile(rf"({ENDING})\s*(?:和|与|\s)\s*(?=[^\s、，；,;]{{2,}}{ENDING}(?:$|[\s、，；,;和与]))")
PROCURATORATE = re.compile(r"检察院(?:[一-鿿]{0,8}分院|[一-鿿]{0,8}派出检察室)?$")


def parties(text: str) -> tuple[str, ...]:
    """The bodies named in a cell, each once, in their order."""
    lines = "\n".join(tidy(line) for line in text.splitlines())
    parts = (tidy(part) for part in BETWEEN.split(JOINS.sub(r"\1、", lines)))
    found: dict[str, str] = {}
    for part in parts:
        if bare(part):
            found.setdefault(bare(part), part)
    return tuple(found.values())


def is_name(text: str) -> bool:
    """Whether it can be the name of a body: two characters of a word at least, and no mark for nothing."""
    plain = without_note(text)
    words = [each for each in unicodedata.normalize("NFKC", plain) if each.isalpha()]
    return len(words) > 1 and not is_empty(plain) and not re.search(r"[<>=&]", plain)


def is_procuratorate(text: str) -> bool:
    """Whether the name says that it is a procuratorate's."""
    return bool(PROCURATORATE.search(without_note(text)))
