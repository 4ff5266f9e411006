"""What a board is narrowed to, read from the address and written back into links."""

import re
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from assessment.facts import facts
from assessment.figures import ALL_YEARS
from assessment.measures import BY_CODE, ISSUED
from common import clock
from matters.names import kind_label
from matters.queries import MatterQuerySet
from organisations.models import Jurisdiction, Organisation
from recommendations.choices import KINDS

#: Stand in the address for a domain that was left empty and for a year that nobody knows.
UNNAMED, UNKNOWN = "未填写", "unknown"
WRITTEN = {
    "year": rf"[0-9]{{4}}|{ALL_YEARS}|{UNKNOWN}",
    "month": r"[0-9]{4}(-[0-9]{2})?",
    "kind": "|".join(KINDS),
    "domain": r"(?s).{1,60}",
    "area": r"[0-9]{6}",
    "agency": r"[0-9]{1,30}",
    "status": "|".join(BY_CODE),
}


@dataclass(frozen=True)
class Filters:
    """What is counted; empty is not narrowed.

    `year` of issue (this year unless named, `all` for every year), `month` as 2026-05, or 2026 where no more
    is known, `kind`, `domain`, `area` by its code, `agency` by its key; `status` is the measure of a list.
    """

    year: str = ""
    month: str = ""
    kind: str = ""
    domain: str = ""
    area: str = ""
    agency: str = ""
    status: str = ISSUED

    @classmethod
    def read(cls, query: QueryDict, **given: str) -> "Filters":
        """From an address, and what its path already says. What is not understood is left out."""
        asked = {name: given.get(name, query.get(name, "")) for name in WRITTEN}
        understood = {name: text for name, text in asked.items() if re.fullmatch(WRITTEN[name], text)}
        return cls(**understood)

    @property
    def years(self) -> str:
        return self.year or str(clock.today().year)

    @property
    def year_column(self) -> str:
        """The year as `facts` has it, or `all`."""
        return "" if self.years == UNKNOWN else self.years

    def of(self, **changes: str) -> "Filters":
        return replace(self, **changes)

    def board_url(self, view: str = "assessment:board") -> str:
        return self._url(reverse(view), **asdict(replace(self, status=ISSUED, month="")))

    def list_url(self) -> str:
        """The list behind a number; it names its year, so that it stays the same list next year."""
        values = asdict(replace(self, year=self.years))
        if agency := values.pop("agency"):
            return self._url(reverse("assessment:agency", args=[agency]), **values)
        return self._url(reverse("assessment:all"), **values)

    def _url(self, path: str, **values: str) -> str:
        said = {
            name: value for name, value in values.items() if value and (name, value) != ("status", ISSUED)
        }
        return f"{path}?{urlencode(said)}" if said else path

    def narrow(self, matters: MatterQuerySet, areas: dict[str, str]) -> MatterQuerySet:
        """By everything but time and status; `areas` is what `scope.area_columns` says of the area."""
        same = {name: getattr(self, name) for name in ("kind",) if getattr(self, name)}
        if self.domain:
            same["domain"] = "" if self.domain == UNNAMED else self.domain
        if self.agency:
            # Looked up by its own key, where a number too large for the database is merely not found.
            same["recipient__in"] = Organisation.objects.filter(pk=self.agency)
        return matters.filter(**same, **areas)

    def listed(self, matters: MatterQuerySet, areas: dict[str, str]) -> MatterQuerySet:
        """Exactly what the figure under these filters counts."""
        rows = facts(self.narrow(matters, areas)).filter(BY_CODE[self.status].condition())
        if self.years != ALL_YEARS:
            rows = rows.filter(year=self.year_column)
        return rows.filter(month=self.month) if self.month else rows

    def words(self, where: Jurisdiction | None = None) -> str:
        """2026年制发的公益诉讼检察建议（生态环境）, as the reader's place calls it today."""
        known = {ALL_YEARS: "历年", UNKNOWN: "制发日期不详"}
        when = known.get(self.years, f"{self.years}年") + ("" if self.years == UNKNOWN else "制发")
        domain = f"（{self.domain}领域）" if self.domain else ""
        return f"{when}的{kind_label(self.kind, None, where) if self.kind else '检察建议'}{domain}"
