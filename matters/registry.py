"""Which model a kind of matter is kept in. Rooms above register theirs when they are loaded.

Kinds of one table are proxies of its model; a kind may also have a table to itself.
"""

from collections.abc import Mapping

from django.db.models import Model, signals

from matters import names
from matters.kinds import Phase

_models: dict[str, type] = {}
OF_ROWS = (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete)


class UnknownKind(LookupError):
    """No room has registered a kind of this code."""


def register(model: type, kinds: Mapping[str, str], papers: Mapping[str, str] | None = None) -> None:
    """`kinds`: the words for each kind kept in `model`; `papers`: what the paper is called that each is about."""
    for kind in kinds:
        if (other := _models.setdefault(kind, model)) is not model:
            raise ValueError(f"{kind} is a kind of {other.__name__} already")
    names.declare(names.KIND, kinds)
    names.declare(names.PAPER, papers or {})
    if model._meta.proxy:
        _tell_its_table(model)


def _tell_its_table(proxy: type[Model]) -> None:
    """Django tells of a proxy's rows under the proxy's own name, where field history and evidence, which listen to
    the table, would hear of none.
    """
    table = proxy._meta.concrete_model

    def pass_on(sender: type[Model], signal: signals.ModelSignal, **said) -> None:
        signal.send(sender=table, **said)

    for signal in OF_ROWS:
        signal.connect(pass_on, sender=proxy, weak=False, dispatch_uid=f"rows of {proxy._meta.label}")


def model_for(kind: str) -> type:
    """Raises UnknownKind."""
    try:
        return _models[kind]
    except KeyError:
        raise UnknownKind(f"no room has registered the kind {kind!r}") from None


def kinds_of(model: type) -> list[str]:
    return [kind for kind, kept_in in _models.items() if kept_in is model]


def kinds() -> list[str]:
    """Every kind of matter, in the order of registration."""
    return [*_models]


def choices() -> list[tuple[str, str]]:
    """For columns: a new kind needs no migration, since a column refers to this function."""
    return [(kind, names.declared_name(names.KIND, kind)) for kind in _models]


def model_named(name: str) -> type | None:
    """The registered model that addresses call `name`; None where there is none."""
    return next((model for model in registered_models() if model._meta.model_name == name), None)


def registered_models() -> list[type]:
    """Every class of a matter, each once."""
    return list(dict.fromkeys(_models.values()))


def areas() -> dict[str, list[type]]:
    """The kinds by the room that keeps them, under its name, in the order of registration."""
    found: dict[str, list[type]] = {}
    for model in registered_models():
        found.setdefault(str(model._meta.app_config.verbose_name), []).append(model)
    return found


def phase_words(*kinds: str) -> dict[str, str]:
    """What `kinds` (all, if none is named) call each phase; the general word where they differ."""
    models = {model_for(kind) for kind in kinds} or registered_models()
    words = [dict(Phase.choices) | dict(model.phase_words) for model in models]
    return {
        phase: said.pop() if len(said := {each[phase] for each in words}) == 1 else label
        for phase, label in Phase.choices
    }


def tables() -> list[type]:
    """Every model that has a table of its own: proxies are rows of the one they are proxies of."""
    return list(dict.fromkeys(model._meta.concrete_model for model in registered_models()))


def concrete(matter, **lookup):
    """`matter` as its own class."""
    model = model_for(matter.kind)
    return matter if isinstance(matter, model) else model.objects.get(pk=matter.pk, **lookup)
