"""Making a declared kind known: its code and names, and the papers that its moves make."""

from collections.abc import Callable

from documents import registry as papers
from matters import registry
from workflow.moves import Move
from workflow.steps import steps_of


def kind(code: str, label: str, *, paper: str = "") -> Callable[[type], type]:
    """`label`: what the kind is called; `paper`: what the paper is called that it is about, by default the same."""

    def declare(model: type) -> type:
        model._meta.verbose_name = model._meta.verbose_name_plural = label
        registry.register(model, {code: label}, {code: paper or label})
        papers.register({move.letter.code: move.letter.title for move in moves_of(model) if move.letter})
        return model

    return declare


def moves_of(model: type) -> list[Move]:
    """The moves among its steps, in their order."""
    found = (getattr(getattr(model, name), "move", None) for name in steps_of(model))
    return [each for each in found if each is not None]
