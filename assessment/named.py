"""The lines of the board with the names people know them by and the filters that lead to their matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from assessment.figures import Line
from assessment.filters import UNKNOWN, UNNAMED, Filters
from matters.names import short_kind
from organisations.models import Capability, Jurisdiction, Membership, Organisation, OrganisationCapability


@dataclass(frozen=True)
class Named:
    """`board_url` leads to the board of what lies below, where there is one."""

    name: str
    line: Line
    filters: Filters
    is_township: bool = False
    board_url: str = ""

    def list_url(self, code: str = "") -> str:
        return (self.filters.of(status=code) if code else self.filters).list_url()


def named(
    column: str, lines: Sequence[Line], filters: Filters, membership: Membership | None = None
) -> list[Named]:
    """At most one query, for the names of agencies and areas."""
    if column == "recipient":
        return _agencies(lines, filters)
    if column in ("county", "prefecture", "province"):
        return _areas(lines, filters, membership.organisation.jurisdiction)
    if column == "kind":
        where = membership.organisation.jurisdiction if membership else None
        return [Named(short_kind(line.key, None, where), line, filters.of(kind=line.key)) for line in lines]
    return [Named(WORDS[column](line.key), line, ALONE[column](filters, line.key)) for line in lines]


def _agencies(lines: Sequence[Line], filters: Filters) -> list[Named]:
    township = OrganisationCapability.objects.filter(
        capability=Capability.TOWNSHIP, organisation=OuterRef("pk")
    )
    rows = Organisation.objects.filter(pk__in=[line.key for line in lines])
    known = {str(row.pk): row for row in rows.annotate(is_township=Exists(township))}
    return [
        Named(known[line.key].short_name, line, filters.of(agency=line.key), known[line.key].is_township)
        for line in lines
    ]


def _areas(lines: Sequence[Line], filters: Filters, here: Jurisdiction) -> list[Named]:
    """What has no code of the level below was issued at the level of the area itself: 本级."""
    names = dict(
        Jurisdiction.objects.filter(code__in=[line.key for line in lines]).values_list("code", "short_name")
    )
    found = []
    for line in lines:
        below = filters.of(area=line.key or filters.area or here.code)
        name = names.get(line.key, line.key) if line.key else "本级"
        found.append(Named(name, line, below, board_url=below.board_url()))
    return found


def _month(key: str) -> str:
    year, _, month = key.partition("-")
    return f"{int(month)}月" if month else f"{year}年（月份不详）"


WORDS: dict[str, Callable[[str], str]] = {
    "domain": lambda key: key or "未填写领域",
    "month": _month,
    "year": lambda key: f"{key}年" if key else "制发日期不详",
}
ALONE: dict[str, Callable[[Filters, str], Filters]] = {
    "domain": lambda filters, key: filters.of(domain=key or UNNAMED),
    "month": lambda filters, key: filters.of(month=key),
    "year": lambda filters, key: filters.of(year=key or UNKNOWN),
}
