"""Which papers the portal makes or keeps, and how each is set. Rooms register theirs when they are loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from documents.papers import letter, proof_of_service
from documents.parts import Writer
from matters import names

PROOF_OF_SERVICE = "proof_of_service"
#: A scan of any other paper: nobody sets it, and it is called as whoever enters it calls it.
OTHER, OTHER_TITLE = "other", "其他文书"


class Sheet(Protocol):
    """A module that sets a paper. One of running text has `front` and `write` too: a page shows it line by line."""

    @staticmethod
    def build(content: Any) -> bytes: ...


class RunningText(Sheet, Protocol):
    @staticmethod
    def front(content: Any) -> dict[str, Any]: ...

    @staticmethod
    def write(writer: Writer, content: Any) -> None: ...


@dataclass(frozen=True)
class PaperKind:
    """`is_own`: it is the paper that its matter is about, called and numbered as its kind calls it."""

    title: str
    sheet: Any
    is_own: bool = False

    @property
    def build(self) -> Callable[[Any], bytes]:
        return cast(Sheet, self.sheet).build

    @property
    def running(self) -> RunningText:
        return cast(RunningText, self.sheet)


class UnknownPaper(LookupError):
    """No room has registered a paper of this code."""


_papers: dict[str, PaperKind] = {}


def register(titles: Mapping[str, str], sheet: Any = letter, *, is_own: bool = False) -> None:
    """Papers by their codes, all set by the module `sheet`: a plain letter, unless the room has another."""
    for code, title in titles.items():
        if code in _papers:
            raise ValueError(f"{code} is registered already")
        _papers[code] = PaperKind(title, sheet, is_own)
    if not is_own:
        names.declare(names.DOCUMENT, titles)


def get(code: str) -> PaperKind:
    """Raises UnknownPaper."""
    try:
        return _papers[code]
    except KeyError:
        raise UnknownPaper(f"no room has registered the paper {code!r}") from None


def own() -> list[str]:
    """The papers that matters are about, one for each sort of matter that is about one."""
    return [code for code, kind in _papers.items() if kind.is_own]


def choices() -> list[tuple[str, str]]:
    """For columns: a new paper needs no migration, since a column refers to this function."""
    return [*((code, kind.title) for code, kind in _papers.items()), (OTHER, OTHER_TITLE)]


register({PROOF_OF_SERVICE: "送达回证"}, proof_of_service)
