"""The random walk of each declared kind."""

from tests.cases.walk import CaseWalk
from tests.declared_kinds import KINDS, told_of
from tests.workflow.walk import Walk


def walk_of(model: type) -> type[Walk]:
    """Its own, where some values fit together only."""
    own = getattr(told_of(model), "Walk", None)
    return own or type(f"{model.__name__}Walk", (CaseWalk,), {"model": model})


WALKS = {model: walk_of(model) for model in KINDS}
