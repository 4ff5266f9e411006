"""What a board is narrowed to, read from the address and written back into links."""

import re
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from assessment.statuses import BY_CODE
from common import clock
from matters.kinds import Kind
from matters.queries import MatterQuerySet
from recommendations.choices import KINDS

ALL_YEARS = "all"
#: Beside the statuses: everything counted, and what is still in hand.
ISSUED, IN_HAND = "issued", "open"


@dataclass(frozen=True)
class Filters:
    """`year` of issue (this year unless named, `all` for every year), `kind`, and in a list `status`."""

    year: str = ""
    kind: str = ""
    status: str = ISSUED

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """What is not understood is left out."""
        year, kind, status = (query.get(name, "") for name in ("year", "kind", "status"))
        return cls(
            year if year == ALL_YEARS or re.fullmatch(r"[0-9]{4}", year) else "",
            kind if kind in KINDS else "",
            status if status in BY_CODE or status == IN_HAND else ISSUED,
        )

    @property
    def years(self) -> str:
        return self.year or str(clock.today().year)

    def url(self, path: str, **changes: str) -> str:
        changed = asdict(replace(self, **changes))
        values = {name: value for name, value in changed.items() if value not in ("", ISSUED)}
        return f"{path}?{urlencode(values)}" if values else path

    def apply(self, matters: MatterQuerySet) -> MatterQuerySet:
        """By year and kind; `status` narrows a list, never the figures."""
        if self.years != ALL_YEARS:
            matters = matters.filter(issued_on__startswith=self.years)
        return matters.filter(kind=self.kind) if self.kind else matters

    def words(self) -> str:
        """2026年制发的公益诉讼检察建议."""
        when = "历年" if self.years == ALL_YEARS else f"{self.years}年"
        return f"{when}制发的{Kind(self.kind).label if self.kind else '检察建议'}"
