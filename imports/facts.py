"""One row of a ledger or a publication: what it says, before anything is made of it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from common.names import bare, tidy
from imports.outcomes import in_words
from matters.names import kind_label

#: 、 inside brackets belongs to the name.
BETWEEN = re.compile(r"[、；;\n](?![^（(]*[）)])")
NOTE = re.compile(r"[（(].*?[）)]")
LONGEST_TITLE = 60
#: The days of a row, as `Recommendation` names them.
DAYS = ("found_on", "filed_on", "issued_on", "received_on", "replied_on")


@dataclass(frozen=True)
class Facts:
    """`days`: name of the field to a year, a month or a day as it is kept. `place` says where the row stands. `stated`:
    the periods of the paper by the name of the field, in the words of `Stated`.

    What whoever imports decided: `answer` and `sued_on` on words that are not certain, `is_another` that the row is no
    repetition of one that looks the same.
    """

    place: str
    lead: str
    recipients: tuple[str, ...]
    kind: str
    days: dict[str, str] = field(default_factory=dict)
    number: str = ""
    domain: str = ""
    outcome: str = ""
    summary: str = ""
    measures: str = ""
    note: str = ""
    source: str = ""
    stated: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    sued_on: str = ""
    is_another: bool = False

    @property
    def title(self) -> str:
        """The first words of what the row tells; without any, who recommends what to whom."""
        first = re.split(r"[，。；]", self.summary.strip(), maxsplit=1)[0]
        return (first or f"{self.domain or kind_label(self.kind)}")[:LONGEST_TITLE]

    @property
    def quotation(self) -> str:
        """What the row tells in words to whoever sees the matter, for the timeline."""
        return _lines({"办理结果": in_words(self.outcome), "措施和成效": self.measures})

    @property
    def inside_note(self) -> str:
        """What the clerks noted for themselves: for the leading procuratorate alone."""
        return _lines({"备注": self.note, "来源": self.source})

    def key(self, recipient: str, nth: int = 0) -> str:
        """What makes the row known again, in whichever file and writing it stands; `nth`: others that are the same."""
        again = [str(nth)] if nth else []
        return _digest(bare(part) for part in [*self._said(recipient), *again])

    def keys(self, recipient: str) -> tuple[str, str]:
        """Its key, and the one by which rows were kept before writings were compared."""
        return self.key(recipient), _digest("".join(part.split()) for part in self._said(recipient))

    def _said(self, recipient: str) -> list[str]:
        return [self.lead, recipient, self.kind, self.days.get("issued_on", ""), self.number, self.summary]


def _lines(told: dict[str, str]) -> str:
    return "\n".join(f"{name}：{text}" for name, text in told.items() if text)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def names(text: str) -> tuple[str, ...]:
    """The organisations named in a cell, each once, in their order."""
    parts = (part.strip() for part in BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def without_note(name: str) -> str:
    """北京市东城区人民检察院（会同北京军事检察院）: the name alone."""
    return tidy(NOTE.sub("", name))
