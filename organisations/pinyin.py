"""Spelling Chinese names in pinyin, so that an organisation is found by sound and by initials."""

from pypinyin import Style, lazy_pinyin


def spell(name: str) -> tuple[str, str]:
    """The whole pinyin and the initials of `name`, lower case without spaces."""
    whole = "".join(lazy_pinyin(name)).lower()
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    return whole, initials
