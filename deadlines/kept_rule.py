"""A rule as a deadline keeps it: what began under it is counted by it for ever."""

from datetime import date
from typing import Any

from deadlines.statute import Citation, Law, Mark, Stated, Statute, Unit

PLAIN = (
    "code", "owes", "duty", "act", "length", "starts", "strict", "stated", "backwards", "to_earlier_day",
    "role", "note", "reference", "right", "assumed_from",
)  # fmt: skip
#: Periods as length and unit: up to where a document may state its own, and what a form proposes.
PERIODS = ("at_most", "proposed")


def kept(statute: Statute) -> dict[str, Any]:
    """`statute` as plain JSON."""
    found = {name: getattr(statute, name) for name in PLAIN}
    found |= {"unit": statute.unit.value, "mark": statute.mark.value}
    found |= {name: _length(getattr(statute, name)) for name in PERIODS}
    found |= {name: _text(getattr(statute, name)) for name in ("in_force_from", "in_force_until")}
    return found | {"basis": [_citation(each) for each in statute.basis]}


def restored(found: dict[str, Any]) -> Statute:
    """The rule that was `kept`."""
    return Statute(
        **{name: found[name] for name in PLAIN if name in found},
        **{name: _stated(found.get(name)) for name in PERIODS},
        unit=Unit(found["unit"]),
        mark=Mark(found["mark"]),
        basis=tuple(_read(each) for each in found["basis"]),
        in_force_from=_day(found["in_force_from"]),
        in_force_until=_day(found["in_force_until"]),
    )


def _length(stated: Stated | None) -> list | None:
    return [stated.length, stated.unit.value] if stated else None


def _stated(found: list | None) -> Stated | None:
    return Stated(found[0], Unit(found[1])) if found else None


def _citation(citation: Citation) -> dict[str, str | None]:
    law = citation.law
    return {
        "law": law.name,
        "number": law.number,
        "since": _text(law.since),
        "until": _text(law.until),
        "articles": citation.articles,
    }


def _read(found: dict[str, str | None]) -> Citation:
    law = Law(found["law"], found["number"], _day(found["since"]), _day(found["until"]))
    return Citation(law, found["articles"])


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
