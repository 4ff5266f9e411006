"""Keys beyond what a column can hold are the keys of nothing: no row is found, and no database is asked.

Django answers so for a column of its own that is compared with one number; here for lists and for relations too.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, IntegerField, OneToOneField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In


def _is_possible(value: Any, lookup: Any, connection: Any) -> bool:
    if not isinstance(value, int):
        return True
    field = lookup.lhs.output_field
    while field.is_relation:  # the key of a row that extends another is itself a relation
        field = field.target_field
    least, most = connection.ops.integer_field_range(field.get_internal_type())
    return (least is None or value >= least) and (most is None or value <= most)


class PossibleOnly:
    """For `in`: what the column cannot hold is left out of the list."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value():
            self.rhs = [value for value in self.rhs if _is_possible(value, self, connection)]
        return super().process_rhs(compiler, connection)


@IntegerField.register_lookup
class IntegerIn(PossibleOnly, In):
    pass


@ForeignKey.register_lookup
@OneToOneField.register_lookup
class RelationIn(PossibleOnly, RelatedIn):
    pass


@ForeignKey.register_lookup
@OneToOneField.register_lookup
class RelationExact(RelatedExact):
    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value() and not _is_possible(self.rhs, self, connection):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)
