"""What the board can be narrowed to, as links: year and kind to choose from, and what was chosen further down."""

from typing import TYPE_CHECKING, Any

from assessment.figures import ALL_YEARS
from assessment.filters import UNKNOWN, Filters
from common import clock
from matters.names import short_kind
from organisations.models import Jurisdiction, Organisation
from recommendations.choices import KINDS

if TYPE_CHECKING:
    from assessment.board import Board


def chips(board: "Board") -> list[dict[str, Any]]:
    filters = board.filters
    known = {line.key or UNKNOWN for line in board.found.years} | {str(clock.today().year), filters.years}
    years = [
        (year, "不详" if year == UNKNOWN else f"{year}年")
        for year in sorted(known - {ALL_YEARS}, reverse=True)
    ]
    place = board.membership.organisation.jurisdiction
    kinds = [("", "全部类型"), *((kind.value, short_kind(kind, None, place)) for kind in KINDS)]
    return [
        _group("年度", "year", filters.years, [*years, (ALL_YEARS, "全部年度")], filters),
        _group("类型", "kind", filters.kind, kinds, filters),
        *_taken_off(filters),
    ]


def _group(
    title: str, name: str, chosen: str, values: list[tuple[str, str]], filters: Filters
) -> dict[str, Any]:
    shown = [
        {"label": label, "url": filters.of(**{name: value}).board_url(), "selected": value == chosen}
        for value, label in values
    ]
    return {"label": title, "chips": shown}


def _taken_off(filters: Filters) -> list[dict[str, Any]]:
    """Domain, area and agency are chosen in the tables; a chip shows each, and taking it leads back."""
    chosen = [("domain", "领域", filters.domain), *_places(filters)]
    return [
        _group(title, name, getattr(filters, name), [("", "全部"), (getattr(filters, name), label)], filters)
        for name, title, label in chosen
        if label
    ]


def _places(filters: Filters) -> list[tuple[str, str, str]]:
    area = Jurisdiction.objects.filter(code=filters.area).first() if filters.area else None
    agency = Organisation.objects.filter(pk=filters.agency).first() if filters.agency else None
    return [
        ("area", "辖区", area.name if area else filters.area),
        ("agency", "单位", agency.short_name if agency else ""),
    ]
