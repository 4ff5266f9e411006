"""How a number is written: the pattern with year and position, and the form in which numbers are compared."""

import re
import unicodedata

from django.core.exceptions import ValidationError

PLACES = re.compile(r"\{(.*?)\}")
BRACKETS = str.maketrans("([{<〈《【〖〘［（｛", "〔" * 12) | str.maketrans(")]}>〉》】〗〙］）｝", "〕" * 12)
# Official numbers have neither 第 nor leading zeros (GB/T 9704 7.2.5); some people type them.
ADORNED = re.compile(r"(?<=〕)[第0]+(?=[1-9])")


def validate_pattern(pattern: str) -> None:
    """Raises ValidationError in Chinese for a pattern that could not give different numbers."""
    places = PLACES.findall(pattern)
    unknown = [place for place in places if place not in ("year", "n")]
    if unknown or "{" in PLACES.sub("", pattern) or "}" in PLACES.sub("", pattern):
        raise ValidationError("花括号中只能写 {year} 和 {n}。")
    if places.count("n") != 1 or places.count("year") > 1:
        raise ValidationError(
            "须有且只有一个 {n}（顺序号），{year}（年份）最多一个。例：川九检建〔{year}〕{n}号。"
        )


def has_year(pattern: str) -> bool:
    return "{year}" in pattern


def written(pattern: str, year: int, position: int) -> str:
    """`川九检建〔2026〕5号`. Not str.format: a pattern is typed by a person."""
    return pattern.replace("{year}", str(year)).replace("{n}", str(position))


def normal_form(text: str) -> str:
    """The form in which two ways of writing one number are equal: (2024), [2024] and 〔2024〕, ５ and 5, 005."""
    plain = unicodedata.normalize("NFKC", text).translate(BRACKETS).upper()
    return ADORNED.sub("", "".join(character for character in plain if not _is_blank(character)))


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")
