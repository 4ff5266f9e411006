"""Dates, numbers and periods in the words of an official paper."""

import re
from collections.abc import Iterable
from datetime import date

DIGITS = "零一二三四五六七八九"
UNITS = {"day": "日", "working_day": "个工作日", "month": "个月"}


def chinese_day(day: date | None) -> str:
    """`2026年11月5日` (GB/T 9704 7.3.5.4: Arabic figures, no zeros before them); blanks to fill in by hand."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　年　　月　　日"


def chinese_number(number: int) -> str:
    """`十五` for 15, `三百六十五` for 365. Raises ValueError outside 1–999: no period of a paper is longer."""
    if not 1 <= number <= 999:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        parts += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        parts += DIGITS[0]
    return parts + (DIGITS[ones] if ones else "")


def period(amount: int, unit: str) -> str:
    """`十五日`, `两个月`, `十个工作日`; unit is day, working_day or month."""
    number = "两" if amount == 2 and unit != "day" else chinese_number(amount)
    return number + UNITS[unit]


def addressed(recipient: str) -> str:
    """How the paper calls its recipient: 你院 for a court."""
    return "你院" if recipient.endswith("法院") else "你单位"


def listed(names: Iterable[str], separator: str = "、") -> str:
    return separator.join(names)


def paragraphs(text: str) -> list[str]:
    """The lines of what was typed, without empty ones and without the indents people type by hand."""
    return [line.strip(" \t\u3000") for line in text.splitlines() if line.strip(" \t\u3000")]


def width(text: str) -> float:
    """Width in characters: a Latin letter or a figure takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def balanced(text: str, most: int) -> list[str]:
    """`text` in as few lines of at most `most` characters as will do, of about equal length (7.3.1)."""
    count = -(-width(text) // most) or 1
    lines: list[str] = []
    line = ""
    for character in text:
        if line and width(line) + 0.5 > width(text) / count and len(lines) < count - 1:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


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


def without_number(text: str) -> str:
    """`text` without the number that it was pasted with."""
    return NUMBERED.sub("", text, count=1).strip()


BASIS_ENDS = " \t\u3000；;。，,、"
BASIS_BEGINS = re.compile(r"^(?:根据|依据|依照|按照)")
BASIS_SAYS = re.compile(r"(?:之|的)?(?:有关|相关)?规定$")
#: What is written as sentences, or quotes the article, is no list of citations.
BASIS_TELLS = re.compile("[。：:]")


def by_law(basis: str, then: str) -> str:
    """根据…的规定，`then`. Citations go into the sentence; what was written as sentences stands before it."""
    lines = [without_number(line).strip(BASIS_ENDS) for line in paragraphs(basis)]
    if not lines:
        return then
    if BASIS_TELLS.search("".join(lines)):
        return f"{full_stop(basis.strip())}\n根据上述规定，{then}"
    cited = "、".join(lines).replace("；", "、").replace(";", "、")
    return f"根据{BASIS_SAYS.sub('', BASIS_BEGINS.sub('', cited))}的规定，{then}"


def full_stop(text: str) -> str:
    """A sentence with its end, where the person who typed it left it out."""
    return text if not text or text[-1] in "。！？；：…”）" else f"{text}。"
