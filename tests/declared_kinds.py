"""What the tests of every kind ask of a declared kind, found by the name of its room and its file."""

from importlib import import_module
from types import ModuleType

from cases import models as cases
from meetings import models as meetings

KINDS = (*cases.KINDS, *meetings.KINDS)


def told_of(model: type) -> ModuleType:
    """Its `TABLE` of who may take which step, and its `Course`, both in tests/<room>/<file of the kind>.py."""
    return import_module(f"tests.{model.__module__}")


TABLES = {model: told_of(model).TABLE for model in KINDS}
UNDER_WAY = {model: lambda cast, model=model: told_of(model).Course(cast).under_way() for model in KINDS}
