"""Entering one row: one matter for each recipient, linked, through the one door. Rows entered before are recognised."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from django.db import transaction

from deadlines.statute import Stated
from documents.models import DocumentNumber
from imports.answers import ending_of
from imports.bodies import Bodies
from imports.facts import DAYS, Facts
from imports.models import ImportedRow, LedgerImport
from imports.outcomes import Ending, read
from matters.models import Matter
from organisations.models import Organisation
from recommendations.choices import Kind
from recommendations.models import Recommendation
from workflow.actors import System
from workflow.effects import Also
from workflow.perform import perform

STEP = "import_registered"
SUIT = ("sued_on", "judged_on", "judgment", "performance", "closed_on")


@transaction.atomic
def enter(
    facts: Facts, bodies: Bodies, *, reason: str, ledger: LedgerImport | None = None, **more: Any
) -> list[Matter]:
    """The matters that the row became just now; none for what was entered before. Raises workflow's Invalid.

    `more` goes to the step as it is: who entered it, links to what went before.
    """
    missing = list(facts.recipients) if facts.is_another else unknown(facts, bodies)
    if not missing:
        return []
    lead, actor = bodies.lead(facts.lead), System(reason)
    first, *others = [_row(facts, name, lead, bodies, more) for name in missing]
    matter, data = first
    siblings = [
        Also(STEP, {**values, "shares_number": True}, matter=other, relation="sibling")
        for other, values in others
    ]
    shares = _is_number_of(ledger, lead, facts.number)
    event = perform(matter=matter, step=STEP, actor=actor, siblings=siblings, shares_number=shares, **data)
    made = [event.matter, *_siblings(event.matter)]
    for name, each in zip(missing, made, strict=True):
        ImportedRow.objects.create(key=_free_key(facts, name), matter=each, place=facts.place, ledger=ledger)
    return made


def _free_key(facts: Facts, name: str) -> str:
    """The row's key; for another one that looks the same the next that is free."""
    keys = (facts.key(name, nth) for nth in count())
    return next(
        key for key in keys if not facts.is_another or not ImportedRow.objects.filter(key=key).exists()
    )


def _is_number_of(ledger: LedgerImport | None, lead: Organisation, number: str) -> bool:
    """Whether another row of the same ledger bears the number: the same paper to another recipient."""
    if ledger is None or not number:
        return False
    return Recommendation.objects.filter(imported_row__ledger=ledger, lead=lead, number=number).exists()


def unknown(facts: Facts, bodies: Bodies | None = None) -> list[str]:
    """The recipients for whom the row is not in the portal yet; "" for one that is not named."""
    keys = {name: facts.keys(name) for name in facts.recipients or ("",)}
    asked = [key for both in keys.values() for key in both]
    known = set(ImportedRow.objects.filter(key__in=asked).values_list("key", flat=True))
    missing = [name for name, both in keys.items() if not known & set(both)]
    bodies = bodies or Bodies()
    lead = bodies.known_lead(facts.lead) if missing else None
    if lead is None:
        return missing
    there = There([(facts, lead)])
    named = {name: bodies.known(name, lead, facts.lead) for name in missing}
    return [name for name in missing if not there.has(facts, lead, named[name])]


class There:
    """The matters of some procuratorates that rows may tell of: made in the portal, and exported since."""

    def __init__(self, rows: Iterable[tuple[Facts, Organisation]]) -> None:
        rows = list(rows)
        issued = {facts.days.get("issued_on", "") for facts, _ in rows}
        found = Recommendation.objects.filter(lead__in={lead.pk for _, lead in rows}, issued_on__in=issued)
        fields = ("lead_id", "recipient_id", "kind", "issued_on", "number", "facts", "title")
        self._told: set[tuple] = set()
        for *who, facts, title in found.not_annulled().values_list(*fields):
            self._told |= {(*who, facts), (*who, title)}

    def has(self, facts: Facts, lead: Organisation, recipient: Organisation | None) -> bool:
        """Whether a matter of this row is among them: same parties, kind, day of issue, number and words."""
        if recipient is None or not facts.summary:
            return False
        issued = facts.days.get("issued_on", "")
        return (lead.pk, recipient.pk, facts.kind, issued, facts.number, facts.summary) in self._told


def _siblings(matter: Matter) -> Sequence[Matter]:
    return Matter.objects.filter(earlier_links__earlier=matter, earlier_links__relation="sibling").order_by(
        "pk"
    )


def _row(
    facts: Facts, recipient: str, lead: Organisation, bodies: Bodies, more: dict
) -> tuple[Recommendation, dict[str, Any]]:
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


def number_taken(facts: Facts, bodies: Bodies | None = None) -> str:
    """Why the number of a row that was not entered before cannot be registered; "" where it can."""
    bodies = bodies or Bodies()
    lead = facts.number and unknown(facts, bodies) and bodies.known_lead(facts.lead)
    if not lead:
        return ""
    in_use = DocumentNumber.objects.in_use().filter(organisation=lead).same_as(facts.number).first()
    if in_use is None:
        return ""
    return f"文号“{facts.number}”在本系统已有登记。应为尚未登记的文号；同一件已在系统中的，请从台账中删去这一行。"


def misaddressed(facts: Facts) -> str:
    """Why public interest cannot have gone to one of the recipients, whom the roster may not know; "" where it can."""
    if facts.kind != Kind.PUBLIC_INTEREST:
        return ""
    courts = [name for name in facts.recipients if name.endswith("人民法院")]
    return f"公益诉讼检察建议向行政机关提出，不能向{courts[0]}提出，请核对类型和单位。" if courts else ""


def withdrawn(facts: Facts, bodies: Bodies | None = None) -> str:
    """Why a row that was not entered before and tells of a withdrawal cannot be registered; "" where it can."""
    if not read(facts.outcome).is_withdrawn or not unknown(facts, bodies):
        return ""
    return "已撤回的检察建议不能从台账登记。应为没有撤回的；请从台账中删去这一行。"
