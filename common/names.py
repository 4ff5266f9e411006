"""Names as people type, paste and export them: tidied for keeping, and bared for comparing."""

import re
import unicodedata

#: A character that Excel writes by its number: _x000D_ is a carriage return.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Controls, format marks (zero width, direction), halves of characters. Rare characters of private areas are kept.
UNSEEN = frozenset({"Cf", "Cc", "Cs"})
#: Shown as nothing, though their category says otherwise: joiner, fillers, variation selectors, blank Braille.
BLANK = re.compile("[\u034f\u115f\u1160\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
BRACKETS = re.compile(r"[()\[\]{}<>〔〕【】〖〗《》〈〉「」『』\"'“”‘’]")
SEAL = re.compile(r"\((?:加盖)?(?:公章|盖章|印章|签章|章|印)\)|(?<=.)(?:公章|盖章)$")


def tidy(text: str) -> str:
    """One line as it is kept: what is not seen is gone, every run of blanks is one space."""
    plain = BLANK.sub("", ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text))
    return " ".join("".join(filter(_is_seen, " ".join(plain.split()))).split())


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in UNSEEN


def bare(text: str) -> str:
    """The form in which two ways of writing one name are equal; "" for a name that says nothing.

    After NFKC, without blanks, brackets and marks of a seal; what stands inside brackets counts.
    """
    plain = unicodedata.normalize("NFKC", tidy(text)).casefold()
    return BRACKETS.sub("", SEAL.sub("", "".join(plain.split())))
