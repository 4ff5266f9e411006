"""One column of a ledger, and a matter as one of its lines."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from common.cells import Reader
from common.xlsx import Value
from matters.models import Matter
from organisations.models import Membership


@dataclass(frozen=True)
class Told:
    """A matter as the `number`th line of its ledger, for one reader; `title` as far as they may read it."""

    matter: Matter
    number: int
    title: str
    membership: Membership

    @cached_property
    def hidden(self) -> frozenset[str]:
        return self.matter.hidden_from(self.membership)

    @property
    def is_masked(self) -> bool:
        return self.title != self.matter.title


@dataclass(frozen=True)
class Column:
    """What is written under a heading, and what is read there; without `read` it is only written.

    `called`: other headings for the same. `needed`: no sheet without it is a ledger of the kind. `filled`: where the
    column is there, every row says something in it. `joins`: it may stand several times, and is read as one text.
    `expected`: what is missing where it is empty. `hint`: what the template says of it. `of`: the field it tells of,
    where that has another name.
    """

    name: str
    heading: str
    written: Callable[[Told], Value]
    read: Reader | None = None
    called: tuple[str, ...] = ()
    needed: bool = False
    filled: bool = False
    joins: bool = False
    expected: str = ""
    hint: str = ""
    of: str = ""

    def cell(self, told: Told) -> Value:
        """What `told`'s reader finds in it: nothing that is not theirs to know."""
        return "" if (self.of or self.name) in told.hidden else self.written(told)


#: Counts the rows and says nothing of them: known wherever it stands, and read nowhere.
SERIAL = "serial"


def serial() -> Column:
    called = ("序", "编次", "NO", "No")
    return Column(SERIAL, "序号", lambda told: told.number, called=called, hint="可以不填")
