"""Declaring a step. From this one declaration come buttons, permission tests and the drawn state graph."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.forms import Form
from django.utils.module_loading import import_string
from django_fsm import transition

from matters.kinds import Phase
from workflow.actors import Actor
from workflow.who import Who

NEW = "new"
NO_FORM = "workflow.forms.StepForm"
#: What any step may be given: files, the decision of somebody else that is recorded, the proposal it is taken from.
ALWAYS = ("files", "decided_by", "decided_on", "signed_sheet", "taken_from")
#: The fields of the matter that a step which begins one is given.
VALUES = "values"


_places = count()


def placed() -> int:
    """A step is read back in the order in which it was declared, whatever made it."""
    return next(_places)


class Phases(frozenset[Phase]):
    """As the source of a step of many kinds: whatever states of the kind lie in these phases."""

    def states_of(self, model: type) -> tuple[str, ...]:
        return tuple(code for code in model.state_labels() if model(state=code).phase_of_state() in self)


NOT_OVER = Phases(set(Phase) - {Phase.CLOSED})
#: What is decided on is not yet anybody else's.
UNDER_WAY = Phases(NOT_OVER - {Phase.DRAFTING})


def condition(refusal: str | Callable[[Any], str]) -> Callable:
    """Name a condition of a step, with the sentence a user reads when it is not met."""

    def mark(function: Callable[[Any], bool]) -> Callable[[Any], bool]:
        function.refusal = refusal
        return function

    return mark


def step(
    label: str,
    *,
    source: str | Sequence[str] | Phases,
    target: Any = None,
    who: Who,
    conditions: Sequence[Callable] = (),
    form: str | type[Form] = "",
    weight: str = "secondary",
    fulfils: Sequence[str] = (),
    prepared_meets: Sequence[str] = (),
    hint: str = "",
    listed: bool | Callable[[Any], bool] = True,
    on_expiry: str = "",
    label_by_kind: Mapping[str, str] | None = None,
    takes: Sequence[str] = (),
    place: int | None = None,
    aside: bool = False,
    tone: str = "progress",
) -> Callable:
    """A transition with its Chinese label, its form (or the dotted path to it) and the button's weight.

    `source`: states of the kind, every one ("*"), or phases in which states of any kind lie.
    `fulfils`: the rules of the deadlines it meets, so that a worklist knows the next step.
    `prepared_meets`: the rules of those inside a house that are met as soon as it is handed over.
    `listed`: whether it has a button; steps taken only along with another have none, one that few matters in its
    states know asks the matter.
    `on_expiry`: the rule whose last day being over makes the system take it (`workflow.tasks`).
    `label_by_kind`: where the law calls it otherwise for a kind of matter.
    `takes`: what it is given from within besides what its form asks: by a step it goes along with, by an import.
    `aside`: it puts something right and carries nothing on: its button stands behind the others.
    `tone`: the colour of its events in the timeline.
    `place`: where it stands among the steps of its class (`placed`), where that is not here.
    """
    custom = {
        "label": label,
        "form": form,
        "weight": weight,
        "fulfils": tuple(fulfils),
        "prepared_meets": tuple(prepared_meets),
        "hint": hint,
        "listed": listed,
        "on_expiry": on_expiry,
        "label_by_kind": label_by_kind or {},
        "takes": tuple(takes),
        "aside": aside,
        "tone": tone,
        "place": placed() if place is None else place,
        "phases": source if isinstance(source, Phases) else None,
    }
    is_any = isinstance(source, str | Phases)
    return transition(
        field="state",
        source=list(source) if not is_any else "*" if isinstance(source, Phases) else source,
        target=target,
        conditions=list(conditions),
        permission=who,
        custom=custom,
    )


@dataclass(frozen=True)
class Step:
    """A declared step of a model, read back from the transition."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: Any
    who: Who
    conditions: tuple[Callable, ...]
    form: str | type[Form]
    weight: str
    fulfils: tuple[str, ...]
    prepared_meets: tuple[str, ...]
    hint: str
    listed: bool | Callable[[Any], bool]
    on_expiry: str
    label_by_kind: Mapping[str, str]
    takes: tuple[str, ...]
    aside: bool
    tone: str

    def named_for(self, matter) -> "Step":
        """The step under the name that it has for the kind of `matter`."""
        return replace(self, label=self.label_by_kind.get(matter.kind, self.label))

    @property
    def creates(self) -> bool:
        return NEW in self.sources

    def form_class(self) -> type[Form]:
        """The form that says what it asks; of a step taken along with another that one's page, or what asks nothing."""
        return self.form if isinstance(self.form, type) else import_string(self.form or NO_FORM)

    def asks(self) -> frozenset[str]:
        """The names of everything that it may be given: what it asks is declared in one place, its form."""
        own = {VALUES} if self.creates else set()
        return frozenset({*ALWAYS, *self.form_class().names(), *self.takes, *own})

    def is_listed(self, matter) -> bool:
        """Whether the page of `matter` speaks of it, be it as of something that cannot be done yet."""
        return self.listed(matter) if callable(self.listed) else self.listed

    def fits(self, state: str) -> bool:
        return state in self.sources or ("*" in self.sources and state != NEW)

    def targets(self) -> tuple[str, ...]:
        """The states it may lead to; empty when the state stays."""
        if self.target is None:
            return ()
        return tuple(getattr(self.target, "allowed_states", None) or [self.target])

    def refusal(self, matter, actor: Actor) -> str:
        """Why `actor` cannot take it now, in Chinese; empty when they can."""
        return self.who.refusal(matter, actor) or self.unmet(matter)

    def preparing_refusal(self, matter, actor: Actor) -> str:
        """Why `actor` cannot fill it in now, be it for somebody else; empty when they can."""
        return self.unmet(matter) if self.who.only_prepares(matter, actor) else self.refusal(matter, actor)

    def unmet(self, matter) -> str:
        """Why nobody can take it now, in Chinese: the state or a condition; empty when it fits."""
        if not self.fits(matter.state):
            return f"事项现为“{matter.get_state_display()}”，不能办理“{self.label}”。"
        for met in self.conditions:
            if not met(matter):
                return met.refusal(matter) if callable(met.refusal) else met.refusal
        return ""


