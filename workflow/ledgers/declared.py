"""The ledger of a kind: the columns that it declares, else those of any matter and of the fields that it asks."""

from functools import cache

from workflow.ledgers.any_matter import of_any_matter
from workflow.ledgers.column import Column
from workflow.ledgers.own_fields import column_of


@cache
def columns_of(model: type) -> tuple[Column, ...]:
    return tuple(model.ledger) or (*of_any_matter(model), *_own(model))


def _own(model: type) -> tuple[Column, ...]:
    found = (column_of(name, field) for name, field in model.fields.items())
    return tuple(column for column in found if column)


def name_of(model: type) -> str:
    """What the ledger of the kind is called, on its sheet and on pages."""
    return f"{model._meta.verbose_name}台账"
