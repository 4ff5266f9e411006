"""Names as people type, paste and export them: tidied for keeping, and bared for comparing."""

import re
import unicodedata
from collections.abc import Iterable

from common.texts import is_seen

#: A character that Excel writes by its number: _x000D_ is a carriage return.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Shown as nothing, though their category says otherwise: joiner, fillers, variation selectors, blank Braille.
BLANK = re.compile("[\u034f\u115f\u1160\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
BRACKETS = re.compile(r"[()\[\]{}<>〔〕【】〖〗《》〈〉「」『』\"'“”‘’]")
SEAL = re.compile(r"\((?:加盖)?(?:公章|盖章|印章|签章|章|印)\)|(?<=.)(?:公章|盖章)$")


def tidy(text: str) -> str:
    """One line as it is kept: what is not seen is gone, every run of blanks is one space."""
    plain = BLANK.sub("", ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text))
    return " ".join("".join(filter(is_seen, " ".join(plain.split()))).split())


def bare(text: str) -> str:
    """The form in which two ways of writing one name are equal; "" for a name that says nothing.

    After NFKC, without blanks, brackets and marks of a seal; what stands inside brackets counts.
    """
    plain = unicodedata.normalize("NFKC", tidy(text)).casefold()
    return BRACKETS.sub("", SEAL.sub("", "".join(plain.split())))


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters; “…” stands for what is left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def listed(names: Iterable[str], longest: int) -> str:
    """甲、乙、丙; of more than `longest` characters the first ones and how many there are: 甲、乙等25个."""
    names = list(names)
    if len(names) < 2 or len("、".join(names)) <= longest:
        return shortened("、".join(names), longest)
    count = f"等{len(names)}个"
    shown = next((n for n in range(len(names) - 1, 1, -1) if _fits(names[:n], longest - len(count))), 1)
    return shortened("、".join(names[:shown]), longest - len(count)) + count


def _fits(names: list[str], longest: int) -> bool:
    return len("、".join(names)) <= longest
