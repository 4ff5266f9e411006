"""One row of a ledger of recommendations entered: one matter for each recipient, linked as one paper."""

from collections.abc import Sequence
from typing import Any

from deadlines.statute import Stated
from imports.bodies import Bodies
from imports.models import LedgerImport
from matters.models import Matter
from organisations.models import Organisation
from recommendations.ledgers.answers import ending_of
from recommendations.ledgers.facts import DAYS, Facts
from recommendations.ledgers.outcomes import Ending
from recommendations.models import Recommendation
from workflow.actors import Actor
from workflow.effects import Also
from workflow.perform import perform

STEP = "import_registered"
SUIT = ("sued_on", "judged_on", "judgment", "performance", "closed_on")
Given = tuple[Recommendation, dict[str, Any]]


def enter(given: Sequence[Given], actor: Actor, *, shares_number: bool) -> list[Matter]:
    """The matters, in their order; the others are entered along with the first."""
    (matter, data), *others = given
    siblings = [
        Also(STEP, {**values, "shares_number": True}, matter=other, relation="sibling")
        for other, values in others
    ]
    data = {**data, "siblings": siblings, "shares_number": shares_number}
    event = perform(matter=matter, step=STEP, actor=actor, **data)
    return [event.matter, *_siblings(event.matter)]


def _siblings(matter: Matter) -> Sequence[Matter]:
    return Matter.objects.filter(earlier_links__earlier=matter, earlier_links__relation="sibling").order_by(
        "pk"
    )


def is_number_of(ledger: LedgerImport | None, lead: Organisation, number: str) -> bool:
    """Whether another row of the same ledger bears the number: the same paper to another recipient."""
    if ledger is None or not number:
        return False
    return Recommendation.objects.filter(imported_row__ledger=ledger, lead=lead, number=number).exists()


def given_for(recipient: str, facts: Facts, lead: Organisation, bodies: Bodies, more: dict) -> Given:
    """The unsaved matter for one recipient, and what the step is given."""
    matter = Recommendation(lead=lead, kind=facts.kind, title=facts.title)
    data = {
        "recipient": bodies.recipient(recipient, lead, facts.lead),
        "number": facts.number,
        "text": facts.quotation,
        "note": facts.inside_note,
        **said(facts, recipient),
        **more,
    }
    return matter, data


def said(facts: Facts, recipient: str) -> dict[str, Any]:
    """What the row says of the matter with `recipient`, as the step takes it."""
    ending = ending_of(facts)
    return {
        "values": _values(facts, ending, recipient),
        "is_ended": ending.is_ended and ending.concerns(recipient),
        "is_received": ending.is_received,
        "is_replied": ending.is_replied,
        "is_dropped": ending.is_dropped,
        "is_appealed": ending.is_appealed,
    }


def _values(facts: Facts, ending: Ending, recipient: str) -> dict[str, Any]:
    days = {name: facts.days.get(name, "") for name in DAYS}
    suit = {name: getattr(ending, name) for name in SUIT} if ending.concerns(recipient) else {}
    return {
        **days,
        **suit,
        "domain": facts.domain[:60],
        "facts": facts.summary,
        **{name: Stated.parse(words) for name, words in facts.stated.items()},
        "outcome": ending.outcome,
        "source_number": facts.place[:80],
    }
