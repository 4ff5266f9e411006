"""A county with many kinds: further kinds of toys, known only as long as a test asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps

from matters import names, registry
from tests.toys.models import Repair

#: Beside the kinds of the rooms: so many that a county has twenty.
NINETEEN = 19


def another(number: int) -> type[Repair]:
    meta = type("Meta", (), {"proxy": True, "app_label": "toys", "verbose_name": f"玩具{number}"})
    return type(f"Repair{number}", (Repair,), {"__module__": __name__, "Meta": meta})


@contextmanager
def many_kinds(number: int = NINETEEN) -> Iterator[dict[str, type[Repair]]]:
    """Each kind with its model, by its code."""
    models = {f"toy_{n}": another(n) for n in range(number)}
    for kind, model in models.items():
        registry.register(model, {kind: f"第{kind}种修理"}, {kind: "玩具修理单"})
    try:
        yield models
    finally:
        for kind, model in models.items():
            del registry._models[kind], apps.all_models["toys"][model._meta.model_name]
            for what in (names.KIND, names.PAPER):
                del names._declared[f"{what}.{kind}"]
        apps.clear_cache()
