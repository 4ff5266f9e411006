"""Advices as they were typed or pasted: each an item of its own, without the numbers it had where it was copied from."""

import re
from collections.abc import Iterable

_CHINESE = "[一二三四五六七八九十百]{1,4}"
#: 1. 1、 1） (1) （一） 一、 ① ⑴ 第一， 第一项： 一是. A figure before a figure is none: 1.5米, 3个月内.
NUMBERED = re.compile(
    rf"""^\s*(?:
        [（(]\s*(?:\d{{1,2}}|{_CHINESE})\s*[）)]\s*[、.．,，:：]?
      | \d{{1,2}}\s*(?:[、．）)]|[.](?!\d))
      | {_CHINESE}\s*[、．.）)]
      | [①-⑳⑴-⒇⒈-⒛㈠-㈩]\s*[、.．]?
      | 第{_CHINESE}(?:项|点)?\s*[、，,：:]
      | [一二三四五六七八九十]是(?=[^否])
    )\s*""",
    re.VERBOSE,
)
#: Several items pasted into one box are told apart where every line of them bears a number.
LEAST_LINES = 2


def without_number(text: str) -> str:
    """`text` without the number that it was pasted with."""
    return NUMBERED.sub("", text, count=1).strip()


def as_items(texts: Iterable[str]) -> list[str]:
    """The items in their order. A box of which every line is numbered holds several; empty ones are none."""
    parts = [part for text in texts for part in _parts(text)]
    return [item for item in map(without_number, parts) if item]


def in_lines(text: str) -> list[str]:
    """One item a line, as forms ask for it."""
    return as_items(text.splitlines())


def _parts(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) >= LEAST_LINES and all(NUMBERED.match(line) for line in lines):
        return lines
    return [text]
