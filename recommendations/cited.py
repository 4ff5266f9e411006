"""The laws that a draft or a registration cites, held against the day of its facts: pointed out, never refused."""

from collections.abc import Mapping
from datetime import date

from common import clock
from common.when import When
from deadlines import known_laws

#: The day nearest to the facts that is known: when they were found, the decision to look into them, the paper.
FACTS = ("found_on", "filed_on", "investigation_decided_on", "issued_on")
TEXTS = ("origin", "facts", "problem", "legal_basis", "other")


def days_of_facts(given: Mapping[str, object]) -> list[date]:
    """One day; the first and the last where only a month or a year is known; today where nothing is."""
    written = next((given[name] for name in FACTS if given.get(name)), None)
    if not written:
        return [clock.today()]
    when = written if isinstance(written, When) else When.parse(str(written))
    first = clock.local(when.start).date()
    return [first] if when.day else [first, min(_last(first, when.precision), clock.today())]


def _last(first: date, precision: str) -> date:
    if precision == "year":
        return date(first.year, 12, 31)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - date.resolution


def days_of(matter) -> list[date]:
    return days_of_facts({name: getattr(matter, name) for name in FACTS})


def warnings(texts: Mapping[str, str], days: list[date]) -> dict[str, list[str]]:
    """What is wrong with the laws cited, by the field they are cited in."""
    found = {name: known_laws.warnings(text, days) for name, text in texts.items() if text}
    return {name: said for name, said in found.items() if said}


def warnings_of(matter) -> list[str]:
    """Those of a stored draft, each once."""
    texts = {name: getattr(matter, name) for name in TEXTS}
    texts |= {f"advice_{row.order}": row.text for row in matter.advices.all()}
    said = [each for words in warnings(texts, days_of(matter)).values() for each in words]
    return list(dict.fromkeys(said))
