"""Advices as they were typed or pasted: each an item of its own, without the numbers it had where it was copied from."""

from collections.abc import Iterable

from documents.wording import NUMBERED, without_number

#: Several items pasted into one box are told apart where every line of them bears a number.
LEAST_LINES = 2


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
