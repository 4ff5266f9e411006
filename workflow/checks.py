"""System checks: what a kind of matter has not said is named before a page breaks, and no button leads nowhere."""

import inspect
from collections.abc import Iterator

from django.core.checks import Error, register

from matters.contract import MUST_SAY
from matters.kinds import ParticipationRole
from matters.models import Matter
from matters.parties import ANY, LEAD, SYSTEM
from matters.registry import registered_models
from workflow.content import Content
from workflow.forms import UploadsField
from workflow.steps import NEW, Step, steps_of
from workflow.who import preparers


@register()
def kinds_are_whole(app_configs, **kwargs) -> list[Error]:
    """Every registered model says what only it can say, and its steps name what it has said."""
    return [error for model in registered_models() for error in problems(model)]


def problems(model: type[Matter]) -> Iterator[Error]:
    for name in MUST_SAY:
        if inspect.getattr_static(model, name) is inspect.getattr_static(Matter, name):
            yield _error(model, f"says no {name}", 2)
    yield from _of_parties(model)
    yield from _of_content(model)
    for carried in model.carried:
        unsaid, unknown = carried.problems(model)
        for column in sorted(unsaid):
            yield _error(model, f"neither carries {column} nor leaves it where another is opened from it", 7)
        for column in sorted(unknown):
            yield _error(model, f"carries or leaves {column}, which is none of its columns", 7)
    for step in steps_of(model).values():
        yield from _of_step(model, step)


def _of_parties(model: type[Matter]) -> Iterator[Error]:
    roles = [party.role for party in model.parties]
    if model.parties and LEAD not in roles:
        yield _error(model, "has no party that leads", 3)
    if len(set(roles)) < len(roles):
        yield _error(model, "has two parties of one role", 3)
    for role in set(model.acting_sides()) - set(ParticipationRole):
        yield _error(model, f"nobody can take part as {role}: only who watches needs no participation", 3)


def _of_step(model: type[Matter], step: Step) -> Iterator[Error]:
    name = f"{model.__name__}.{step.name}"
    try:
        if step.listed:
            step.form_class()
    except (ImportError, ValueError) as problem:
        yield Error(f"{name}: {problem}", id="workflow.E001")
    if step.who.side not in (SYSTEM, ANY) and model.party(step.who.side) is None:
        yield Error(f"{name} is taken by {step.who.side}, which is none of the parties", id="workflow.E004")
    for state in {*step.sources, *step.targets()} - {NEW, "*", *model.state_labels()}:
        yield Error(f"{name} names the state {state}, which has no label", id="workflow.E005")
    # What the page offers to hand over goes through `propose`, which asks for these roles.
    for role in {*step.who.recorders, *step.who.prepares} - set(preparers().roles):
        yield Error(f"{name} is prepared by {role}, who hands nothing over", id="workflow.E006")


def _of_content(model: type[Matter]) -> Iterator[Error]:
    """Where nothing of a case may stand on the portal, no step takes files of it."""
    if getattr(model, "content", None) != Content.NONE:
        return
    for name, step in steps_of(model).items():
        move = getattr(getattr(model, name), "move", None)
        if move and (move.files or any(isinstance(field, UploadsField) for field in move.asks.values())):
            yield _error(model, f"holds no content, and {step.name} asks for files", 8)


def _error(model: type[Matter], text: str, number: int) -> Error:
    return Error(f"{model.__name__}: {text}", id=f"workflow.E{number:03}")
