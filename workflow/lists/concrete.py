"""Matters as their own classes, in as many queries as there are models and never one for each row."""

from collections.abc import Iterable

from matters.models import Matter
from matters.registry import model_for

RELATED = ("lead__jurisdiction", "handler__user", "recipient", "drafter")


def concrete_rows(matters: Iterable[Matter]) -> dict[int, Matter]:
    """Every one of `matters` as its own class, by primary key, with what a row shows of it."""
    wanted: dict[type, list[int]] = {}
    for matter in matters:
        wanted.setdefault(model_for(matter.kind), []).append(matter.pk)
    found: dict[int, Matter] = {}
    for model, keys in wanted.items():
        found |= model.objects.select_related(*RELATED).in_bulk(keys)
    return found
