"""Small tables that every page asks for, read once a request: no row of a list costs a query.

What another process has saved is seen by the next request; what this one saves, at once (`forget`).
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from celery.signals import task_prerun
from django.core.signals import request_started

Read = TypeVar("Read")
_all: list["PerRequest"] = []


class PerRequest(Generic[Read]):
    """Call it for what `read` gives; connect `forget` to the signals of the model it reads."""

    def __init__(self, read: Callable[[], Read]) -> None:
        self._read = read
        self._kept: list[Read] = []
        _all.append(self)

    def __call__(self) -> Read:
        kept = self._kept
        if not kept:
            self._kept = kept = [self._read()]
        return kept[0]

    def keep(self, read: Read) -> None:
        """What was read along with something else."""
        self._kept = [read]

    def forget(self, **_: object) -> None:
        self._kept = []


def forget_all(**_: object) -> None:
    """Before a request or a task begins, and between tests."""
    for each in _all:
        each.forget()


request_started.connect(forget_all)
task_prerun.connect(forget_all)
