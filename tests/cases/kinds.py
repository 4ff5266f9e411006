"""What the tests of every kind ask of a kind of case, found by the name of its file."""

from importlib import import_module
from types import ModuleType

from cases.models import KINDS


def told_of(model: type) -> ModuleType:
    """Its `TABLE` of who may take which step, and its `Course`, both in tests/cases/<file of the kind>.py."""
    return import_module(f"tests.cases.{model.__module__.rpartition('.')[2]}")


TABLES = {model: told_of(model).TABLE for model in KINDS}
UNDER_WAY = {model: lambda cast, model=model: told_of(model).Course(cast).under_way() for model in KINDS}
