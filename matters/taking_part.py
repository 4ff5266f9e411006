"""Who takes part on a side that carries its matter on, as each kind declares its sides: a condition for lists."""

from collections.abc import Iterator

from django.db.models import Q

from matters.registry import kinds_of, registered_models


def kinds_by_sides() -> dict[tuple[str, ...], list[str]]:
    """The kinds of the same acting sides together, since they are asked at once."""
    found: dict[tuple[str, ...], list[str]] = {}
    for model in registered_models():
        found.setdefault(model.acting_sides(), []).extend(kinds_of(model))
    return found


def acting(*, without: str = "") -> Q:
    """Of participations, those on an acting side of their matter; not on the side `without`."""
    return Q(*_of_each(without), _connector=Q.OR)


def _of_each(without: str) -> Iterator[Q]:
    for sides, kinds in kinds_by_sides().items():
        yield Q(role__in=set(sides) - {without}, matter__kind__in=kinds)
