"""The bodies that a cell names: separated as clerks separate them, and told from what is no name."""

import re
import unicodedata
from datetime import datetime

from common.cells import BadCell, is_empty, text_of
from common.names import bare, tidy

#: What a roster keeps of a name (200), less the place that may be added to it.
LONGEST_NAME = 180
NOTE = re.compile(r"[（(].*?[）)]")

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


def without_note(name: str) -> str:
    """北京市东城区人民检察院（会同北京军事检察院）: the name alone."""
    return tidy(NOTE.sub("", name))


def houses(value: object, epoch: datetime) -> tuple[str, ...]:
    """The bodies that a cell names, () where it names none. Raises BadCell."""
    named = parties(value if isinstance(value, str) else text_of(value))
    if all(is_empty(each) for each in named):
        return ()
    if wrong := next((each for each in named if not is_name(each)), ""):
        raise BadCell(f"“{wrong[:40]}”不是单位名称。应为单位名称，几个单位之间用“、”隔开。")
    check_length(*named)
    return named


def house(value: object, epoch: datetime) -> str:
    """The one body that a cell names, "" where it names none. Raises BadCell."""
    named = houses(value, epoch)
    if len(named) > 1:
        raise BadCell(f"写有 {len(named)} 个单位。应为一个单位的全称，几个单位的分行填写。")
    return "".join(named)


def check_length(*names: str) -> None:
    """Raises BadCell for what the roster cannot keep."""
    if any(len(name) > LONGEST_NAME for name in names):
        raise BadCell(f"单位名称超过 {LONGEST_NAME} 个字。应为单位的全称，请核对。")