def steps_of(model: type) -> dict[str, Step]:
    """Every step declared on `model`, by name, in the order of declaration."""
    if "_declared_steps" not in model.__dict__:
        model._declared_steps = {step.name: step for step in _read(model)}
    return model._declared_steps


def _read(model: type) -> Iterator[Step]:
    transitions = model._meta.get_field("state").transitions[model].values()
    for method in sorted(transitions, key=lambda method: _place(model, method)):
        metas = list(method._django_fsm.transitions.values())
        first = metas[0]
        phases = first.custom["phases"]
        yield Step(
            name=first.name,
            sources=phases.states_of(model) if phases else tuple(meta.source for meta in metas),
            target=first.target,
            who=first.permission,
            conditions=tuple(first.conditions),
            label=first.custom["label"],
            form=first.custom["form"],
            weight=first.custom["weight"],
            fulfils=first.custom["fulfils"],
            prepared_meets=first.custom["prepared_meets"],
            hint=first.custom["hint"],
            listed=first.custom["listed"],
            on_expiry=first.custom["on_expiry"],
            label_by_kind=first.custom["label_by_kind"],
            takes=first.custom["takes"],
            aside=first.custom["aside"],
            tone=first.custom["tone"],
        )


def _place(model: type, method: Callable) -> tuple[int, int]:
    """Where a step is declared: by the order of the classes that `model` is made of, then in each as written."""
    classes = [n for n, cls in enumerate(model.__mro__) if method.__name__ in cls.__dict__]
    return classes[0], next(iter(method._django_fsm.transitions.values())).custom["place"]


def next_step(model: type, rule: str) -> Step | None:
    """The step that meets a deadline of `rule`."""
    return next((step for step in steps_of(model).values() if rule in step.fulfils), None)
