"""How two matters belong together. Rooms declare their relations as they register their kinds; none is known here."""

from dataclasses import dataclass


class UnknownRelation(LookupError):
    """No room has declared a relation of this code."""


@dataclass(frozen=True)
class Relation:
    """`earlier`: what the matter that was first is to the other one, in words; `later`: what that one is to it.

    `together`: one paper or one affair that went to several, shown as one thing.
    """

    code: str
    earlier: str
    later: str
    together: bool = False


_declared: dict[str, Relation] = {}


def declare(*relations: Relation) -> None:
    for relation in relations:
        if _declared.setdefault(relation.code, relation) != relation:
            raise ValueError(f"{relation.code} is a relation already")


def relation(code: str) -> Relation:
    """Raises UnknownRelation."""
    try:
        return _declared[code]
    except KeyError:
        raise UnknownRelation(f"no room has declared the relation {code!r}") from None


def choices() -> list[tuple[str, str]]:
    """For the column of links: a new relation needs no migration."""
    return [(each.code, each.later) for each in _declared.values()]


def together() -> list[str]:
    """The codes of those that make several matters one thing to the eye."""
    return [each.code for each in _declared.values() if each.together]
