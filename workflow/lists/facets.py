"""The chips of a list: for each filter its values, how many rows each would show, and the link to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Left

from common.templatetags.portal import capped
from matters import registry
from matters.kinds import Phase
from matters.models import Matter, Participation
from matters.names import kind_choices
from matters.taking_part import acting
from organisations.models import Membership, Organisation
from workflow.lists.due import DUE, duties
from workflow.lists.filters import (
    NOBODY,
    OPEN,
    Filters,
    dated,
    models_having,
    phases,
    state_key,
    state_labels,
    sub_kinds,
    waits_for_a_handler,
)
from workflow.lists.sight import Sight
from workflow.lists.wording import handlers_named, organisations_named

MOST_CHIPS = 12


#: How many rows each value has, and the words for these values, in the order in which they are offered.
Found = tuple[dict[str, int], Mapping[str, str]]
Labels = Callable[[list[str], Membership], Mapping[str, str]]


@dataclass(frozen=True)
class Facet:
    """One group of chips: what is found in some rows, and the words for a value that was asked for and is not found."""

    name: str
    title: str
    find: Callable[[QuerySet, Membership], Found]
    chosen: Labels
    always: bool = False


def groups(sight: Sight, filters: Filters, path: str, facets: tuple[Facet, ...]) -> list[dict]:
    """Chip groups for components/filters.html. A group with nothing to choose is left out."""
    shown = [_group(facet, sight, filters, path) for facet in facets]
    return [group for group in shown if group["chips"]]


def _group(facet: Facet, sight: Sight, filters: Filters, path: str) -> dict[str, Any]:
    selected = getattr(filters, facet.name)
    counts, words = facet.find(sight.window(filters, leaving_out=facet.name), sight.membership)
    labels = dict(words)
    if selected and selected not in counts:
        counts[selected] = 0
        labels |= facet.chosen([selected], sight.membership)
    values = [value for value in labels if value in counts]
    if not facet.always:
        values.sort(key=lambda value: -counts[value])
    chips = [
        {
            "label": labels[value],
            "count": _count(counts[value], sight.holds_more),
            "selected": value == selected,
            "url": filters.url(path, **{facet.name: "" if value == selected else value}),
        }
        for value in values[:MOST_CHIPS] + [value for value in values[MOST_CHIPS:] if value == selected]
    ]
    return {"label": facet.title, "chips": chips if len(chips) > 1 or selected else []}


def _count(count: int, at_least: bool) -> str:
    return f"{count}+" if at_least and count <= 999 else capped(count)


def _by_column(name: str) -> Callable[[QuerySet, Membership], dict]:
    def count(rows: QuerySet, membership: Membership) -> dict:
        return dict(rows.values_list(name).annotate(Count("pk")))

    return count


def _by_kind(rows: QuerySet, column: str) -> tuple[dict[str, int], list[str]]:
    """How many rows have each value of `column`, and of which kinds they are."""
    found = list(rows.values_list("kind", column).annotate(Count("pk")))
    counts: dict[str, int] = {}
    for _, value, count in found:
        counts[value] = counts.get(value, 0) + count
    return counts, list(dict.fromkeys(kind for kind, _, _ in found))


def _phases(rows: QuerySet, membership: Membership) -> Found:
    counts, kinds = _by_kind(rows, "phase")
    if still_open := sum(count for phase, count in counts.items() if phase != Phase.CLOSED):
        counts[OPEN] = still_open
    return counts, phases(*kinds)


def _states(rows: QuerySet, membership: Membership) -> Found:
    """Of rows of one model: two may call different states by one word, and have others by one code."""
    counts, kinds = _by_kind(rows, "state")
    models = {registry.model_for(kind) for kind in kinds}
    if len(models) != 1:
        return {}, {}
    (model,) = models
    return {state_key(model, code): count for code, count in counts.items()}, state_labels(model)


def _due(rows: QuerySet, membership: Membership) -> dict[str, int]:
    def having(due: str) -> Count:
        return Count("pk", filter=Exists(duties(membership, due).filter(matter=OuterRef("pk"))))

    return rows.aggregate(**{due: having(due) for due in DUE})


def _organisations(rows: QuerySet, membership: Membership) -> dict[int, int]:
    parties = Participation.objects.filter(acting(), matter__in=rows.values("pk"))
    others = parties.exclude(organisation=membership.organisation_id)
    return dict(others.values_list("organisation").annotate(Count("matter", distinct=True)))


def _organisation_names(values: list[str], membership: Membership) -> dict[str, str]:
    names = Organisation.objects.filter(pk__in=values).values_list("pk", "short_name")
    return {str(pk): name for pk, name in names}


def _handlers(rows: QuerySet, membership: Membership) -> dict[str, int]:
    free = Count("pk", filter=waits_for_a_handler(membership))
    counted = rows.values("handler").annotate(number=Count("pk"), free=free)
    return {row["handler"] or NOBODY: row["number" if row["handler"] else "free"] for row in counted}


def _years(rows: QuerySet, membership: Membership) -> dict[str, int]:
    counts: dict[str, int] = {}
    first, *others = [_by_year(table, column, rows) for table, column in dated()]
    for year, count in first.union(*others, all=True):
        counts[year] = counts.get(year, 0) + count
    return counts


def _by_year(table: type, column: str, rows: QuerySet) -> QuerySet:
    found = table.objects.filter(pk__in=rows.values("pk")).exclude(**{column: ""}).order_by()
    return found.values_list(Left(column, 4)).annotate(Count("pk"))


def _sub_kinds(rows: QuerySet, membership: Membership) -> dict[str, int]:
    counts: dict[str, int] = {}
    for model in models_having("sub_kind"):
        named = model.objects.filter(pk__in=rows.values("pk")).exclude(sub_kind="").order_by()
        counts |= dict(named.values_list("sub_kind").annotate(Count("pk")))
    return counts


def _fixed(labels: Mapping[str, str] | Callable[[], Mapping[str, str]]) -> Callable:
    return lambda values, membership: labels() if callable(labels) else labels


def _kind_names(values: list[str], membership: Membership) -> dict[str, str]:
    return dict(kind_choices(membership.organisation.jurisdiction, registry.kinds()))


def _latest_years(values: list[str], membership: Membership) -> dict[str, str]:
    return {year: f"{year}年" for year in sorted(values, reverse=True)}


def _facet(
    name: str,
    title: str,
    count: Callable[[QuerySet, Membership], Mapping],
    label: Labels,
    *,
    always: bool = False,
    chosen: Labels | None = None,
) -> Facet:
    """A group whose words follow from the values alone. `chosen` where a key in the address might name what the reader
    does not see.
    """

    def find(rows: QuerySet, membership: Membership) -> Found:
        found = count(rows, membership)
        counts = {str(value): number for value, number in found.items() if number and value not in (None, "")}
        return counts, label(list(counts), membership)

    return Facet(name, title, find, chosen or label, always)


MAIN = (
    _facet("due", "期限", _due, _fixed(DUE), always=True),
    Facet("phase", "阶段", _phases, _fixed(phases), always=True),
    _facet("kind", "类型", _by_column("kind"), _kind_names, always=True),
)
MORE = (
    Facet("state", "状态", _states, _fixed(state_labels), always=True),
    _facet("organisation", "单位", _organisations, _organisation_names, chosen=organisations_named),
    _facet("handler", "承办人", _handlers, handlers_named),
    _facet("year", "年度", _years, _latest_years, always=True),
)
#: Offered once the list is narrowed to the kind that has them.
SUB_KIND = _facet("sub_kind", "细类", _sub_kinds, _fixed(sub_kinds), always=True)


def _divided_kinds() -> set[str]:
    return {kind for model in registry.registered_models() for kind in model.divided_kinds}


def more(filters: Filters) -> tuple[Facet, ...]:
    """The further groups of chips that make sense for what is shown."""
    return (SUB_KIND, *MORE) if filters.kind in _divided_kinds() or filters.sub_kind else MORE


def total(sight: Sight, filters: Filters) -> str:
    """How many there are in all, up to 999+."""
    keys = sight.window(filters).values("pk")[:1000]
    return capped(Matter.objects.filter(pk__in=keys).count())
