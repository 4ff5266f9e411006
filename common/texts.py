"""What people type, paste and send, without what nobody sees: controls, format characters, marks of direction."""

import re
import unicodedata
from typing import Any

#: Controls, format characters (zero width, direction), halves of characters. Rare ones of private areas are kept.
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
#: Ends of lines as other programs write them.
LINE_ENDS = re.compile("\r(?!\n)|[\v\f\x85\u2028\u2029]")
KEPT = "\r\n\t"


def seen(text: str) -> str:
    """`text` without what is not seen; its lines and tabs stay.

    Joiners (ZWJ, ZWNJ) go too: no Chinese or Tibetan text needs them, and they make two names look alike.
    Variation selectors stay, for they choose the form of a rare character in a name.
    """
    if text.isprintable():
        return text
    return "".join(each for each in LINE_ENDS.sub("\n", text) if each in KEPT or is_seen(each))


def is_seen(character: str) -> bool:
    return unicodedata.category(character) not in UNSEEN


def seen_throughout(value: Any) -> Any:
    """`value` as JSON holds it, every text in it `seen`."""
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, list):
        return [seen_throughout(each) for each in value]
    if isinstance(value, dict):
        return {seen(name): seen_throughout(each) for name, each in value.items()}
    return value
