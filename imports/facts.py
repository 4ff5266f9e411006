"""One row of a ledger: what it says, before anything is made of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from common.names import bare


@dataclass(frozen=True)
class Facts:
    """What the row of any kind says. `place` says where it stands; `recipients`: to whom, "" for nobody that is named.

    `is_another`: whoever imports said that it is no repetition of one that looks the same.
    """

    place: str
    lead: str
    recipients: tuple[str, ...]
    number: str = field(default="", kw_only=True)
    is_another: bool = field(default=False, kw_only=True)

    @property
    def title(self) -> str:
        """What its matter is called. Each room says it."""
        # Only the room knows what its rows are about, so there is no default.
        raise NotImplementedError

    def _said(self, recipient: str) -> list[str]:
        """The texts by which it is known again. Each room says them."""
        # A default would take two rows of another kind for one.
        raise NotImplementedError

    def key(self, recipient: str, nth: int = 0) -> str:
        """What makes the row known again, in whichever file and writing it stands; `nth`: others that are the same."""
        again = [str(nth)] if nth else []
        return _digest(bare(part) for part in [*self._said(recipient), *again])

    def keys(self, recipient: str) -> tuple[str, str]:
        """Its key, and the one by which rows were kept before writings were compared."""
        return self.key(recipient), _digest("".join(part.split()) for part in self._said(recipient))


@dataclass(frozen=True)
class Plain(Facts):
    """The row of a kind that adds nothing of its own: `values` are what its columns say, by their names."""

    about: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.values["title"]

    def _said(self, recipient: str) -> list[str]:
        began = str(self.values.get("started_on", ""))
        return [self.about, self.lead, recipient, self.number, began, self.title]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
