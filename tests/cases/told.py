"""What the test table of a kind of case says, found by the name of its file."""

from importlib import import_module
from types import ModuleType


def told_of(model: type) -> ModuleType:
    """Its `TABLE` of who may take which step, its `Course`, and a `Walk` of its own where it has one."""
    return import_module(f"tests.cases.{model.__module__.rpartition('.')[2]}")
