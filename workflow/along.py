"""A step that is entered once for several linked matters."""

from collections.abc import Sequence

from workflow.effects import Also, Taking


def along(step_name: str, taking: Taking, names: Sequence[str]) -> list[Also]:
    """The same step, entered once, in the linked matters that were ticked; with `names` of what was entered."""
    data = {name: taking.get(name) for name in names if taking.get(name)}
    return [
        Also(step_name, data | taking.get("own", {}).get(other.pk, {}), taking.occurred, matter=other)
        for other in taking.get("along", [])
    ]
