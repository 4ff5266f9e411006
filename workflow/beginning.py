"""A matter as the step that begins it tells of it: the one way by which its first values reach it."""

from collections.abc import Mapping
from typing import Any

from workflow.steps import VALUES, Step


def fill(matter, step: Step, data: Mapping[str, Any]) -> None:
    """Give `matter` the fields that a creating step was given. Raises TypeError for what is none of its."""
    given = (data.get(VALUES) or {}) if step.creates else {}
    for name, value in given.items():
        if not hasattr(type(matter), name):
            raise TypeError(f"{type(matter).__name__} has no field {name}")
        setattr(matter, name, value)
