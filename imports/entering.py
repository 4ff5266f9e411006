"""Entering one row: one matter for each recipient, linked, through the one door. Rows entered before are recognised."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from imports.bodies import Bodies
from imports.facts import DAYS, Facts
from imports.models import ImportedRow
from imports.outcomes import Ending, read
from matters.models import Matter
from organisations.models import Organisation
from recommendations.models import Recommendation
from workflow.actors import System
from workflow.effects import Also
from workflow.perform import perform

STEP = "import_registered"
SUIT = ("sued_on", "judged_on", "judgment", "performance")


@transaction.atomic
def enter(facts: Facts, bodies: Bodies, *, reason: str, **more: Any) -> list[Matter]:
    """The matters that the row became just now; none for what was entered before. Raises workflow's Invalid.

    `more` goes to the step as it is: who entered it, links to what went before.
    """
    missing = [name for name in facts.recipients or ("",) if not known(facts, name)]
    if not missing:
        return []
    lead, actor = bodies.lead(facts.lead), System(reason)
    first, *others = [_row(facts, name, lead, bodies, more) for name in missing]
    matter, data = first
    siblings = [
        Also(STEP, {**values, "shares_number": True}, matter=other, relation="sibling")
        for other, values in others
    ]
    event = perform(matter=matter, step=STEP, actor=actor, siblings=siblings, **data)
    made = [event.matter, *_siblings(event.matter)]
    for name, each in zip(missing, made, strict=True):
        ImportedRow.objects.create(key=facts.key(name), matter=each, place=facts.place)
    return made


def known(facts: Facts, recipient: str) -> ImportedRow | None:
    """The row as it was entered before."""
    return ImportedRow.objects.filter(key=facts.key(recipient)).select_related("matter").first()


def _siblings(matter: Matter) -> Sequence[Matter]:
    return Matter.objects.filter(earlier_links__earlier=matter, earlier_links__relation="sibling").order_by(
        "pk"
    )


def _row(
    facts: Facts, recipient: str, lead: Organisation, bodies: Bodies, more: dict
) -> tuple[Recommendation, dict[str, Any]]:
    """The unsaved matter for one recipient, and what the step is given."""
    matter = Recommendation(lead=lead, kind=facts.kind, title=facts.title)
    ending = read(facts.outcome)
    data = {
        "recipient": bodies.recipient(recipient, lead),
        "values": _values(facts, ending, recipient),
        "is_ended": ending.is_ended and ending.concerns(recipient),
        "is_received": ending.is_received,
        "is_replied": ending.is_replied,
        "is_dropped": ending.is_dropped,
        "number": facts.number,
        "text": facts.quotation,
        "files": [],
        **more,
    }
    return matter, data


def _values(facts: Facts, ending: Ending, recipient: str) -> dict[str, str]:
    days = {name: facts.days.get(name, "") for name in DAYS}
    suit = {name: getattr(ending, name) for name in SUIT} if ending.concerns(recipient) else {}
    return {
        **days,
        **suit,
        "domain": facts.domain[:60],
        "facts": facts.summary,
        "outcome": ending.outcome,
        "source_number": facts.place[:80],
    }
