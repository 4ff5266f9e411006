"""A recommendation as a row of a ledger or a publication tells of it."""

import re
from dataclasses import dataclass, field

from imports import facts
from matters.names import kind_label
from recommendations.ledgers.outcomes import in_words

LONGEST_TITLE = 60
#: The days of a row, as `Recommendation` names them.
DAYS = ("found_on", "filed_on", "issued_on", "received_on", "replied_on")


@dataclass(frozen=True)
class Facts(facts.Facts):
    """`days`: name of the field to a year, a month or a day as it is kept. `stated`: the periods of the paper by the
    name of the field, in the words of `Stated`.

    What whoever imports decided on words that are not certain: `answer` and `sued_on`.
    """

    kind: str
    days: dict[str, str] = field(default_factory=dict)
    domain: str = ""
    outcome: str = ""
    summary: str = ""
    measures: str = ""
    note: str = ""
    source: str = ""
    stated: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    sued_on: str = ""

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

    def _said(self, recipient: str) -> list[str]:
        return [self.lead, recipient, self.kind, self.days.get("issued_on", ""), self.number, self.summary]


def _lines(told: dict[str, str]) -> str:
    return "\n".join(f"{name}：{text}" for name, text in told.items() if text)
