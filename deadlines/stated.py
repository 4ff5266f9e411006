"""A stated period in two columns of a row, `<name>_length` and `<name>_unit`, read and written as one value."""

from django.db.models import Model, Q

from deadlines.statute import STATABLE, UNIT_WORDS, Stated

STATED_UNITS = [(unit.value, UNIT_WORDS[unit]) for unit in STATABLE]


def stated_period(name: str) -> property:
    """The period of the two columns as a `Stated`; None where no document states one."""
    length, unit = f"{name}_length", f"{name}_unit"

    def read(row: Model) -> Stated | None:
        return Stated.of(getattr(row, length), getattr(row, unit))

    def write(row: Model, stated: Stated | None) -> None:
        setattr(row, length, stated and stated.length)
        setattr(row, unit, stated.unit.value if stated else "")

    return property(read, write)


def whole_or_none(name: str) -> Q:
    """For a constraint: a length above zero with its unit, or neither."""
    none = Q(**{f"{name}_length": None, f"{name}_unit": ""})
    return none | Q(**{f"{name}_length__gt": 0, f"{name}_unit__in": [unit for unit, _ in STATED_UNITS]})
