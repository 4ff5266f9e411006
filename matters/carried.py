"""What a matter takes over from the one that it is opened from: said of every column, so that none is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

#: Columns that every row has of its own: its key, where it stands, its record, its place and who sees it from above.
OF_THE_ROW = frozenset(
    {
        "id", "matter_ptr", "state", "phase", "version", "last_event_number", "head_hash", "county", "prefecture",
        "province", "open_to_superior", "open_to_government", "created_at", "changed_at",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """`names`: the columns that are carried over; `left`: those that are not. A system check misses any other.

    `called`: what a column is called in a kind of another table, where it has another name there.
    """

    names: tuple[str, ...]
    left: tuple[str, ...]
    called: Mapping[str, str] = field(default_factory=dict)

    def begin(self, model: type[Model], earlier: Model, **values: Any) -> Any:
        """An unsaved matter of `model` with the facts of `earlier`, and `values` of its own."""
        facts = {self._column(model, name): _value(earlier, name) for name in self.names}
        return model(**facts | values)

    def _column(self, model: type[Model], name: str) -> str:
        return _attname(model, self.called.get(name, name))

    def problems(self, model: type[Model]) -> tuple[set[str], set[str]]:
        """The columns of `model` of which nothing is said, and what is said of none."""
        columns = {column.name for column in model._meta.concrete_fields} - OF_THE_ROW
        said = {*self.names, *self.left}
        return columns - said, said - columns


def _attname(model: type[Model], name: str) -> str:
    """Keys are passed on as they are: no row is read for them."""
    return model._meta.get_field(name).attname


def _value(earlier: Model, name: str) -> Any:
    return getattr(earlier, _attname(type(earlier), name))
