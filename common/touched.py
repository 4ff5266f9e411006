"""Which covered rows a transaction has written, and what each said before: what an event is to speak for.

Only what goes through the models is seen, and only inside `collecting`. Whatever is written past it, by SQL or by a
hand in a shell, no event speaks for, and `verify_events` finds it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db.models import Model, signals

if TYPE_CHECKING:
    from common.evidence import Cover

#: For each key of a table its digest before the transaction touched it; empty where there was no row.
Before = dict["Cover", dict[Any, str]]


class Touched:
    """The covered rows written so far, by matter."""

    def __init__(self) -> None:
        self._by_matter: dict[int, Before] = defaultdict(lambda: defaultdict(dict))
        self._about_to: dict[tuple[type[Model], Any], str] = {}

    def matters(self) -> list[int]:
        return [*self._by_matter]

    def take(self, matter: int) -> Before:
        """What was written of `matter` since this was last asked."""
        return self._by_matter.pop(matter, {})

    def will_write(self, cover: "Cover", row: Model) -> None:
        if row._state.adding:
            return
        if row.pk not in self._by_matter.get(cover.matter_of(row), {}).get(cover, {}):
            self._about_to[(cover.model, row.pk)] = cover.digests([row.pk]).get(row.pk, "")

    def has_written(self, cover: "Cover", row: Model) -> None:
        before = self._about_to.pop((cover.model, row.pk), "")
        self._by_matter[cover.matter_of(row)][cover].setdefault(row.pk, before)


_open: ContextVar[Touched | None] = ContextVar("touched", default=None)


@contextmanager
def collecting(finish: Callable[[Touched], None]) -> Iterator[Touched]:
    """Collect what is written, inside the transaction that writes it; within another, that one goes on.

    `finish` gets what nobody took, before the transaction ends. After an exception nothing was written.
    """
    if (outer := _open.get()) is not None:
        yield outer
        return
    found = Touched()
    token = _open.set(found)
    try:
        yield found
        finish(found)
    finally:
        _open.reset(token)


def watch(cover: "Cover") -> None:
    """See every row of the table written or deleted through its model."""

    def before(instance: Model, raw: bool = False, **kwargs: Any) -> None:
        if (found := _open.get()) is not None and not raw:
            found.will_write(cover, instance)

    def after(instance: Model, raw: bool = False, **kwargs: Any) -> None:
        if (found := _open.get()) is not None and not raw:
            found.has_written(cover, instance)

    for signal, receiver in (
        (signals.pre_save, before),
        (signals.pre_delete, before),
        (signals.post_save, after),
        (signals.post_delete, after),
    ):
        signal.connect(receiver, sender=cover.model, weak=False)
