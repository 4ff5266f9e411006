"""Which model a kind of matter is stored in. Rooms above register theirs when they are loaded."""

from matters.kinds import Kind

_models: dict[str, type] = {}


def register(model: type, *kinds: str) -> None:
    for kind in kinds:
        _models[kind] = model


def model_for(kind: str) -> type:
    return _models[Kind(kind)]


def registered_models() -> list[type]:
    """Every concrete model of a matter, each once."""
    return list(dict.fromkeys(_models.values()))


def concrete(matter, **lookup):
    """`matter` as its own class."""
    model = model_for(matter.kind)
    return matter if isinstance(matter, model) else model.objects.get(pk=matter.pk, **lookup)
